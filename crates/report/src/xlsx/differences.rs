//! Sheet 变动: whose decision differs from what was published, and why; only where the plan was made again.

use super::Source;
use super::sheet::{Cell, Layout, list};
use crate::difference::{decision, why};
use lungang_domain::replan::{Difference, PersonChange};
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 5] = ["teacher-id", "name", "published", "from-now-on", "why"];

const LAYOUT: Layout<'_> = Layout { name: "changes", columns: &COLUMNS, frozen: 2, widest: 60 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, difference: &Difference, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    list(source, sheet, &LAYOUT, difference.people.iter().map(|p| line(source, difference, p))).map(drop)
}

fn line(source: &Source<'_>, difference: &Difference, person: &PersonChange) -> Vec<Cell> {
    let (county, policy) = (&source.record.county, &source.record.policy);
    vec![
        Cell::Text(person.teacher_id.clone()),
        Cell::Text(person.name.clone()),
        Cell::Text(decision(source.lang, policy, person.before.as_ref())),
        Cell::Text(decision(source.lang, policy, person.after.as_ref())),
        Cell::Text(why(source.lang, county, policy, &difference.events, &person.why)),
    ]
}
