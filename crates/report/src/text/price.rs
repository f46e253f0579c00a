//! `price`: what every rule costs, what gains most first.

use super::View;
use super::table::Page;
use crate::json::{PriceDocument, PricedLever, Verdict};
use lungang_domain::plan::PlanStatus;
use lungang_domain::rule::RuleName;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The text of a table of prices.
pub fn price(document: &PriceDocument, view: View) -> String {
    let lang = view.lang;
    let told = |key: &str, args: &[(&str, &str)]| say(lang, key, args);
    let mut page = Page::new(view);
    let args = [("county", document.county.as_str()), ("year", document.school_year.as_str())];
    page.line(&told("price.title", &args));
    if document.status != PlanStatus::Optimal {
        page.line(&told("price.not-optimal", &[("status", &names::status(lang, document.status))]));
    }
    let separator = told("planned.separator", &[]);
    let optimum =
        |g: &crate::json::PricedGoal| told("price.goal", &[("goal", &g.words), ("value", &g.value.to_string())]);
    let goals: Vec<String> = document.goals.iter().map(optimum).collect();
    page.line(&told("price.against", &[("goals", &goals.join(&separator))]));

    let mut headers: Vec<String> =
        ["price.col.rank", "price.col.rule", "price.col.change"].iter().map(|key| told(key, &[])).collect();
    headers.extend(document.goals.iter().map(|g| g.words.clone()));
    headers.push(told("price.col.lp", &[]));
    let mut numbers = vec![true, false, false];
    numbers.extend(document.goals.iter().map(|_| true));
    numbers.push(false);
    let row = |price: &PricedLever| {
        let mut cells = vec![price.rank.to_string(), called(price, lang), price.words.clone()];
        match &price.changes {
            Some(changes) => cells.extend(changes.iter().map(|c| signed(*c))),
            None => cells.extend(document.goals.iter().map(|_| "–".to_owned())),
        }
        cells.push(estimate(document, price));
        cells
    };
    let of = |wanted: Verdict| document.prices.iter().filter(move |p| p.verdict == wanted);
    for (verdict, title) in
        [(Verdict::Better, "price.better"), (Verdict::Worse, "price.worse"), (Verdict::Impossible, "price.impossible")]
    {
        let rows: Vec<Vec<String>> = of(verdict).map(row).collect();
        let title = told(title, &[("n", &rows.len().to_string())]);
        page.grid(&title, &headers, &numbers, rows);
    }
    page.gap();
    let same = of(Verdict::Same).count();
    let proved = of(Verdict::Same).filter(|p| p.by_certificate).count();
    if same > 0 {
        let key = match proved {
            0 => "price.same-none",
            proved if proved == same => "price.same-all",
            _ => "price.same",
        };
        page.line(&told(key, &[("n", &same.to_string()), ("certified", &proved.to_string())]));
    }
    if document.prices.is_empty() {
        page.line(&told("price.none", &[]));
    }
    if document.unknown > 0 {
        page.line(&told("price.unknown", &[("n", &document.unknown.to_string())]));
        for p in of(Verdict::Unknown).take(view.rows) {
            page.line(&told("price.of-rule", &[("rule", &called(p, lang)), ("words", &p.words)]));
        }
        let more = (document.unknown as usize).saturating_sub(view.rows);
        if more > 0 {
            page.line(&names::sentence(lang, "more", &[("n", &more.to_string())]));
        }
    }
    page.line(&told("price.note", &[]));
    page.finish()
}

/// The rule with its clause.
fn called(price: &PricedLever, lang: Lang) -> String {
    let rule = RuleName::from_name(&price.rule);
    rule.map_or_else(|| price.rule.clone(), |r| names::cited(lang, r, &price.clause))
}

/// `+3`, `-3`, `0`
fn signed(change: i64) -> String {
    if change > 0 { format!("+{change}") } else { change.to_string() }
}

/// What the certificate's prices say of the first goal that they change.
fn estimate(document: &PriceDocument, price: &PricedLever) -> String {
    let Some(lp) = &price.lp else { return "–".to_owned() };
    let rounded = lp.iter().map(|v| (v * 100.0).round() / 100.0);
    let first = rounded.zip(&document.goals).find(|(v, _)| *v != 0.0);
    first.map_or_else(|| "0".to_owned(), |(v, goal)| format!("{} {v:+}", goal.words))
}
