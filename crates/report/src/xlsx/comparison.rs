//! `compare.xlsx`: the sides, their figures, rules and shortages, who is treated differently, the sweep; with charts.

use crate::block::Table;
use crate::compare::{notes, title};
use crate::pages::comparison as pages;
use crate::pens::xlsx::chart::Frame;
use crate::pens::xlsx::{Book, Head, Look, Sheet, Span, XlsxError, cut};
use lungang_domain::comparison::CompareDocument;
use lungang_domain::words::{Lang, say};

/// The bytes of `compare.xlsx` in one language.
///
/// # Errors
/// The format cannot hold the comparison.
pub fn comparison(document: &CompareDocument, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let word = |key: &str| say(lang, &format!("compare.{key}"), &[]);
    let mut book = Book::new(lang, None, BORN)?;
    let mut write = |name: &str, table: &Table, more: &dyn Fn(&mut Sheet<'_>, Span) -> Result<(), XlsxError>| {
        let called = word(&format!("sheet.{name}"));
        let mut sheet = book.sheet(&called)?;
        let title = cut(&title(document, lang), 250);
        let span = sheet.list(&Head { title: title.clone(), page: [title, called] }, table)?;
        more(&mut sheet, span)
    };
    if !document.sides.is_empty() {
        write("sides", &pages::sides(lang, document), &|sheet, _| {
            sheet.gap();
            notes(document, lang).iter().try_for_each(|line| sheet.line(Look::Note, line))
        })?;
        write("figures", &pages::figures_of(lang, document, &document.figures), &nothing)?;
        write("rules", &pages::rules(lang, document, &document.rules), &nothing)?;
        write("subjects", &pages::subjects(lang, document), &|sheet, span| {
            let last = last_year(document, span);
            let frame = Frame { title: &word("subjects"), beside: None, size: (860, 380) };
            last.map_or(Ok(()), |last| sheet.bars(last, 2, document.sides.len(), &frame))
        })?;
        write("schools", &pages::schools(lang, document, &document.schools), &nothing)?;
        write("people", &pages::people(lang, document), &nothing)?;
    }
    if !document.points.is_empty() {
        write("points", &pages::spreads(lang, document), &nothing)?;
    }
    if let Some([(x, _), (y, _)]) = pages::axes(lang, document) {
        write("frontier", &pages::frontier(lang, document), &|sheet, span| {
            let frame = Frame { title: &word("frontier"), beside: None, size: (720, 420) };
            sheet.frontier(span, [&word("others"), &word("front")], [&x, &y], &frame)
        })?;
    }
    book.finish()
}

/// What compares plans has no day of its own: the same document gives the same bytes.
pub(super) const BORN: (u16, u8, u8) = (2000, 1, 1);

fn nothing(_: &mut Sheet<'_>, _: Span) -> Result<(), XlsxError> {
    Ok(())
}

/// The rows of the last school year among the subjects; `None` where there are none.
fn last_year(document: &CompareDocument, span: Span) -> Option<Span> {
    let last = &document.subjects.last()?.school_year;
    let before = document.subjects.iter().filter(|s| s.school_year != *last).count();
    Some(Span { first: span.first + u32::try_from(before).ok()?, ..span })
}
