//! `frontier`: what each number of moves costs and gains.

use super::View;
use crate::pages::frontier::{self as pages, title};
use crate::pens::text::Page;
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::words::say;

/// The text of the sizes.
pub fn frontier(document: &FrontierDocument, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&title(document, lang));
    for line in pages::sentences(lang, document) {
        page.line(&line);
    }
    page.table(&pages::sizes(lang, document));
    page.gap();
    page.line(&say(lang, "frontier.note", &[]));
    if document.stopped() {
        page.line(&say(lang, "frontier.stopped", &[]));
    }
    page.finish()
}
