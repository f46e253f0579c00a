//! How alike schools are: coefficients of variation between the public schools of a stage, before and after.

use super::PlanSource;
use super::sheet::{Layout, Sheet, Table, word};
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
    let limit = |of: (Indicator, Part)| {
        source.audit.balance.iter().find(|b| (b.indicator, b.stage) == of).and_then(|b| b.limit.zip(b.holds))
    };
    let of = |list: &[(Indicator, Part, Variation)], key| list.iter().find(|(i, s, _)| (*i, *s) == key).map(|v| v.2);
    let name = |(i, s): (Indicator, Part)| {
        format!("{} · {}", names::stage(lang, s), names::word(lang, &format!("indicator.{}", i.name())))
    };
    let figure = |x: f64| format!("{x:.3}");
    let keys: Vec<(Indicator, Part)> = after.iter().map(|(i, s, _)| (*i, *s)).collect();
    let values = |list: &[(Indicator, Part, Variation)]| -> Vec<Option<f64>> {
        keys.iter().map(|key| of(list, *key).map(|v| (v.weighted * 1000.0).round() / 1000.0)).collect()
    };
    let chart = json!({
        "kind": "bars", "across": true, "categories": keys.iter().map(|k| name(*k)).collect::<Vec<_>>(),
        "series": [
            { "name": word(lang, "balance.before"), "look": "before", "values": values(&before) },
            { "name": word(lang, "balance.after"), "look": "after", "values": values(&after) },
        ],
    });
    sheet.chart(&word(lang, "balance.title"), 60 + 40 * u32::try_from(keys.len()).unwrap_or(6), chart);
    let limited = keys.iter().any(|key| limit(*key).is_some());
    let rows = keys.iter().map(|key| {
        let (b, a) = (of(&before, *key), of(&after, *key));
        let cell = |v: Option<f64>| v.map_or_else(|| "–".to_owned(), figure);
        let mut cells = vec![name(*key), cell(b.map(|v| v.weighted)), cell(a.map(|v| v.weighted))];
        if limited {
            cells.push(cell(limit(*key).map(|l| l.0)));
            cells.push(match limit(*key) {
                Some((_, true)) => format!("✓ {}", names::word(lang, "holds.yes")),
                Some((_, false)) => format!("✗ {}", names::word(lang, "holds.no")),
                None => "–".to_owned(),
            });
        }
        cells.extend([cell(b.map(|v| v.unweighted)), cell(a.map(|v| v.unweighted))]);
        cells
    });
    let figures = |key: &str| format!("#{}", word(lang, &format!("balance.{key}")));
    let mut columns = vec![word(lang, "balance.indicator"), figures("before"), figures("after")];
    if limited {
        columns.extend([format!("#{}", names::word(lang, "col.at-most")), names::word(lang, "col.holds")]);
    }
    columns.extend([figures("unweighted-before"), figures("unweighted-after")]);
    let caption = word(lang, "balance.title");
    sheet.table(Table { caption, columns: &columns, rows: rows.collect(), layout: Layout::Plain });
}
