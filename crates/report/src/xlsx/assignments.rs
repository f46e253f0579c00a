//! Sheet 交流名单: who goes where, from when to when, and why.

use super::Source;
use super::sheet::{Cell, FIRST, Layout, list};
use lungang_domain::plan::Move;
use lungang_results::changes::direction;
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 13] = [
    "number",
    "teacher-id",
    "name",
    "from-school",
    "to-school",
    "stage",
    "subject",
    "direction",
    "start",
    "end",
    "km",
    "wish",
    "because",
];

const LAYOUT: Layout<'_> = Layout { name: "assignments", columns: &COLUMNS, frozen: 3, widest: 24 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let rows = source.record.plan.moves.iter().enumerate().map(|(at, m)| line(source, at, m));
    let rows = list(source, sheet, &LAYOUT, rows)?;
    // A line away from the list, in a column that `audit` does not read.
    sheet.write_string_with_format(FIRST + rows + 1, 0, source.word("signatures"), &source.style.section)?;
    Ok(())
}

fn line(source: &Source<'_>, at: usize, m: &Move) -> Vec<Cell> {
    let (county, policy, lang) = (&source.record.county, &source.record.policy, source.lang);
    let teacher = county.teacher(m.teacher);
    let because = source.record.serves.get(at).into_iter().flatten();
    let because: Vec<String> = because.map(|s| names::serves(lang, county, policy, m, *s)).collect();
    let (start, end) = (county.school_year.first_day(), county.school_year.last_day(policy.movement.term_years.value));
    vec![
        Cell::Number(at as i64 + 1),
        Cell::Text(teacher.id.clone()),
        Cell::Text(county.teacher(m.teacher).name.clone()),
        Cell::Text(source.schools[teacher.school.at()].clone()),
        Cell::Text(source.schools[m.to.at()].clone()),
        Cell::Word(names::stage(lang, m.part)),
        Cell::Word(names::subject(lang, policy, m.subject)),
        Cell::Word(names::direction(lang, direction(county, policy, teacher.school, m.to))),
        Cell::Date(start.year(), start.month(), start.day()),
        Cell::Date(end.year(), end.month(), end.day()),
        county.journey(m.teacher, m.to).map_or(Cell::Empty, Cell::Metres),
        Cell::maybe(county.wish_rank(m.teacher, m.to)),
        Cell::Text(because.join(&source.word("list-separator"))),
    ]
}
