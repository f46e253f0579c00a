//! Sheet 发现: what reading the tables found, with place, cause and remedy.

use super::Source;
use super::sheet::{Cell, FIRST, Layout, alarm_at_word, list};
use crate::names;
use lungang_domain::finding::Finding;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 8] = ["severity", "code", "file", "sheet", "row", "column", "cause", "remedy"];

const LAYOUT: Layout<'_> = Layout { name: "findings", columns: &COLUMNS, frozen: 0, widest: 46 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let findings = &source.record.findings;
    let listed = findings.sorted();
    let unlisted = findings.counts().filter_map(|(code, severity, count)| {
        let shown = listed.iter().filter(|f| f.code == code).count();
        (count > shown).then(|| (code, severity, count - shown))
    });
    let more = unlisted.map(|(code, severity, n)| {
        let words = names::sentence(source.lang, "more", &[("n", &n.to_string())]);
        let mut cells = vec![Cell::Word(names::severity(source.lang, severity)), Cell::Text(code.to_owned())];
        cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Text(words), Cell::Empty]);
        cells
    });
    let rows = listed.iter().map(|f| line(source, f)).chain(more);
    let rows = list(source, sheet, &LAYOUT, rows)?;
    alarm_at_word(source, sheet, 0, FIRST, rows + FIRST - 1, &source.word("severity.error"))
}

fn line(source: &Source<'_>, finding: &Finding) -> Vec<Cell> {
    let (lang, place) = (source.lang, &finding.place);
    let text = |t: &Option<String>| t.clone().map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::Word(names::severity(lang, finding.severity)),
        Cell::Text(finding.code.to_owned()),
        Cell::Text(place.file.clone()),
        text(&place.sheet),
        Cell::maybe(place.row),
        text(&place.column),
        Cell::Text(finding.cause(lang)),
        Cell::Text(finding.remedy(lang)),
    ]
}
