//! `disclosure.xlsx`: the notice to print and hang out, and on a second sheet what it takes to check it.

use crate::disclosure::{notice, title};
use crate::json::DisclosureDocument;
use crate::pages::notice as pages;
use crate::pens::xlsx::{Book, Look, Sheet, XlsxError};
use lungang_domain::words::{Lang, say};

/// The bytes of `disclosure.xlsx` in one language.
///
/// # Errors
/// The format cannot hold it.
pub fn disclosure(document: &DisclosureDocument, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    // The school year's first day, so that the same notice gives the same bytes.
    let year = document.school_year.get(..4).and_then(|y| y.parse().ok()).unwrap_or(1900);
    let mut book = Book::new(lang, Some(&title(document, lang)), (year, 9, 1))?;
    list(document, lang, &mut book.sheet(&say(lang, "disclosure.sheet.list", &[]))?)?;
    let mut sheet = book.sheet(&say(lang, "disclosure.sheet.check", &[]))?;
    sheet.widths(&[52, pages::WIDE])?;
    sheet.title(&say(lang, "disclosure.check.title", &[]))?;
    sheet.table(&pages::checks(lang, document))?;
    sheet.print_bare();
    book.finish()
}

/// Title, what the notice says, the list, and room for the seal.
fn list(document: &DisclosureDocument, lang: Lang, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    sheet.title(&title(document, lang))?;
    for words in notice(document, lang) {
        sheet.line(Look::Note, &words)?;
    }
    sheet.gap();
    let span = sheet.fitted(&pages::list(lang, document))?;
    if document.moves.is_empty() {
        sheet.line(Look::Note, &say(lang, "disclosure.none", &[]))?;
    }
    sheet.gap();
    sheet.line(Look::Section, &say(lang, "disclosure.office", &[]))?;
    sheet.keep(span.header, (span.header, span.header))?;
    sheet.print_bare();
    Ok(())
}
