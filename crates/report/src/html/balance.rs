//! How alike schools are: coefficients of variation between the public schools of a stage, before and after.

use super::PlanSource;
use crate::block::{Cell, Column, PAGE, Table};
use crate::pages::years::{Compared, compared, places};
use crate::pages::{figures, words};
use crate::pens::html::{Sheet, word};
use lungang_domain::balance::{Indicator, Variation, between_schools};
use lungang_domain::school::Part;
use lungang_results::names;
use serde_json::json;

/// The section.
pub fn balance(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    let before = between_schools(source.county, source.policy, &[]);
    let after = between_schools(source.county, source.policy, source.moves);
    if after.is_empty() {
        return;
    }
    sheet.section("balance");
    sheet.paragraph(&word(lang, "balance.words"));
    let limit = |of: Compared| {
        source.audit.balance.iter().find(|b| (b.indicator, b.stage) == of).and_then(|b| b.limit.zip(b.holds))
    };
    let of = |list: &[(Indicator, Part, Variation)], key| list.iter().find(|(i, s, _)| (*i, *s) == key).map(|v| v.2);
    let keys: Vec<Compared> = after.iter().map(|(i, s, _)| (*i, *s)).collect();
    let values = |list: &[(Indicator, Part, Variation)]| -> Vec<Option<f64>> {
        keys.iter().map(|key| of(list, *key).map(|v| (v.weighted * 1000.0).round() / 1000.0)).collect()
    };
    let chart = json!({
        "kind": "bars", "across": true, "categories": keys.iter().map(|k| compared(lang, *k)).collect::<Vec<_>>(),
        "series": [
            { "name": word(lang, "balance.before"), "look": "before", "values": values(&before) },
            { "name": word(lang, "balance.after"), "look": "after", "values": values(&after) },
        ],
    });
    sheet.chart(&word(lang, "balance.title"), 60 + 40 * u32::try_from(keys.len()).unwrap_or(6), chart);
    let limited = keys.iter().any(|key| limit(*key).is_some());
    let figure = |x: Option<f64>| x.map(places);
    let holds = |key: Compared| match limit(key)?.1 {
        true => Some(Cell::Verdict("✓", names::word(lang, "holds.yes"))),
        false => Some(Cell::Verdict("✗", names::word(lang, "holds.no"))),
    };
    let column = |key: &str| Column::figures(word(lang, &format!("balance.{key}")));
    let table = Table::of(keys)
        .column(words(lang, "indicator"), |key| compared(lang, *key))
        .column(column("before"), |key| figure(of(&before, *key).map(|v| v.weighted)))
        .column(column("after"), |key| figure(of(&after, *key).map(|v| v.weighted)))
        .column(figures(lang, "at-most").only(PAGE.given(limited)), |key| figure(limit(*key).map(|l| l.0)))
        .column(words(lang, "holds").only(PAGE.given(limited)), |key| holds(*key))
        .column(column("unweighted-before"), |key| figure(of(&before, *key).map(|v| v.unweighted)))
        .column(column("unweighted-after"), |key| figure(of(&after, *key).map(|v| v.unweighted)))
        .table();
    sheet.table(&table.titled(PAGE, word(lang, "balance.title")));
}
