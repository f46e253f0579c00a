//! `frontier.xlsx`: the sizes, with a chart of what is short after each.

use super::comparison::BORN;
use crate::pages::frontier::{self as pages, title};
use crate::pens::xlsx::chart::Frame;
use crate::pens::xlsx::{Book, Head, Look, XlsxError, cut};
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::words::{Lang, say};

/// The bytes of `frontier.xlsx` in one language.
///
/// # Errors
/// The format cannot hold it.
pub fn frontier(document: &FrontierDocument, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let word = |key: &str| say(lang, &format!("frontier.{key}"), &[]);
    let title = cut(&title(document, lang), 250);
    let mut book = Book::new(lang, Some(&title), BORN)?;
    let mut sheet = book.sheet(&word("sheet"))?;
    let table = pages::sizes(lang, document);
    let span = sheet.list(&Head { title: title.clone(), page: [title, word("sheet")] }, &table)?;
    let chart = word("chart");
    sheet.lines(span, pages::short_posts(&table, lang), 2, &Frame { title: &chart, beside: None, size: (860, 380) })?;
    let mut notes = book.sheet(&word("sheet-notes"))?;
    let stopped = document.stopped().then(|| word("stopped"));
    for line in pages::sentences(lang, document).into_iter().chain([word("note")]).chain(stopped) {
        notes.line(Look::Note, &line)?;
    }
    book.finish()
}
