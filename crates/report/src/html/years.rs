//! The page of several years: what holds in each, small charts of everything that changes, what becomes of people.

use super::PlanSource;
use super::origin::made_by;
use crate::pages::years::{self as pages, Judged};
use crate::pens::html::{Card, Sheet, sentence, word};
use lungang_domain::words::Lang;
use lungang_domain::years::{YearFigures, YearsDocument};
use lungang_results::names;
use serde_json::{Value, json};

/// Years with everything that their page is made from.
pub struct YearsSource<'a> {
    /// `years.json`
    pub document: &'a YearsDocument,
    /// Each year's plan, in order.
    pub plans: &'a [PlanSource<'a>],
}

/// The page of years. People are counted, never named: who moves in a year stands on that year's own page.
pub fn years_page(source: &YearsSource<'_>, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    let document = source.document;
    in_short(&mut sheet, document, source.plans);
    compliance(&mut sheet, source);
    multiples(&mut sheet, source);
    subjects(&mut sheet, source);
    balance(&mut sheet, document);
    people(&mut sheet, document);
    let label = |year: Option<&YearFigures>| year.map(|y| y.school_year.clone()).unwrap_or_default();
    let args = [
        ("county", document.county.clone()),
        ("first", label(document.years.first())),
        ("last", label(document.years.last())),
    ];
    let mut subtitle = Vec::new();
    let mut footer = Vec::new();
    if let Some(plan) = source.plans.first() {
        let policy = [("name", plan.policy.name.get(lang)), ("id", plan.policy.id.as_str())];
        subtitle.push(names::sentence(lang, "overview.policy", &policy));
        footer.push(made_by(plan.run, lang));
    }
    subtitle.push(word(lang, "people.counted"));
    footer.push(word(lang, "footer.years"));
    footer.push(word(lang, "footer.charts"));
    sheet.finish(&sentence(lang, "title.years", &args), &subtitle, &footer)
}

