//! The page of a comparison: the same figures on every side, charts with a bar or a line a side, the frontier and the spread over
//! seeds of a sweep.

use crate::block::PAGE;
use crate::compare::{notes, spread_out, title};
use crate::measure::measure;
use crate::pages::comparison::{self as pages, called, several};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::comparison::{CompareDocument, Point, Side};
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, say};
use lungang_results::names;
use serde_json::{Value, json};

/// Schools that the chart shows.
const CHARTED: usize = 15;
/// Sides that a chart shows; a table has all of them.
const SIDES: usize = 6;

/// The page. Who is treated differently is counted, and named only where `people` asks for it.
pub fn comparison_page(document: &CompareDocument, people: bool, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    sections(&mut sheet, document, people);
    let said = word(lang, if people { "people.named" } else { "people.counted" });
    sheet.finish(&title(document, lang), &[said], &[word(lang, "footer.compare"), word(lang, "footer.charts")])
}

/// The sections.
pub fn sections(sheet: &mut Sheet, document: &CompareDocument, people: bool) {
    sides(sheet, document);
    sweep(sheet, document);
    if !document.sides.is_empty() {
        figures(sheet, document);
        rules(sheet, document);
        shortages(sheet, document);
        treated(sheet, document, people);
    }
}

fn sides(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    sheet.section("sides");
    if document.sides.is_empty() {
        sheet.paragraph(&sentence(lang, "compare.sweep-only", &[("n", document.points.len().to_string())]));
        return;
    }
    sheet.paragraph(&in_words(document, lang));
    for line in notes(document, lang) {
        sheet.warning(&line);
    }
    sheet.table(&pages::sides(lang, document));
}

/// What the last year's main figure is on every side.
fn in_words(document: &CompareDocument, lang: Lang) -> String {
    let last = document.figures.iter().rev().find(|f| f.measure == "short-posts-after");
    let Some(row) = last else { return word(lang, "compare.words-none") };
    let separator = names::word(lang, "list-separator");
    let said = |(side, value): (&Side, &Option<Amount>)| {
        let value = value.map_or_else(|| "–".to_owned(), |v| v.to_string());
        sentence(lang, "compare.words-side", &[("side", called(side)), ("n", value)])
    };
    let all: Vec<String> = document.sides.iter().zip(&row.values).map(said).collect();
    sentence(lang, "compare.words", &[("year", row.school_year.clone()), ("values", all.join(&separator))])
}

fn figures(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    sheet.section("figures");
    if several(document) {
        lines(sheet, document);
    }
    for table in pages::figures(lang, document) {
        sheet.table(&table);
    }
    sheet.note(&word(lang, "compare.to-the-first"));
}

/// Small charts over the years, a line a side.
fn lines(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    let years = document.school_years();
    let shown =
        ["short-posts-after", "unmet-need-after", "moves-down", "eligible", "journey-km.mean", "journey-km.longest"];
    let balance = ["cv-weighted.teachers.primary", "cv-weighted.backbone.primary", "cv-weighted.pe-arts.primary"];
    let mut charts = Vec::new();
    for name in shown.iter().chain(&balance) {
        let values = |at: usize| -> Vec<Option<f64>> {
            let of = |year: &&str| document.values(year, name).and_then(|v| v.get(at).copied().flatten());
            years.iter().map(|y| of(y).map(Amount::as_f64)).collect()
        };
        let series: Vec<Value> = document
            .sides
            .iter()
            .take(SIDES)
            .enumerate()
            .map(|(at, s)| json!({ "name": s.letter, "values": values(at) }))
            .collect();
        if document.figures.iter().any(|f| f.measure == *name) {
            let years: Vec<&str> = years.iter().map(|y| y.get(..4).unwrap_or(y)).collect();
            let chart = json!({ "kind": "lines", "categories": years, "series": series, "zero": true });
            charts.push((measure(lang, document, name), chart));
        }
    }
    sheet.paragraph(&word(lang, "compare.lines"));
    sheet.multiples(charts);
}

