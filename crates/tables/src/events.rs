//! The table of what has happened since a plan was published.

use crate::names::{Directory, Named};
use crate::raw;
use crate::schema;
use crate::single;
use crate::table::{Col, Table};
use crate::validate::{PolicyWords, Row};
use jiff::civil::Date;
use lungang_domain::county::County;
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::nearest;
use lungang_domain::policy::Policy;
use lungang_domain::replan::EventKind;
use lungang_domain::school::Part;
use std::collections::BTreeMap;
use std::path::Path;

/// One thing that happened; what its kind asks for is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// To whom, as written.
    pub teacher_id: Option<String>,
    /// To whom; `None` for a teacher who is no longer on the roster.
    pub teacher: Option<TeacherIx>,
    /// Where.
    pub school: Option<SchoolIx>,
    /// In which stage.
    pub part: Option<Part>,
    /// In which subject.
    pub subject: Option<SubjectIx>,
    /// Posts required from now on.
    pub required: Option<u32>,
    /// When.
    pub date: Option<Date>,
    /// In the office's words.
    pub note: String,
    /// Where the row stands.
    pub place: Place,
}

/// Reads an events table (CSV, Excel or Parquet; headers and words in either language) against a county.
///
/// `known` are ids of teachers who may have left the roster since: those of the published plan.
pub fn read_events(
    path: &Path,
    options: &raw::ReadOptions,
    county: &County,
    policy: &Policy,
    known: &[&str],
) -> (Vec<Event>, Findings) {
    let mut findings = Findings::default();
    let Some(table) = single::read(path, options, schema::events(), &mut findings) else {
        return (Vec::new(), findings);
    };
    let (schools, teachers) = (Directory::schools(county), Directory::teachers(county));
    let reader = Reader { county, known, words: PolicyWords::new(policy), schools, teachers };
    let mut events: Vec<Event> = Vec::with_capacity(table.len());
    let mut rows = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(&table, at, &mut findings);
        let Some(event) = reader.event(&table, row) else { continue };
        let key = (event.kind, event.teacher_id.clone(), event.school, event.part, event.subject);
        if let Some(first) = rows.insert(key, at) {
            let finding = Finding::error("doubled-event", event.place.clone());
            row.tell(finding.with("first", table.raw.rows[first].number));
            continue;
        }
        events.push(event);
    }
    (events, findings)
}

struct Reader<'a> {
    county: &'a County,
    known: &'a [&'a str],
    words: PolicyWords,
    schools: Directory,
    teachers: Directory,
}

impl Reader<'_> {
    fn event(&self, table: &Table, row: &mut Row<'_>) -> Option<Event> {
        let [kind, teacher, school, subject, stage, required, date, note] =
            table.cols(["kind", "teacher_id", "school_id", "subject", "stage", "required", "date", "note"]);
        let asked = row.choice(kind).and_then(EventKind::from_name);
        let typed = row.id(teacher);
        let found = typed.as_ref().and_then(|id| self.teacher(row, teacher, id));
        let own = |t: TeacherIx| self.county.teacher(t).id.clone();
        let teacher_id = found.flatten().map(own).or(typed);
        let to = row.id(school).and_then(|id| self.school(row, school, &id));
        let [teacher_name, school_name] = table.cols(["teacher_name", "school_name"]);
        let who = found.flatten().map(TeacherIx::at);
        row.check_name_beside(teacher_name, who, &self.teachers, Severity::Error);
        row.check_name_beside(school_name, to.map(SchoolIx::at), &self.schools, Severity::Warning);
        let taught = row.word(subject, &self.words.subjects, "unknown-subject");
        let part = row.choice(stage).and_then(Part::from_name);
        let (count, day) = (row.count(required), row.day(date));
        let kind = asked?;
        let whole = if kind.of_a_teacher() {
            check_event_without(row, teacher, kind)
        } else {
            let school_there = check_event_without(row, school, kind);
            let changed = kind == EventKind::ChangedNeed;
            let [a, b] = [subject, required].map(|col| !changed || check_event_without(row, col, kind));
            school_there && a && b
        };
        let part = match to.map(|s| self.county.school(s)) {
            Some(school) if kind == EventKind::ChangedNeed => {
                let parts = school.parts();
                if part.is_none() && parts.len() > 1 && row.is_empty(stage) {
                    let finding = Finding::error("missing-stage", row.place(stage)).with("school", &school.name);
                    row.tell(finding);
                }
                part.or_else(|| parts.first().copied())
            }
            _ => part,
        };
        // What stands in a cell and could not be read was told.
        let read = |col: Col, there: bool| there || row.is_empty(col);
        let whole = whole
            && read(teacher, found.is_some())
            && read(school, to.is_some())
            && read(subject, taught.is_some())
            && read(required, count.is_some());
        let place = row.place(Col(None));
        let note = row.text(note).unwrap_or_default();
        whole.then(|| Event {
            kind,
            teacher: found.flatten(),
            teacher_id,
            school: to,
            part,
            subject: taught,
            required: count,
            date: day,
            note,
            place,
        })
    }

    /// The teacher; `Some(None)` for one of the published plan who has left the roster.
    fn teacher(&self, row: &mut Row<'_>, col: Col, id: &str) -> Option<Option<TeacherIx>> {
        if self.county.find_teacher(id).is_none() && self.known.contains(&id) {
            return Some(None);
        }
        let named = self.teachers.find(id);
        row.check_named(col, id, &named, &self.teachers, ["several-teachers", "short-name"]);
        if named != Named::Nobody {
            return named.one().map(|at| Some(TeacherIx::new(at)));
        }
        let finding = Finding::error("unknown-teacher", row.place(col)).with("id", id);
        row.tell_hinted(finding, || nearest::id_hint(id, self.county.teachers.iter().map(|t| t.id.as_str())));
        None
    }

    fn school(&self, row: &mut Row<'_>, col: Col, id: &str) -> Option<SchoolIx> {
        let named = self.schools.find(id);
        row.check_named(col, id, &named, &self.schools, ["several-schools", "short-name"]);
        if named == Named::Nobody {
            let finding = Finding::error("unknown-school", row.place(col)).with("id", id);
            row.tell_hinted(finding, || nearest::id_hint(id, self.county.schools.iter().map(|s| s.id.as_str())));
        }
        named.one().map(SchoolIx::new)
    }
}

/// Tells a cell that the kind of event cannot do without; whether it is there.
fn check_event_without(row: &mut Row<'_>, col: Col, kind: EventKind) -> bool {
    if !row.is_empty(col) {
        return true;
    }
    let column = col.0.and_then(|c| schema::events().columns.get(c));
    let word = schema::EVENT_KINDS.iter().find(|c| c.name == kind.name());
    let finding = Finding::error("event-incomplete", row.place(col)).with("kind", kind.name());
    let finding = finding.with("kind_zh", word.map_or("", |w| w.zh)).with("column", column.map_or("", |c| c.name));
    row.tell(finding.with("column_zh", column.map_or("", |c| c.zh)));
    false
}
