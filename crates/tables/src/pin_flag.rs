//! Pins typed on the command line: `T012=S05`, `T012=S05:maths`, `T012!=S05`, `T012=stay`, `T012=leave`.

use crate::names::Directory;
use crate::raw::{Cell, Header, RawRow, RawTable};
use crate::read::bind;
use crate::schema;
use crate::table::Table;
use lungang_domain::finding::Findings;
use lungang_domain::shown::stripped;

/// The flag itself, which is the place of its findings.
pub const FLAG: &str = "--pin";

/// A pin as typed: which teacher, what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinFlag {
    /// As typed.
    pub text: String,
    /// The teacher, by id or name.
    pub teacher: String,
    /// Whether it is one of a plan's record, which gives way to one that is typed for the same teacher.
    recorded: bool,
    kind: &'static str,
    school: String,
    subject: String,
    reason: String,
}

impl PinFlag {
    /// The same as a pin of a plan's record.
    pub fn recorded(self) -> PinFlag {
        PinFlag { recorded: true, ..self }
    }

    /// Whether it asks the teacher to move: to a school, which is given where it is one, or anywhere.
    pub fn asks_to_move(&self) -> Option<&str> {
        matches!(self.kind, "post" | "leave").then_some(self.school.as_str())
    }

    /// Where it sends the teacher: a school and a subject, which is empty where none is named; `Some(None)` where it lets the teacher
    /// stay, `None` where it leaves open what becomes of the teacher.
    pub fn decides(&self) -> Option<Option<(&str, &str)>> {
        match self.kind {
            "post" => Some(Some((&self.school, &self.subject))),
            "stay" => Some(None),
            _ => None,
        }
    }

    /// The same with the reason for which it is set.
    pub fn because(self, reason: &str) -> PinFlag {
        PinFlag { reason: reason.to_owned(), ..self }
    }

    /// Reads a pin; `None` where it has another shape.
    ///
    /// ```
    /// use lungang_tables::pin_flag::PinFlag;
    /// assert_eq!(PinFlag::parse("T012=S05:maths").map(|p| p.teacher).as_deref(), Some("T012"));
    /// assert_eq!(PinFlag::parse("T012"), None);
    /// ```
    pub fn parse(text: &str) -> Option<PinFlag> {
        let (left, asked) = text.split_once('=')?;
        let (teacher, forbids) = match left.trim_end().strip_suffix(['!', '！']) {
            Some(teacher) => (teacher, true),
            None => (left, false),
        };
        let (teacher, asked) = (teacher.trim(), asked.trim());
        if teacher.is_empty() || asked.is_empty() {
            return None;
        }
        let (school, subject) = match asked.rsplit_once([':', '：']) {
            Some((school, subject)) => (school.trim(), subject.trim()),
            None => (asked, ""),
        };
        let plain = schema::choose(&schema::PIN_KINDS, asked).map(|c| c.name).filter(|_| !forbids);
        let (kind, school, subject) = match plain {
            Some("stay") => ("stay", "", ""),
            Some("leave") => ("leave", "", ""),
            _ if school.is_empty() => return None,
            _ if forbids => ("forbid", school, subject),
            _ => ("post", school, subject),
        };
        let own = str::to_owned;
        let (text, teacher, school, subject) = (own(text), own(teacher), own(school), own(subject));
        Some(PinFlag { text, teacher, recorded: false, kind, school, subject, reason: FLAG.to_owned() })
    }
}

/// The flags as a pins table, so that they are read and checked as its rows are; the teachers say who is called twice.
pub(crate) fn table(flags: &[PinFlag], teachers: &Directory, findings: &mut Findings) -> Table {
    let who = |flag: &PinFlag| teachers.find(&flag.teacher).one().ok_or_else(|| flag.teacher.clone());
    let typed: Vec<_> = flags.iter().filter(|flag| !flag.recorded).map(who).collect();
    let flags = flags.iter().filter(|flag| !flag.recorded || !typed.contains(&who(flag)));
    let names = ["teacher_id", "kind", "school_id", "subject", "reason"];
    let headers = names.iter().enumerate().map(|(index, name)| Header { text: (*name).to_owned(), index });
    let cell = |text: &str| match stripped(text) {
        empty if empty.is_empty() => Cell::Empty,
        text => Cell::Text(text.into_owned()),
    };
    let row = |(at, flag): (usize, &PinFlag)| RawRow {
        number: at as u32 + 1,
        cells: [&flag.teacher, flag.kind, &flag.school, &flag.subject, &flag.reason].map(cell).to_vec(),
    };
    let raw = RawTable {
        name: "pins".to_owned(),
        file: FLAG.to_owned(),
        sheet: None,
        headers: headers.collect(),
        rows: flags.enumerate().map(row).collect(),
        encoding: None,
        excel: false,
        date1904: false,
    };
    bind(pins_spec(), raw, None, None, findings)
}

fn pins_spec() -> &'static schema::TableSpec {
    // The registry has it; any other table would be told as missing its columns.
    schema::table("pins").unwrap_or_else(|| schema::assignments())
}