fn rules(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    if document.rules.is_empty() {
        return;
    }
    sheet.section("compliance");
    sheet.table(&pages::rules(lang, document, &document.rules));
}

/// Bars, one a side, of the last school year.
fn bars(document: &CompareDocument, rows: &[(String, Vec<Option<u32>>)]) -> Value {
    let series: Vec<Value> = document
        .sides
        .iter()
        .take(SIDES)
        .enumerate()
        .map(|(at, s)| json!({ "name": called(s), "values": rows.iter().map(|r| r.1[at]).collect::<Vec<_>>() }))
        .collect();
    json!({ "kind": "bars", "across": true, "categories": rows.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(), "series": series })
}

fn shortages(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    sheet.section("shortages");
    let Some(last) = document.subjects.last().map(|s| s.school_year.clone()) else {
        sheet.paragraph(&word(lang, "shortages.none"));
        return;
    };
    if document.sides.len() > SIDES {
        sheet.note(&sentence(lang, "compare.charted", &[("n", SIDES.to_string())]));
    }
    let subjects: Vec<(String, Vec<Option<u32>>)> = document
        .subjects
        .iter()
        .filter(|s| s.school_year == last)
        .map(|s| (s.words.get(lang).to_owned(), s.after.clone()))
        .collect();
    let caption = sentence(lang, "compare.by-subject", &[("year", last.clone())]);
    sheet.chart(&caption, 60 + 40 * u32::try_from(subjects.len()).unwrap_or(20), bars(document, &subjects));
    sheet.table(&pages::subjects(lang, document));
    let mut differ = pages::differing(document);
    if differ.is_empty() {
        if !document.schools.is_empty() {
            sheet.paragraph(&word(lang, "compare.schools-same"));
        }
        return;
    }
    let table = pages::schools(lang, document, differ.clone());
    let spread = |s: &lungang_domain::comparison::SchoolRow| {
        let known = || s.after.iter().flatten();
        known().max().copied().unwrap_or(0) - known().min().copied().unwrap_or(0)
    };
    differ.retain(|s| s.school_year == last);
    differ.sort_by_key(|s| (std::cmp::Reverse(spread(s)), s.school_id.clone()));
    let charted: Vec<(String, Vec<Option<u32>>)> =
        differ.iter().take(CHARTED).map(|s| (s.name.clone(), s.after.clone())).collect();
    if !charted.is_empty() {
        let caption = sentence(lang, "compare.by-school", &[("year", last)]);
        sheet.chart(&caption, 60 + 40 * u32::try_from(charted.len()).unwrap_or(15), bars(document, &charted));
    }
    sheet.table(&table);
}

/// Who is treated differently: counted, and named where that is asked for.
fn treated(sheet: &mut Sheet, document: &CompareDocument, people: bool) {
    let lang = sheet.lang;
    if document.schools.is_empty() {
        return;
    }
    sheet.section("treated");
    let n = document.people.len();
    let key = if n == 0 { "compare.nobody" } else { "compare.somebody" };
    sheet.paragraph(&sentence(lang, key, &[("n", n.to_string())]));
    if n == 0 || !people {
        return;
    }
    sheet.table(&pages::people(lang, document));
}

