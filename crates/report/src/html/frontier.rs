//! The page of `frontier`: small charts of what every number of moves costs and gains, and the table beneath.

use crate::pages::frontier::{self as pages, charted, title};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::frontier::{FrontierDocument, SizeFigures};
use lungang_domain::words::{Lang, say};
use serde_json::{Value, json};

/// The page. Nobody is named in it.
pub fn frontier_page(document: &FrontierDocument, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    sheet.section("sizes");
    for line in pages::sentences(lang, document) {
        sheet.paragraph(&line);
    }
    if document.stopped() {
        sheet.warning(&say(lang, "frontier.stopped", &[]));
    }
    sheet.multiples(charts(document, lang));
    sheet.table(&pages::sizes(lang, document));
    sheet.note(&say(lang, "frontier.note", &[]));
    let made = [("policy", document.policy.clone()), ("seed", document.seed.to_string())];
    let footer = [word(lang, "footer.frontier"), word(lang, "footer.charts")];
    sheet.finish(&title(document, lang), &[sentence(lang, "frontier.made", &made)], &footer)
}

/// What a line of a chart goes through.
type Figure<'a> = &'a dyn Fn(&SizeFigures) -> Option<f64>;

/// One small chart for each figure, over the sizes that have a plan.
fn charts(document: &FrontierDocument, lang: Lang) -> Vec<(String, Value)> {
    let found: Vec<(u32, &SizeFigures)> =
        document.points.iter().filter_map(|p| Some((p.size, p.figures.as_ref()?))).collect();
    let sizes: Vec<String> = found.iter().map(|(size, _)| size.to_string()).collect();
    let named = |key: &str| say(lang, &format!("frontier.col.{key}"), &[]);
    let chart = |lines: &[(&str, Figure<'_>)]| {
        let series = lines.iter().map(|&(key, of)| {
            let values: Vec<Option<f64>> = found.iter().map(|&(_, figures)| of(figures)).collect();
            json!({ "name": named(key), "values": values })
        });
        let series: Vec<Value> = series.collect();
        json!({ "kind": "lines", "categories": sizes, "series": series, "zero": true })
    };
    let mut charts = vec![
        (
            word(lang, "frontier.short"),
            chart(&[
                ("short-posts", &|f| Some(f.short_posts.into())),
                ("newly-short", &|f| Some(f.newly_short.into())),
            ]),
        ),
        (named("unmet-need"), chart(&[("unmet-need", &|f| Some(f.unmet_need as f64))])),
        (named("retasks"), chart(&[("retasks", &|f| Some(f.retasks.into()))])),
        (named("kilometres"), chart(&[("kilometres", &|f| Some(charted(f.metres)))])),
        (named("mean"), chart(&[("mean", &|f| f.mean_metres.map(|metres| charted(metres.into())))])),
    ];
    if found.iter().any(|(_, f)| f.yuan.is_some()) {
        charts.push((named("yuan"), chart(&[("yuan", &|f| f.yuan.map(|yuan| yuan as f64))])));
    }
    charts
}
