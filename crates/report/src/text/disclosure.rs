//! `disclose`: the notice as it is published, and what it takes to check it.

use super::View;
use super::table::Page;
use crate::disclosure::{checks, notice, title};
use crate::json::{DisclosureDocument, disclosure_column};
use lungang_domain::words::say;
use lungang_results::names;

/// The text of a notice.
pub fn disclosure(document: &DisclosureDocument, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&title(document, lang));
    notice(document, lang).iter().for_each(|line| page.line(line));
    let columns: Vec<&str> =
        std::iter::once("#number").chain(document.fields.iter().map(|f| disclosure_column(*f))).collect();
    let row = |m: &crate::json::PublicMove| {
        let cells = document.fields.iter().map(|f| m.cell(*f).to_owned());
        std::iter::once(m.number.to_string()).chain(cells).collect()
    };
    page.table("disclosure.list", &columns, document.moves.iter().map(row).collect());
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