/// The frontier, and the points of a sweep.
fn sweep(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    if let Some((frontier, [(_, x), (_, y)])) = document.frontier.as_ref().zip(pages::axes(lang, document)) {
        sheet.section("frontier");
        sheet.paragraph(&sentence(lang, "compare.frontier", &[("x", x.clone()), ("y", y.clone())]));
        // Parameters are named once, below; in the chart their values are enough.
        let named = |label: &str| {
            let point = document.points.iter().find(|p| p.label == label);
            point.map_or_else(|| label.to_owned(), short)
        };
        let marks: Vec<Value> = frontier
            .marks
            .iter()
            .map(|m| json!({ "name": named(&m.label), "x": round(m.x), "y": round(m.y), "front": m.front }))
            .collect();
        let words = [word(lang, "compare.on-front"), word(lang, "compare.behind")];
        let chart = json!({ "kind": "points", "x": x, "y": y, "front": words[0], "others": words[1], "points": marks,
            "step": if frontier.x.more { "start" } else { "end" } });
        sheet.chart(&say(lang, "compare.frontier", &[]), 420, chart);
        parameters(sheet, document);
        sheet.table(&pages::frontier(lang, document));
    }
    if document.points.is_empty() || !spread_out(document) {
        return;
    }
    sheet.section("points");
    sheet.paragraph(&word(lang, "compare.points"));
    let shown = pages::SHOWN;
    let last = document.points.iter().flat_map(|p| &p.spread).map(|s| s.school_year.as_str()).max().unwrap_or_default();
    let find = |p: &Point, name: &str| p.spread.iter().find(|s| s.school_year == last && s.measure == name).cloned();
    let spaced = spaced(&document.points);
    let charts = shown.iter().filter(|name| document.points.iter().any(|p| find(p, name).is_some())).map(|name| {
        let line = |of: fn(&lungang_domain::comparison::Spread) -> Amount| -> Vec<Option<f64>> {
            spaced.iter().map(|p| find((*p)?, name).map(|s| round(of(&s).as_f64()))).collect()
        };
        let series = json!([
            { "name": word(lang, "compare.median"), "values": line(|s| s.median) },
            { "name": word(lang, "compare.tenth"), "look": "before", "values": line(|s| s.tenth) },
            { "name": word(lang, "compare.ninetieth"), "look": "asked", "values": line(|s| s.ninetieth) },
        ]);
        let labels: Vec<String> = spaced.iter().map(|p| p.map(short).unwrap_or_default()).collect();
        (
            measure(lang, document, name),
            json!({ "kind": "lines", "categories": labels, "series": series, "zero": false }),
        )
    });
    let charts: Vec<(String, Value)> = charts.collect();
    sheet.multiples(charts);
    parameters(sheet, document);
    let caption = sentence(lang, "compare.points-of", &[("year", last.to_owned())]);
    sheet.table(&pages::points(lang, document, |year| year == last).titled(PAGE, caption));
}

/// The points with a gap wherever another parameter than the last takes another value: a line goes through the values of the
/// last alone.
fn spaced(points: &[Point]) -> Vec<Option<&Point>> {
    let ahead = |p: &Point| -> Vec<String> {
        let values: Vec<&String> = p.parameters.values().collect();
        let but_last = &values[..values.len().saturating_sub(1)];
        std::iter::once(p.scenario.clone()).chain(but_last.iter().map(|v| (*v).clone())).collect()
    };
    let mut all: Vec<Option<&Point>> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        if at > 0 && ahead(&points[at - 1]) != ahead(point) {
            all.push(None);
        }
        all.push(Some(point));
    }
    all
}

/// What the values in the charts are values of.
fn parameters(sheet: &mut Sheet, document: &CompareDocument) {
    let known: Vec<&str> =
        document.points.first().into_iter().flat_map(|p| p.parameters.keys()).map(String::as_str).collect();
    let alike = document.points.iter().all(|p| p.parameters.keys().map(String::as_str).eq(known.iter().copied()));
    if alike && !known.is_empty() {
        let list = known.join(&names::word(sheet.lang, "word-separator"));
        sheet.note(&sentence(sheet.lang, "compare.parameters", &[("names", list)]));
    }
}

/// A point's parameters alone, for the axis of a chart.
fn short(point: &Point) -> String {
    match point.parameters.is_empty() {
        true => point.scenario.clone(),
        false => point.parameters.values().cloned().collect::<Vec<_>>().join(" · "),
    }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