fn in_short(sheet: &mut Sheet, document: &YearsDocument, plans: &[PlanSource<'_>]) {
    let lang = sheet.lang;
    let (Some(first), Some(last)) = (document.years.first(), document.years.last()) else { return };
    let clean = plans.iter().filter(|p| p.audit.clean).count();
    let moves: u32 = document.years.iter().map(|y| y.plan.moves_down).sum();
    let short = |y: &YearFigures| y.plan.short_posts_after.to_string();
    sheet.section("facts");
    let args = [
        ("n", document.years.len().to_string()),
        ("moves", moves.to_string()),
        ("clean", clean.to_string()),
        ("first", first.school_year.clone()),
        ("last", last.school_year.clone()),
        ("before", first.plan.short_posts_before.to_string()),
        ("after", short(first)),
        ("end", short(last)),
        ("never", document.turns.never.len().to_string()),
        ("once", document.turns.once.to_string()),
        ("twice", document.turns.twice.len().to_string()),
    ];
    sheet.paragraph(&sentence(lang, "years.words", &args));
    if let Some(year) = &document.infeasible {
        sheet.warning(&sentence(lang, "years.infeasible", &[("year", year.clone())]));
    }
    let card = |key: &str, value: String, note: String, good: Option<bool>| Card {
        label: word(lang, &format!("years.card.{key}")),
        value,
        note,
        good,
    };
    let quota =
        document.years.iter().filter(|y| y.plan.quota_required.is_none_or(|asked| y.plan.counted_moves() >= asked));
    let whole = document.years.len();
    let of = |n: usize| format!("{n} / {whole}");
    let kept = quota.count();
    sheet.cards(&[
        card("audit", of(clean), word(lang, "years.card.audit-note"), Some(clean == whole)),
        card("quota", of(kept), word(lang, "years.card.quota-note"), Some(kept == whole)),
        card("moves", moves.to_string(), String::new(), None),
        card("short", format!("{} → {}", short(first), short(last)), word(lang, "years.card.short-note"), None),
        card("never", document.turns.never.len().to_string(), word(lang, "years.card.never-note"), None),
    ]);
}

/// Rules down, years across.
fn compliance(sheet: &mut Sheet, source: &YearsSource<'_>) {
    let lang = sheet.lang;
    sheet.section("compliance");
    let document = source.document;
    // What is clean and what is proved is the audit's verdict of now, not what the years' file says of itself.
    let judged = document.years.iter().zip(source.plans).map(|(year, plan)| Judged::again(year, plan.audit));
    sheet.table(&pages::year_by_year(lang, judged.collect()));
    if !source.plans.is_empty() {
        sheet.table(&pages::rules(lang, document, source.plans));
    }
}

/// One small chart: what it shows, its lines.
fn small(lang: Lang, document: &YearsDocument, lines: &[(&str, &str, Vec<Option<f64>>)], zero: bool) -> Value {
    let years: Vec<&str> = document.years.iter().map(|y| y.school_year.get(..4).unwrap_or(&y.school_year)).collect();
    let series: Vec<Value> = lines
        .iter()
        .map(|(name, look, values)| json!({ "name": word(lang, name), "look": look, "values": values }))
        .collect();
    json!({ "kind": "lines", "categories": years, "series": series, "zero": zero })
}

fn multiples(sheet: &mut Sheet, source: &YearsSource<'_>) {
    let (lang, document) = (sheet.lang, source.document);
    sheet.section("years");
    sheet.paragraph(&word(lang, "years.multiples"));
    let of = |value: &dyn Fn(&YearFigures) -> Option<f64>| -> Vec<Option<f64>> {
        document.years.iter().map(value).collect()
    };
    let whole = |n: u32| Some(f64::from(n));
    let middle: Vec<Option<f64>> = source
        .plans
        .iter()
        .map(|plan| {
            let all = super::burden::journeys(plan);
            all.get(all.len() / 2).map(|m| (f64::from(*m) / 100.0).round() / 10.0)
        })
        .collect();
    let longest: Vec<Option<f64>> = source
        .plans
        .iter()
        .map(|plan| super::burden::journeys(plan).last().map(|m| (f64::from(*m) / 100.0).round() / 10.0))
        .collect();
    let charts = [
        (
            "short",
            vec![
                ("years.line.before", "before", of(&|y| whole(y.plan.short_posts_before))),
                ("years.line.after", "after", of(&|y| whole(y.plan.short_posts_after))),
            ],
        ),
        (
            "moves",
            vec![
                ("years.line.moves", "", of(&|y| whole(y.plan.counted_moves()))),
                ("years.line.quota", "asked", of(&|y| y.plan.quota_required.map(f64::from))),
            ],
        ),
        (
            "backbone",
            vec![
                ("years.line.backbone", "", of(&|y| whole(y.plan.backbone_moves))),
                ("years.line.share", "asked", of(&|y| y.plan.backbone_required.map(f64::from))),
            ],
        ),
        ("eligible", vec![("years.line.eligible", "", of(&|y| whole(y.plan.eligible)))]),
        ("away", vec![("years.line.away", "", of(&|y| whole(y.away)))]),
        ("journey", vec![("years.line.median", "", middle), ("years.line.longest", "", longest)]),
        ("teachers", vec![("years.line.teachers", "", of(&|y| whole(y.teachers)))]),
        ("pupils", vec![("years.line.pupils", "", of(&|y| whole(y.pupils)))]),
    ];
    let charts = charts.map(|(name, lines)| {
        let zero = !matches!(name, "teachers" | "pupils");
        (word(lang, &format!("years.chart.{name}")), small(lang, document, &lines, zero))
    });
    sheet.multiples(charts.into());
}

/// Short posts by subject over the years.
fn subjects(sheet: &mut Sheet, source: &YearsSource<'_>) {
    let (lang, document) = (sheet.lang, source.document);
    let all = pages::subjects(lang, document, source.plans.first().map(|p| p.policy));
    sheet.section("shortages");
    if all.is_empty() {
        sheet.paragraph(&word(lang, "shortages.none"));
        return;
    }
    let charts = all.iter().map(|s| {
        let line = |of: fn(&(u32, u32)) -> u32| s.short.iter().map(|v| Some(f64::from(of(v)))).collect::<Vec<_>>();
        let lines = [("years.line.before", "before", line(|v| v.0)), ("years.line.after", "after", line(|v| v.1))];
        (s.name.clone(), small(lang, document, &lines, true))
    });
    sheet.multiples(charts.collect());
    sheet.table(&pages::shortages(lang, document, &all));
}

fn balance(sheet: &mut Sheet, document: &YearsDocument) {
    let lang = sheet.lang;
    let Some(first) = document.years.first().filter(|y| !y.balance.is_empty()) else { return };
    sheet.section("balance");
    sheet.paragraph(&word(lang, "balance.words"));
    let keys: Vec<_> = first.balance.iter().map(|b| (b.indicator, b.stage)).collect();
    let values = |key| -> Vec<Option<f64>> {
        let of =
            |y: &YearFigures| y.balance.iter().find(|b| (b.indicator, b.stage) == key).map(|b| b.variation.weighted);
        document.years.iter().map(|y| of(y).map(|v| (v * 1000.0).round() / 1000.0)).collect()
    };
    let chart = |key| small(lang, document, &[("balance.after", "", values(key))], true);
    sheet.multiples(keys.iter().map(|key| (pages::compared(lang, *key), chart(*key))).collect());
    sheet.table(&pages::balance(lang, document));
}

/// What became of people, in numbers.
fn people(sheet: &mut Sheet, document: &YearsDocument) {
    let lang = sheet.lang;
    sheet.section("people");
    sheet.table(&pages::events(lang, document));
    sheet.table(&pages::turns(lang, document));
}
