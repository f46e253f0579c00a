//! `compare`: the sides, what they come to, what differs between them.

use super::View;
use crate::compare::{notes, spread_out, telling, title};
use crate::pages::comparison;
use crate::pens::text::Page;
use lungang_domain::comparison::CompareDocument;
use lungang_domain::words::say;

/// The text of a comparison.
pub fn compare(document: &CompareDocument, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&title(document, lang));
    if !document.sides.is_empty() {
        page.table(&comparison::sides(lang, document));
        page.gap();
        for line in notes(document, lang) {
            page.line(&line);
        }
        for table in comparison::figures(lang, document) {
            page.table(&table);
        }
        rules(&mut page, document, view);
        page.table(&comparison::subjects(lang, document));
        page.table(&comparison::schools(lang, document, comparison::differing(document)));
        people(&mut page, document, view);
    }
    if spread_out(document) {
        page.table(&comparison::points(lang, document, |_| true));
    }
    page.table(&comparison::frontier(lang, document));
    page.finish()
}

/// The rules that tell something; the others are counted.
fn rules(page: &mut Page, document: &CompareDocument, view: View) {
    let (differ, same): (Vec<_>, Vec<_>) = document.rules.iter().partition(|r| telling(r));
    page.table(&comparison::rules(view.lang, document, differ));
    if !same.is_empty() {
        page.gap();
        page.line(&say(view.lang, "compare.rules-same", &[("n", &same.len().to_string())]));
    }
}

fn people(page: &mut Page, document: &CompareDocument, view: View) {
    if document.sides.len() > 1 && document.people.is_empty() && !document.schools.is_empty() {
        page.gap();
        page.line(&say(view.lang, "compare.people-same", &[]));
        return;
    }
    page.table(&comparison::people(view.lang, document));
}
