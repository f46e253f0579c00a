//! Sheet 走教: who teaches how many periods at which schools.

use super::Source;
use super::sheet::{Cell, Layout, list};
use lungang_domain::plan::Visit;
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 8] = ["teacher-id", "name", "base-school", "school", "stage", "subject", "periods", "km"];

const LAYOUT: Layout<'_> = Layout { name: "visits", columns: &COLUMNS, frozen: 2, widest: 36 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    list(source, sheet, &LAYOUT, source.record.plan.visits.iter().map(|v| line(source, v)))?;
    Ok(())
}

fn line(source: &Source<'_>, v: &Visit) -> Vec<Cell> {
    let (county, policy) = (&source.record.county, &source.record.policy);
    let teacher = county.teacher(v.teacher);
    let label = |s: lungang_domain::id::SchoolIx| source.schools[s.at()].clone();
    vec![
        Cell::Text(teacher.id.clone()),
        Cell::Text(teacher.name.clone()),
        Cell::Text(label(v.base)),
        Cell::Text(label(v.school)),
        Cell::Word(names::stage(source.lang, v.part)),
        Cell::Word(names::subject(source.lang, policy, v.subject)),
        Cell::Number(v.periods.into()),
        county.between(v.base, v.school).map_or(Cell::Empty, Cell::Metres),
    ]
}
