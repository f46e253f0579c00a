//! The rows of a sheet that are rows of its table, and what their cells say.

use crate::column_numbers;
use crate::desk::Desk;
use crate::draft::{DraftRow, Spot};
use crate::forms::Reading;
use crate::forms::backbone;
use crate::forms::date::Habits;
use crate::layout::Row;
use crate::question::{Allowed, Item, NOT_USED, Question, Takes};
use crate::recognise::Recognised;
use crate::values::{Said, Values};
use lungang_domain::finding::{Finding, Place};
use lungang_domain::identity;
use lungang_domain::sentence::Sentence;
use lungang_tables::raw::{Cell, Grid};
use lungang_tables::schema::{self, Kind};
use std::collections::BTreeMap;

/// Rows that are none of the table's: by what they are, as the finding is called that reports it.
pub type LeftOut = BTreeMap<&'static str, Vec<u32>>;

/// The rows of a sheet, without totals, notes, examples and rows that hold only a number; `key` is the column that names a row.
pub fn rows<'a>(read: &'a Recognised, key: usize, desk: &mut Desk<'_>) -> (Vec<Row<'a>>, LeftOut) {
    let (mut kept, mut out) = (Vec::new(), LeftOut::new());
    for row in read.sheet.rows() {
        match why_not(read, &row, key) {
            Some("import-unnamed-row") => {
                let place = read.sheet.place(row.number, Some(key));
                desk.findings.push(Finding::warning("import-unnamed-row", place));
                out.entry("import-unnamed-row").or_default().push(row.number);
            }
            Some(why) => out.entry(why).or_default().push(row.number),
            None => kept.push(row),
        }
    }
    (kept, out)
}

fn why_not(read: &Recognised, row: &Row<'_>, key: usize) -> Option<&'static str> {
    let name = row.cell(key);
    if is_example(read, row, key) {
        return Some("example-row");
    }
    if column_numbers::are(row.cells.iter().map(|(_, cell)| cell.show())) {
        return Some("note-row");
    }
    let lone = row.cells.len() == 1;
    let label = |cell: &Cell| match cell {
        Cell::Text(text) => lungang_tables::says_no_row(text, lone),
        _ => None,
    };
    if let Some(why) = label(name) {
        return Some(why);
    }
    let header = |(at, cell): &(usize, Cell)| {
        let text = Grid::header_text(cell);
        read.sheet.columns.iter().any(|c| c.at == *at && schema::header_key(&c.own) == schema::header_key(&text))
    };
    if row.cells.len() >= 2 && row.cells.iter().all(header) {
        return Some("repeated-header");
    }
    let counts = |cell: &Cell| {
        let text = cell.show();
        let text = text.trim_end_matches(['人', '所', '名', '个', '校']).trim();
        text.is_empty() || text.bytes().all(|b| b.is_ascii_digit())
    };
    let first = row.cells.first().map(|(_, cell)| cell);
    if let Some(why) = first.and_then(label).filter(|_| counts(name)) {
        return Some(why);
    }
    if !name.is_empty() {
        return None;
    }
    // A form whose rows were numbered before they were filled in.
    let unread = |at: &usize| !read.fields().any(|(_, column)| column == *at);
    let blank = row.cells.iter().all(|(at, cell)| matches!(cell, Cell::Int(_)) || unread(at) && counts(cell));
    if blank { Some("blank-row") } else { Some("import-unnamed-row") }
}

/// Whether a row is the example of a form: its first cell or one that names somebody or a school says so, or names nobody
/// (某某小学).
fn is_example(read: &Recognised, row: &Row<'_>, key: usize) -> bool {
    const NOBODY: [&str; 7] = ["某某", "xx", "××", "✕✕", "**", "○○", "△△"];
    let school = ["school_id", "own_school"].into_iter().filter_map(|field| read.field(field));
    let first = row.cells.first().map(|(at, _)| *at);
    let names: Vec<usize> = school.chain([key]).collect();
    let says = |at: usize| {
        let Cell::Text(text) = row.cell(at) else { return false };
        let half: String = text.trim().chars().map(schema::half_width).flat_map(char::to_lowercase).collect();
        let nobody = names.contains(&at) && NOBODY.iter().any(|word| half.starts_with(word));
        nobody || lungang_tables::says_no_row(text, false) == Some("example-row")
    };
    first.into_iter().chain(names.iter().copied()).any(says)
}

/// A cell with its place among the sheets.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The sheet that it stands in.
    pub read: &'a Recognised,
    /// The position of that sheet.
    pub sheet: usize,
    /// Its row.
    pub row: Row<'a>,
    /// Its column.
    pub column: usize,
}

impl At<'_> {
    /// Its place for later.
    pub fn spot(&self) -> Spot {
        Spot { sheet: self.sheet, row: self.row.number, column: self.column }
    }

    /// Its place for messages.
    pub fn place(&self) -> Place {
        self.read.sheet.place(self.row.number, Some(self.column))
    }

    /// The cell.
    pub fn cell(&self) -> &Cell {
        self.row.cell(self.column)
    }

    /// Its text, without identity numbers.
    pub fn text(&self) -> String {
        identity::scrub(&self.cell().show(), identity::WORD).into_owned()
    }
}

