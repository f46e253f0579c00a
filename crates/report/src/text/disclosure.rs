//! `disclose`: the notice as it is published, and what it takes to check it.

use super::View;
use crate::disclosure::{checks, notice, title};
use crate::json::DisclosureDocument;
use crate::pages;
use crate::pens::text::Page;
use lungang_domain::words::say;
use lungang_results::names;

/// The text of a notice.
pub fn disclosure(document: &DisclosureDocument, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&title(document, lang));
    notice(document, lang).iter().for_each(|line| page.line(line));
    page.table(&pages::notice::list(lang, document));
    if document.moves.is_empty() {
        page.line(&say(lang, "disclosure.none", &[]));
    }
    page.gap();
    page.line(&say(lang, "disclosure.check.title", &[]));
    for (item, value) in checks(document, lang) {
        page.line(&names::sentence(lang, "at-place", &[("place", &item), ("words", &value)]));
    }
    page.finish()
}
