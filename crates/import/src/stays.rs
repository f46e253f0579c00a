//! A stay at another school: where from, where to, when, and whether the office counts it as an exchange. It stands in a row of a list
//! of postings, or in columns of a roster beside the person.

use crate::desk::Desk;
use crate::draft::DraftRow;
use crate::forms::date::Habits;
use crate::forms::{Reading, exchange, why};
use crate::layout::Row;
use crate::question::{Allowed, Item, Question, Takes};
use crate::read::{self, At};
use crate::recognise::Recognised;
use crate::schools::Schools;
use crate::stay_fields::Fields;
use crate::values::{self, Values};
use lungang_domain::finding::Finding;
use lungang_domain::sentence::Sentence;
use lungang_tables::raw::Cell;

/// What became of a stay.
pub enum Stay {
    /// It counts as an exchange.
    Counts(DraftRow),
    /// The office does not count it as one.
    Not,
    /// There is none, or it is at no school of the county, or it is asked about.
    None,
}

/// Reads the schools of a stay: from where and where to.
pub fn schools_of(
    (sheet, at, row): (&Recognised, usize, Row<'_>),
    fields: &Fields,
    schools: &mut Schools,
    desk: &mut Desk<'_>,
) -> Option<DraftRow> {
    let mut made = DraftRow::default();
    for (name, field) in [("from_school", fields.from), ("to_school", Some(fields.to))] {
        let column = field.and_then(|field| sheet.field(field));
        let Some(column) = column.filter(|c| !values::nothing(&row.cell(*c).show())) else { continue };
        let cell = At { read: sheet, sheet: at, row, column };
        let place = sheet.sheet.place(row.number, Some(column));
        let written = row.cell(column).show();
        match schools.find(&written, place.clone(), desk) {
            Some(school) => made.put(name, schools.id(school), cell.spot()),
            None if schools.is_elsewhere(&written) => {
                desk.findings.push(Finding::warning("import-row-elsewhere", place));
                return None;
            }
            None => {}
        }
    }
    Some(made)
}

/// Whether a stay's place is stated at all.
pub fn is_stated(sheet: &Recognised, row: Row<'_>, fields: &Fields) -> bool {
    sheet.field(fields.to).is_some_and(|column| !values::nothing(&row.cell(column).show()))
}

/// How somebody's stay is named where it is asked about.
pub fn called(name: &str, made: &DraftRow, schools: &Schools) -> String {
    let to = made.text("to_school").and_then(|id| schools.known(id)).map(|at| schools.name(at)).unwrap_or_default();
    format!("{name}（{to}）")
}

/// Completes a stay: when it was, and whether it counts. `who` names the person where a day has to be asked for.
pub fn complete(
    (sheet, at, row): (&Recognised, usize, Row<'_>),
    fields: &Fields,
    mut made: DraftRow,
    who: &str,
    values: &Values,
    desk: &mut Desk<'_>,
) -> Stay {
    let cell = |column: usize| At { read: sheet, sheet: at, row, column };
    let place = sheet.field(fields.to).map(cell);
    let kind = fields.kind.and_then(|field| sheet.field(field)).map(cell);
    let said = kind.map(|at| at.text()).filter(|text| !values::nothing(text));
    let said = said.or_else(|| fields.said.map(str::to_owned));
    let counts = match (&said, kind.or(place)) {
        (Some(text), Some(at)) => counts(text, at, desk),
        _ => Some(true),
    };
    match counts {
        Some(true) => {}
        Some(false) => return Stay::Not,
        None => return Stay::None,
    }
    if let (Some(text), Some(at)) = (said, kind.or(place)) {
        made.put("kind", text, at.spot());
    }
    if let Some(column) = sheet.field(fields.period) {
        period(cell(column), &mut made, desk);
    }
    for (name, field) in [("start", fields.start), ("end", fields.end)] {
        if let Some(column) = sheet.field(field) {
            read::cell(cell(column), "postings", name, &mut made, values, desk);
        }
    }
    if made.text("start").is_some() && made.text("end").is_none() && !made.open.contains("end") {
        let open = sheet.field(fields.end).or_else(|| sheet.field(fields.period)).or_else(|| sheet.field(fields.to));
        if let Some(column) = open {
            running(&mut made, who, cell(column), desk);
        }
    }
    Stay::Counts(made)
}

/// Whether the office counts what a cell names as an exchange; nothing while it is asked.
fn counts(text: &str, at: At<'_>, desk: &mut Desk<'_>) -> Option<bool> {
    let (suggestion, why) = match exchange::read(text) {
        Reading::Nothing => return Some(true),
        Reading::Is(counts) => return Some(counts),
        Reading::Ask { suggestion, why } => (suggestion, why),
    };
    // One question for all of them: each says by itself what it is.
    let why = if why == why::UNKNOWN { why::COUNTS_AS_EXCHANGE } else { why };
    let word = |counts: bool| if counts { "yes" } else { "no" };
    let option = |counts: bool| {
        Allowed::labelled(word(counts), Sentence::plain(format!("import.option.counts-{}", word(counts))))
    };
    let question = read::words_question("postings", "kind", Some(why)).options(vec![option(true), option(false)]);
    let place = at.place();
    let suggestion = suggestion.map(|counts| word(counts).to_owned());
    let item = Item { spelling: text.to_owned(), count: 1, examples: vec![place], suggestion, ..Item::default() };
    Some(desk.ask_word(question, item)? == "yes")
}

/// A posting that goes on (至今): when it ends no table says, so it is asked, one question for all of them.
fn running(made: &mut DraftRow, who: &str, at: At<'_>, desk: &mut Desk<'_>) {
    let place = at.place();
    let item = Item { spelling: who.to_owned(), count: 1, examples: vec![place], ..Item::default() };
    let question = Question::new(desk.of_year("postings.running"), "running").takes(Takes::Day);
    match desk.ask_word(question, item).map(|answer| values::day(&Cell::Text(answer), Habits::default())) {
        Some(Reading::Is(when)) => made.put("end", when.last.to_string(), None),
        _ => drop(made.open.insert("end")),
    }
}

/// A period in one cell.
fn period(at: At<'_>, made: &mut DraftRow, desk: &mut Desk<'_>) {
    let said = match values::period(&at.text()) {
        Reading::Nothing => return,
        Reading::Is(said) => Some(said),
        Reading::Ask { suggestion, why } => {
            let place = at.place();
            let suggested = suggestion.and_then(|(a, b)| Some(format!("{a}至{}", b?)));
            let item =
                Item { spelling: at.text(), count: 1, examples: vec![place], suggestion: suggested, ..Item::default() };
            let question = read::words_question("postings", "period", Some(why));
            let answer = desk.ask_word(question, item);
            if answer.is_none() {
                made.open.insert("end");
            }
            answer.and_then(|answer| values::period(&answer).is())
        }
    };
    let Some((start, end)) = said else { return };
    made.put("start", start.to_string(), at.spot());
    if let Some(end) = end {
        made.put("end", end.to_string(), at.spot());
    }
}
