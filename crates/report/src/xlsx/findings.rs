//! Sheet 发现: what reading the tables found, each cause once, with its place, rows and remedy.

use super::Source;
use super::sheet::{Cell, FIRST, Layout, alarm_at_word, list};
use lungang_domain::cause::Cause;
use lungang_domain::finding::Findings;
use lungang_domain::words::Lang;
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 9] = ["severity", "code", "file", "sheet", "column", "how-often", "in-rows", "cause", "remedy"];

/// How a list of causes is laid out.
pub(super) const LAYOUT: Layout<'_> = Layout { name: "findings", columns: &COLUMNS, frozen: 0, widest: 46 };

/// Rows that are named of a cause.
const ROWS: usize = 50;

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let rows = list(source, sheet, &LAYOUT, causes(&source.record.findings, source.lang))?;
    alarm_at_word(source, sheet, 0, FIRST, rows + FIRST - 1, &source.word("severity.error"))
}

/// A line a cause, then one for each code of which more was found than is kept.
pub(super) fn causes(findings: &Findings, lang: Lang) -> impl Iterator<Item = Vec<Cell>> {
    let more = findings.unlisted().map(move |(code, severity, n)| {
        let words = names::sentence(lang, "unlisted", &[("n", &n.to_string())]);
        let mut cells = vec![Cell::Word(names::severity(lang, severity)), Cell::Text(code.to_owned())];
        cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Text(words), Cell::Empty]);
        cells
    });
    findings.causes().into_iter().map(move |cause| line(cause, lang)).chain(more)
}

fn line(cause: &Cause, lang: Lang) -> Vec<Cell> {
    let place = cause.place();
    let text = |t: Option<String>| t.map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::Word(names::severity(lang, cause.severity())),
        Cell::Text(cause.code().to_owned()),
        Cell::Text(place.file),
        text(place.sheet),
        text(place.column),
        Cell::Number(i64::try_from(cause.count()).unwrap_or(i64::MAX)),
        rows(cause, lang),
        Cell::Text(cause.message(lang)),
        Cell::Text(cause.remedy(lang)),
    ]
}

/// One row as a number, several as words.
fn rows(cause: &Cause, lang: Lang) -> Cell {
    let listed: Vec<u32> = cause.rows().take(ROWS).collect();
    if listed.len() < 2 {
        return Cell::maybe(listed.first().copied());
    }
    let words: Vec<String> = listed.iter().map(u32::to_string).collect();
    let mut words = words.join(&names::word(lang, "text.check.row-and"));
    if cause.rows().count() > listed.len() {
        words += &names::word(lang, "text.check.row-more");
    }
    Cell::Text(words)
}
