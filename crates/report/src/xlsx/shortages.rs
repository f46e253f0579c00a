//! Sheet 缺编: every post that is short before or after the moves.

use super::Source;
use super::schools::{alarm_at_state, state};
use super::sheet::{Cell, Layout, alarm_above_zero, list};
use lungang_results::changes::{Changes, PostChange};
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 11] = [
    "school-id",
    "school",
    "stage",
    "subject",
    "required",
    "serving-before",
    "serving-after",
    "short-before",
    "short-after",
    "weight",
    "state",
];

const LAYOUT: Layout<'_> = Layout { name: "shortages", columns: &COLUMNS, frozen: 2, widest: 36 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let changes = Changes::of(source.record);
    let rows = list(source, sheet, &LAYOUT, changes.shortages().map(|c| line(source, c)))?;
    alarm_above_zero(source, sheet, 8, rows)?;
    alarm_at_state(source, sheet, 10, rows)
}

fn line(source: &Source<'_>, change: &PostChange) -> Vec<Cell> {
    let post = &change.post;
    let school = source.record.county.school(post.school);
    vec![
        Cell::Text(school.id.clone()),
        Cell::Text(school.name.clone()),
        Cell::Word(names::stage(source.lang, post.part)),
        Cell::Word(names::subject(source.lang, &source.record.policy, post.subject)),
        Cell::Number(post.required.into()),
        Cell::Number(post.serving.into()),
        Cell::Number(change.serving_after().into()),
        Cell::Number(post.short().into()),
        Cell::Number(change.short_after().into()),
        Cell::Number(post.weight.into()),
        Cell::Word(state(source, post.short(), change.short_after())),
    ]
}
