//! Who teaches at several schools: how many periods from which school to which; people only where that is asked for.

use super::PlanSource;
use crate::naming::Naming;
use crate::pages::visits as pages;
use crate::pens::html::{Sheet, word};

/// The section; none where nobody travels.
pub fn visits(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    let visits = &source.document.visits;
    if visits.is_empty() {
        return;
    }
    sheet.section("visits");
    sheet.paragraph(&word(sheet.lang, "visits.what"));
    sheet.table(&pages::visits(&Naming::new(sheet.lang, source.county, source.policy), visits, people));
}