/// Reads a cell into a row; what its form cannot know is asked, and is open as long as there is no answer.
pub fn cell(
    at: At<'_>,
    table: &'static str,
    field: &'static str,
    row: &mut DraftRow,
    values: &Values,
    desk: &mut Desk<'_>,
) {
    match values.read(table, field, at.cell(), at.read.habits(at.column)) {
        Reading::Nothing => {}
        Reading::Is(said) => put(row, said, at.spot()),
        Reading::Ask { suggestion, why } => {
            let more: Said = suggestion.iter().flatten().filter(|(column, _)| *column != field).cloned().collect();
            match asked(at, table, field, suggestion, why, values, desk) {
                // 小学全科: whatever the subjects are, the stage is said.
                Some(said) if said.is_empty() => {}
                Some(said) => put(row, said.into_iter().chain(more).collect(), at.spot()),
                None => row.open.extend(more.iter().map(|(column, _)| *column).chain([field])),
            }
        }
    }
}

/// The answer that somebody is not to be on the roster, and the mark of it in a row.
pub const LEAVE_OUT: &str = "leave-out";

/// Whether a status says that somebody is no longer there, or never was of the staff.
fn is_gone(field: &str, why: &str) -> bool {
    field == "status" && [crate::forms::why::LEFT, crate::forms::why::NOT_ON_PAYROLL].contains(&why)
}

/// What the answer says to a cell that is asked about; nothing as long as there is none.
fn asked(
    at: At<'_>,
    table: &'static str,
    field: &'static str,
    suggestion: Option<Said>,
    why: &'static str,
    values: &Values,
    desk: &mut Desk<'_>,
) -> Option<Said> {
    let place = at.place();
    let suggestion = suggestion.as_ref().map(shown).or_else(|| is_gone(field, why).then(|| LEAVE_OUT.to_owned()));
    let item = Item { spelling: at.text(), count: 1, examples: vec![place], suggestion, ..Item::default() };
    let mut question = words_question(table, field, Some(why));
    if is_gone(field, why) {
        question.options.push(Allowed::labelled(LEAVE_OUT, Sentence::plain("import.option.leave-out")));
    }
    let answer = desk.ask_word(question, item)?;
    if answer == LEAVE_OUT {
        return Some(vec![(LEAVE_OUT, "yes".to_owned())]);
    }
    Some(understood(table, field, &answer, &at.text(), values))
}

/// Puts what a cell says into a row; what another cell has said of a column stands.
pub fn put(row: &mut DraftRow, said: Said, spot: Spot) {
    for (column, text) in said {
        if !text.is_empty() && row.text(column).is_none() {
            row.put(column, text, spot);
        }
    }
}

/// The question about the words of a column, one for each reason.
pub fn words_question(table: &'static str, field: &'static str, why: Option<&'static str>) -> Question {
    let reason = why.and_then(|why| why.rsplit('.').next()).filter(|r| *r != "unknown");
    let id = match reason {
        Some(reason) => format!("values.{table}.{field}.{reason}"),
        None => format!("values.{table}.{field}"),
    };
    let column = schema::table(table).and_then(|t| t.column(field));
    let mut question = Question::new(id, "values")
        .with("column", column.map_or(field, |c| c.name))
        .with("column_zh", column.map_or(field, |c| c.zh))
        .with("why", format!("@{}", why.unwrap_or(crate::forms::why::UNKNOWN)));
    match column.map(|c| c.kind) {
        Some(Kind::Choice(choices)) => {
            question.options = choices.iter().map(Allowed::choice).collect();
            // Without a status somebody would be on duty.
            question.options.extend((field != "status").then(not_used));
        }
        Some(Kind::Date) => {
            question.takes = Takes::Day;
            question.options.push(not_used());
        }
        _ if field == "period" => question.takes = Takes::Period,
        _ => {}
    }
    question
}

/// The option to leave something out.
pub fn not_used() -> Allowed {
    Allowed::labelled(NOT_USED, Sentence::plain("import.option.not-used"))
}

/// What is suggested, as it would be typed: what the column itself would say, with the stage before subjects.
fn shown(said: &Said) -> String {
    let stage = said.iter().find(|(column, _)| *column == "stage").map(|(_, stage)| match stage.as_str() {
        "primary" => "小学",
        _ => "初中",
    });
    let own = said.first().map(|(_, text)| text.replace(';', "、")).unwrap_or_default();
    match (stage, said.first()) {
        (Some(stage), Some(("subjects", _))) => format!("{stage}{own}"),
        _ => own,
    }
}

/// What an answer about a cell says: that there is nothing, or the word of the column itself; of an honour whose grade is asked for, the
/// grade alone is enough.
pub fn understood(table: &'static str, field: &'static str, answer: &str, written: &str, values: &Values) -> Said {
    if answer == NOT_USED {
        return vec![];
    }
    let granted = || backbone::granted_as(answer, written).map(|level| vec![("backbone", level.word)]);
    if let Some(said) = granted().filter(|_| field == "backbone") {
        return said;
    }
    match values.read(table, field, &Cell::Text(answer.to_owned()), Habits::default()) {
        // 是 says again that somebody is one.
        Reading::Is(said) if !said.iter().any(|(column, _)| *column == "is_backbone") => said,
        Reading::Nothing => vec![],
        Reading::Is(_) | Reading::Ask { .. } => vec![(field, answer.to_owned())],
    }
}
