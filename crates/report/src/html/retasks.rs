//! Who stays at the school and teaches another subject there; people only where that is asked for.

use super::PlanSource;
use crate::naming::Naming;
use crate::pages::retasks as pages;
use crate::pens::html::{Sheet, word};

/// The section; none where nobody is retasked.
pub fn retasks(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    let retasks = &source.document.retasks;
    if retasks.is_empty() {
        return;
    }
    sheet.section("retasks");
    sheet.paragraph(&word(sheet.lang, "retasks.what"));
    sheet.table(&pages::retasks(&Naming::new(sheet.lang, source.county, source.policy), retasks, people));
}
