//! Who goes where: how many from school to school; people only where that is asked for.

use super::PlanSource;
use crate::naming::Naming;
use crate::pages::{moves as pages, people};
use crate::pens::html::Sheet;

/// The section.
pub fn moves(sheet: &mut Sheet, source: &PlanSource<'_>, named: bool) {
    let naming = Naming::new(sheet.lang, source.county, source.policy);
    sheet.section("moves");
    sheet.table(&pages::between_schools(&naming, source.moves));
    if named {
        sheet.table(&pages::moves(&naming, source.moves, &[]));
        let not_sent = people::not_sent(&naming, source.who, source.moves, &source.document.shortages);
        if !not_sent.is_empty() {
            sheet.table(&not_sent);
        }
    }
}
