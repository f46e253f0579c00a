//! The page of a plan: its sections in the order in which they are read.

use super::{PlanSource, balance, burden, compliance, facts, heads, map, moves, origin, retasks, shortages, visits};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::words::Lang;
use lungang_results::names;

/// The page of a plan. Who moves is counted, and named only where `people` asks for it, as the policy lets names be shown.
pub fn plan_page(source: &PlanSource<'_>, people: bool, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    sections(&mut sheet, source, people);
    let subtitle = [policy(source, lang), word(lang, if people { "people.named" } else { "people.counted" })];
    sheet.finish(&title(source, lang), &subtitle, &origin::footer(source, lang))
}

/// What the page is called.
pub fn title(source: &PlanSource<'_>, lang: Lang) -> String {
    let document = source.document;
    let args = [("county", document.county.clone()), ("year", document.school_year.clone())];
    sentence(lang, "title.plan", &args)
}

/// By which policy it was planned.
fn policy(source: &PlanSource<'_>, lang: Lang) -> String {
    names::sentence(lang, "overview.policy", &[("name", source.policy.name.get(lang)), ("id", &source.policy.id)])
}

/// The sections.
pub fn sections(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    facts::key_figures(sheet, source);
    compliance::compliance(sheet, source);
    map::map(sheet, source);
    shortages::shortages(sheet, source.document, source.policy);
    burden::burden(sheet, source);
    balance::balance(sheet, source);
    moves::moves(sheet, source, people);
    retasks::retasks(sheet, source, people);
    visits::visits(sheet, source, people);
    heads::heads(sheet, source, people);
    origin::goals(sheet, source);
}
