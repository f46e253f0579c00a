//! Past and running postings: who, from where, to where, and when.

use crate::draft::{Draft, DraftRow};
use crate::forms::Reading;
use crate::forms::date::Habits;
use crate::identity::Key;
use crate::layout::Row;
use crate::people::{Named, People};
use crate::question::{Desk, Item, Question};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, Recognised};
use crate::schools::Schools;
use crate::values::{self, Values};
use lungang_domain::finding::Finding;
use lungang_tables::raw::Cell;
use std::collections::BTreeMap;

/// What was read of the sheets of one kind.
#[derive(Debug)]
pub struct Listed {
    /// The tables that came of it.
    pub drafts: Vec<Draft>,
    /// Rows that were left out, by sheet.
    pub left_out: BTreeMap<usize, LeftOut>,
    /// Rows that were read, by sheet.
    pub read: BTreeMap<usize, usize>,
}

/// Reads every sheet of postings.
pub fn read(
    sheets: &[Recognised],
    people: &People<'_>,
    schools: &mut Schools,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
) -> Listed {
    let mut table = Draft { table: "postings", rows: Vec::new() };
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Postings) {
        let Some(name) = sheet.field("teacher_name").or_else(|| sheet.field("teacher_id")) else { continue };
        let (rows, out) = read::rows(sheet, name, desk);
        listed.left_out.insert(at, out);
        let before = table.rows.len();
        for row in rows {
            table.rows.extend(posting(sheet, at, row, name, people, schools, (key, values), desk));
        }
        listed.read.insert(at, table.rows.len() - before);
    }
    listed.drafts.push(table);
    listed
}

#[allow(clippy::too_many_arguments, reason = "what a row is read against")]
fn posting(
    sheet: &Recognised,
    at: usize,
    row: Row<'_>,
    name: usize,
    people: &People<'_>,
    schools: &mut Schools,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
) -> Option<DraftRow> {
    let cell = |column: usize| At { read: sheet, sheet: at, row, column };
    let mut made = DraftRow::default();
    for field in ["from_school", "to_school"] {
        let Some(column) = sheet.field(field).filter(|c| !row.cell(*c).is_empty()) else { continue };
        let place = sheet.sheet.place(row.number, Some(column));
        match schools.find(&row.cell(column).show(), place.clone(), desk) {
            Some(school) => made.put(field, schools.id(school), cell(column).spot()),
            None if schools.is_elsewhere(&row.cell(column).show()) => {
                desk.findings.push(Finding::warning("import-row-elsewhere", place));
                return None;
            }
            None => {}
        }
    }
    // People stand on the roster of the school that they came from.
    let from =
        made.text("from_school").and_then(|id| schools.known(id)).or_else(|| own_school(sheet, row, schools, desk));
    let to = made.text("to_school").and_then(|id| schools.known(id));
    let named = Named { serves_at: to, ..named(sheet, row, name, from, (key, values)) };
    let who = people.find(&named, schools, "postings", sheet.sheet.place(row.number, Some(name)), desk)?;
    made.put("teacher_id", people.id(who), cell(name).spot());
    made.put("teacher_name", named.name, cell(name).spot());
    if let Some(column) = sheet.field("period") {
        period(cell(column), &mut made, desk);
    }
    for field in ["start", "end", "kind"] {
        if let Some(column) = sheet.field(field) {
            read::cell(cell(column), "postings", field, &mut made, values, desk);
        }
    }
    if made.text("start").is_some() && made.text("end").is_none() && !made.open.contains("end") {
        running(&mut made, schools, cell(name), desk);
    }
    Some(made)
}

/// A posting that goes on (至今): when it ends no table says, so it is asked, one question for all of them.
fn running(made: &mut DraftRow, schools: &Schools, at: At<'_>, desk: &mut Desk<'_>) {
    let to = made.text("to_school").and_then(|id| schools.known(id)).map(|at| schools.name(at)).unwrap_or_default();
    let spelling = format!("{}（{to}）", made.text("teacher_name").unwrap_or_default());
    let place = at.read.sheet.place(at.row.number, Some(at.column));
    let item = Item { spelling, count: 1, examples: vec![place.clone()], ..Item::default() };
    let Some(answer) = desk.ask_word(Question::new("postings.running", "running"), item) else {
        made.open.insert("end");
        return;
    };
    match values::day(&Cell::Text(answer.clone()), Habits::default()) {
        Reading::Is(when) => made.put("end", when.last.to_string(), None),
        _ => desk.findings.push(Finding::error("import-not-a-day", place).with("value", answer)),
    }
}

/// The school that a row says somebody is of.
pub fn own_school(sheet: &Recognised, row: Row<'_>, schools: &mut Schools, desk: &mut Desk<'_>) -> Option<usize> {
    let column = sheet.field("own_school").filter(|c| !row.cell(*c).is_empty())?;
    schools.find(&row.cell(column).show(), sheet.sheet.place(row.number, Some(column)), desk)
}

/// How a row names somebody.
pub fn named(
    sheet: &Recognised,
    row: Row<'_>,
    name: usize,
    school: Option<usize>,
    (key, values): (&Key, &Values),
) -> Named {
    let of = |field: &str| sheet.field(field).map(|c| row.cell(c).show()).filter(|t| !values::nothing(t));
    let identity = of("identity").and_then(|n| values::identity(&n, |number| key.pseudonym(number)).is());
    let subjects = sheet.field("own_subjects").and_then(|c| {
        let said = values.read("teachers", "subjects", row.cell(c), Default::default()).is()?;
        said.into_iter().find(|(column, _)| *column == "subjects").map(|(_, text)| text)
    });
    let name = sheet.field("teacher_name").unwrap_or(name);
    Named {
        name: row.cell(name).show(),
        school,
        subjects,
        number: of("teacher_id"),
        pseudonym: identity.map(|(.., p)| p),
        serves_at: None,
    }
}

/// A period in one cell.
fn period(at: At<'_>, made: &mut DraftRow, desk: &mut Desk<'_>) {
    let said = match values::period(&at.text()) {
        Reading::Nothing => return,
        Reading::Is(said) => Some(said),
        Reading::Ask { suggestion, why } => {
            let place = at.read.sheet.place(at.row.number, Some(at.column));
            let suggested = suggestion.and_then(|(a, b)| Some(format!("{a} - {}", b?)));
            let item =
                Item { spelling: at.text(), count: 1, examples: vec![place], suggestion: suggested, ..Item::default() };
            let question = read::words_question("postings", "period", Some(why));
            let answer = desk.ask_word(question, item);
            if answer.is_none() {
                made.open.insert("end");
            }
            answer.and_then(|answer| dated(&answer))
        }
    };
    let Some((start, end)) = said else { return };
    made.put("start", start.to_string(), at.spot());
    if let Some(end) = end {
        made.put("end", end.to_string(), at.spot());
    }
}

/// An answer: two days.
fn dated(answer: &str) -> Option<(jiff::civil::Date, Option<jiff::civil::Date>)> {
    let (start, end) = answer.split_once([' ', '~', '至'])?;
    let end = end.trim_matches([' ', '-', '~', '至']);
    Some((start.trim().parse().ok()?, end.parse().ok()))
}
