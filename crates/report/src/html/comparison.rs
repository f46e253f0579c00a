//! The page of a comparison: the same figures on every side, charts with a bar or a line a side, the frontier and the spread over
//! seeds of a sweep.

use super::sheet::{Layout, Sheet, Table, sentence, word};
use crate::compare::{goes, notes, point_note, rule_cell, side_columns, side_row, spread_out, title};
use crate::measure::{MAIN, counts, is_goal, measure, row};
use crate::text::{figure, spread};
use lungang_domain::comparison::{CompareDocument, FigureRow, Point, Side};
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
    sides(&mut sheet, document);
    sweep(&mut sheet, document);
    if !document.sides.is_empty() {
        figures(&mut sheet, document);
        rules(&mut sheet, document);
        shortages(&mut sheet, document);
        treated(&mut sheet, document, people);
    }
    let said = word(lang, if people { "people.named" } else { "people.counted" });
    sheet.finish(&title(document, lang), &[said], &[word(lang, "footer.compare"), word(lang, "footer.charts")])
}

fn several(document: &CompareDocument) -> bool {
    document.figures.iter().any(|f| f.school_year != document.figures[0].school_year)
}

/// A side in a legend.
fn called(side: &Side) -> String {
    format!("{} {}", side.letter, side.label)
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
    let rows = document.sides.iter().map(|s| side_row(s, lang)).collect();
    let caption = say(lang, "compare.sides", &[]);
    sheet.table(Table { caption, columns: &side_columns(lang), rows, layout: Layout::Stacked });
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

/// Headers: what a row is about, the school year where there are several, the sides.
fn headers(document: &CompareDocument, first: &str, lang: Lang) -> Vec<String> {
    let mut all = vec![say(lang, &format!("compare.col.{first}"), &[])];
    if several(document) {
        all.push(names::word(lang, "col.school-year"));
    }
    all.extend(document.sides.iter().map(|s| format!("#{}", called(s))));
    all
}

fn cells(document: &CompareDocument, name: String, year: &str, values: Vec<String>) -> Vec<String> {
    let mut all = if several(document) { vec![name, year.to_owned()] } else { vec![name] };
    all.extend(values);
    all
}

/// Which measures a table has.
type Wanted<'a> = &'a dyn Fn(&str) -> bool;

fn figures(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    sheet.section("figures");
    if several(document) {
        lines(sheet, document);
    }
    let columns = headers(document, "figure", lang);
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let mut rows: Vec<&FigureRow> = document.figures.iter().filter(|f| wanted(&f.measure)).collect();
        let first = |f: &FigureRow| document.figures.iter().position(|g| g.measure == f.measure);
        rows.sort_by_key(|f| (first(f), f.school_year.clone()));
        let row = |f: &&FigureRow| cells(document, measure(lang, document, &f.measure), &f.school_year, row(&f.values));
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let layout = if several(document) { Layout::Folded } else { Layout::Plain };
    let tables: [(&str, Wanted<'_>); 3] = [
        ("compare.figures", &|name| MAIN.contains(&name)),
        ("compare.goals", &is_goal),
        ("compare.balance", &|name| name.starts_with("cv-weighted.")),
    ];
    for (key, wanted) in tables {
        let rows = of(wanted);
        if !rows.is_empty() {
            sheet.table(Table { caption: say(lang, key, &[]), columns: &columns, rows, layout });
        }
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
    let mut columns = headers(document, "rule", lang);
    columns.iter_mut().for_each(|c| *c = c.trim_start_matches('#').to_owned());
    let row = |r: &lungang_domain::comparison::RuleRow| {
        let values = r.cells.iter().map(|c| rule_cell(c.as_ref())).collect();
        cells(document, names::cited(lang, r.rule, &r.clause), &r.school_year, values)
    };
    let rows = document.rules.iter().map(row).collect();
    let layout = if several(document) { Layout::Folded } else { Layout::Plain };
    sheet.table(Table { caption: word(lang, "compare.rules"), columns: &columns, rows, layout });
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
    let layout = if several(document) { Layout::Folded } else { Layout::Plain };
    let subjects: Vec<(String, Vec<Option<u32>>)> = document
        .subjects
        .iter()
        .filter(|s| s.school_year == last)
        .map(|s| (s.words.get(lang).to_owned(), s.after.clone()))
        .collect();
    let caption = sentence(lang, "compare.by-subject", &[("year", last.clone())]);
    sheet.chart(&caption, 60 + 40 * u32::try_from(subjects.len()).unwrap_or(20), bars(document, &subjects));
    let rows = document
        .subjects
        .iter()
        .map(|s| cells(document, s.words.get(lang).to_owned(), &s.school_year, row(&counts(&s.after))));
    let columns = headers(document, "subject", lang);
    let caption = say(lang, "compare.subjects", &[]);
    sheet.table(Table { caption, columns: &columns, rows: rows.collect(), layout });
    let mut differ: Vec<_> = document.schools.iter().filter(|s| s.after.iter().any(|n| *n != s.after[0])).collect();
    if differ.is_empty() {
        if !document.schools.is_empty() {
            sheet.paragraph(&word(lang, "compare.schools-same"));
        }
        return;
    }
    let rows = differ.iter().map(|s| cells(document, s.name.clone(), &s.school_year, row(&counts(&s.after))));
    let rows: Vec<Vec<String>> = rows.collect();
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
    let columns = headers(document, "school", lang);
    let layout = if rows.len() > 20 { Layout::Folded } else { layout };
    sheet.table(Table { caption: say(lang, "compare.schools", &[]), columns: &columns, rows, layout });
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
    let mut columns: Vec<String> =
        ["teacher", "name", "home"].map(|key| say(lang, &format!("compare.col.{key}"), &[])).to_vec();
    if several(document) {
        columns.push(names::word(lang, "col.school-year"));
    }
    columns.extend(document.sides.iter().map(called));
    let row = |p: &lungang_domain::comparison::PersonRow| {
        let mut cells = vec![p.teacher_id.clone(), p.name.clone(), p.home.clone()];
        if several(document) {
            cells.push(p.school_year.clone());
        }
        cells.extend(p.goes.iter().map(|g| goes(g.as_ref(), document, lang)));
        cells
    };
    let caption = say(lang, "compare.people", &[("n", &n.to_string())]);
    let rows = document.people.iter().map(row).collect();
    sheet.table(Table { caption, columns: &columns, rows, layout: Layout::Stacked });
}

/// The frontier, and the points of a sweep.
fn sweep(sheet: &mut Sheet, document: &CompareDocument) {
    let lang = sheet.lang;
    if let Some(frontier) = &document.frontier {
        sheet.section("frontier");
        let called = |axis: &lungang_domain::comparison::Axis| {
            let key = if axis.more { "compare.more" } else { "compare.less" };
            sentence(lang, key, &[("measure", measure(lang, document, &axis.measure))])
        };
        let (x, y) = (called(&frontier.x), called(&frontier.y));
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
        let columns = [
            say(lang, "compare.col.label", &[]),
            format!("#{x}"),
            format!("#{y}"),
            say(lang, "compare.col.front", &[]),
        ];
        let rows = frontier.marks.iter().map(|m| {
            let front = if m.front { format!("✓ {}", say(lang, "compare.front", &[])) } else { String::new() };
            vec![m.label.clone(), figure(m.x), figure(m.y), front]
        });
        let caption = say(lang, "compare.frontier", &[]);
        sheet.table(Table { caption, columns: &columns, rows: rows.collect(), layout: Layout::Plain });
    }
    if document.points.is_empty() || !spread_out(document) {
        return;
    }
    sheet.section("points");
    sheet.paragraph(&word(lang, "compare.points"));
    let shown = ["moves-down", "short-posts-after", "unmet-need-after", "journey-km.mean"];
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
    let mut columns = vec![say(lang, "compare.col.point", &[]), say(lang, "compare.col.runs", &[])];
    columns.extend(shown.iter().map(|name| format!("#{}", measure(lang, document, name))));
    let row = |p: &Point| {
        let mut cells = vec![p.label.clone(), point_note(p, lang)];
        cells.extend(shown.iter().map(|name| find(p, name).map_or_else(|| "–".to_owned(), |s| spread(&s))));
        cells
    };
    let caption = sentence(lang, "compare.points-of", &[("year", last.to_owned())]);
    let rows = document.points.iter().map(row).collect();
    sheet.table(Table { caption, columns: &columns, rows, layout: Layout::Plain });
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
