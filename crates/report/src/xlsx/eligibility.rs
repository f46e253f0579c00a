//! Sheet 符合条件: the verdict on every teacher with all reasons.

use super::Source;
use super::sheet::{Cell, Layout, list};
use lungang_domain::id::TeacherIx;
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 7] = ["teacher-id", "name", "school", "stage", "subjects", "eligible", "reasons"];

const LAYOUT: Layout<'_> = Layout { name: "eligibility", columns: &COLUMNS, frozen: 2, widest: 40 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let rows = source.record.county.teacher_ixs().map(|t| line(source, t));
    list(source, sheet, &LAYOUT, rows)?;
    Ok(())
}

fn line(source: &Source<'_>, at: TeacherIx) -> Vec<Cell> {
    let (record, lang) = (source.record, source.lang);
    let teacher = record.county.teacher(at);
    let verdict = record.eligibility.of(at);
    let separator = source.word("list-separator");
    let subjects: Vec<String> = teacher.subjects.iter().map(|k| names::subject(lang, &record.policy, *k)).collect();
    let reasons: Vec<String> = verdict.reasons.iter().map(|r| names::reason(lang, &record.policy, *r)).collect();
    vec![
        Cell::Text(teacher.id.clone()),
        Cell::Text(record.county.teacher(at).name.clone()),
        Cell::Text(source.schools[teacher.school.at()].clone()),
        Cell::Word(names::stage(lang, teacher.part)),
        Cell::Text(subjects.join(&source.word("word-separator"))),
        Cell::Word(source.word(if verdict.eligible() { "yes" } else { "no" })),
        Cell::Text(reasons.join(&separator)),
    ]
}
