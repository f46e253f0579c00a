//! `recruit.xlsx`: the structural balance, the schools, and the posts that are recruited for.

use crate::json::RecruitDocument;
use crate::pages::recruit as pages;
use crate::pens::xlsx::{Book, Head, Look, XlsxError, cut};
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};

/// The bytes of `recruit.xlsx` in one language.
///
/// # Errors
/// The format cannot hold it.
pub fn recruit(document: &RecruitDocument, policy: &Policy, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let title = cut(&pages::title(lang, document), 250);
    // The school year's first day, so that the same plan gives the same bytes.
    let year = document.school_year.get(..4).and_then(|y| y.parse().ok()).unwrap_or(1900);
    let mut book = Book::new(lang, Some(&title), (year, 9, 1))?;
    let sheets = [
        ("balance", pages::balance(lang, policy, document)),
        ("schools", pages::schools(lang, &document.schools)),
        ("posts", pages::posts(lang, policy, document)),
    ];
    for (name, table) in sheets {
        let called = say(lang, &format!("recruit.sheet.{name}"), &[]);
        let mut sheet = book.sheet(&called)?;
        sheet.list(&Head { title: title.clone(), page: [title.clone(), called] }, &table)?;
        if name == "balance" {
            sheet.gap();
            pages::notes(lang, policy, document).iter().try_for_each(|line| sheet.line(Look::Note, line))?;
        }
    }
    book.finish()
}
