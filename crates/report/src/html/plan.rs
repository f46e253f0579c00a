//! The page of a plan: its sections in the order in which they are read.

use super::{PlanSource, balance, burden, compliance, facts, heads, map, moves, origin, retasks, shortages, visits};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::words::Lang;
use lungang_results::names;

/// The page of a plan. Who moves is counted, and named only where `people` asks for it, as the policy lets names be shown.
pub fn plan_page(source: &PlanSource<'_>, people: bool, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    facts::key_figures(&mut sheet, source);
    compliance::compliance(&mut sheet, source);
    map::map(&mut sheet, source);
    shortages::shortages(&mut sheet, source.document, source.policy);
    burden::burden(&mut sheet, source);
    balance::balance(&mut sheet, source);
    moves::moves(&mut sheet, source, people);
    retasks::retasks(&mut sheet, source, people);
    visits::visits(&mut sheet, source, people);
    heads::heads(&mut sheet, source, people);
    origin::goals(&mut sheet, source);
    let document = source.document;
    let args = [("county", document.county.clone()), ("year", document.school_year.clone())];
    let policy = [("name", source.policy.name.get(lang).to_owned()), ("id", source.policy.id.clone())];
    let policy: Vec<(&str, &str)> = policy.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut subtitle = vec![names::sentence(lang, "overview.policy", &policy)];
    subtitle.push(word(lang, if people { "people.named" } else { "people.counted" }));
    sheet.finish(&sentence(lang, "title.plan", &args), &subtitle, &origin::footer(source, lang))
}
