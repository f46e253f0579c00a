//! Who leads which school from now on; people only where that is asked for.

use super::PlanSource;
use crate::naming::Naming;
use crate::pages::heads as pages;
use crate::pens::html::{Sheet, word};

/// The section; none where the policy has no exchange of heads.
pub fn heads(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    let Some((heads, audit)) = source.document.heads.as_ref().zip(source.audit.heads.as_ref()) else { return };
    let naming = Naming::new(sheet.lang, source.county, source.policy);
    sheet.section("heads");
    sheet.paragraph(&word(sheet.lang, "heads.what"));
    pages::lines(&naming, audit, people).iter().for_each(|line| sheet.paragraph(line));
    sheet.table(&pages::moves(&naming, &heads.heads, people));
}
