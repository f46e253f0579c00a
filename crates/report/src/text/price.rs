//! `price`: what every rule costs, what gains most first.

use super::View;
use crate::block::TERMINAL;
use crate::json::{PriceDocument, Verdict};
use crate::pages::price::{called, prices};
use crate::pens::text::Page;
use lungang_domain::plan::PlanStatus;
use lungang_domain::words::say;
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

    let of = |wanted: Verdict| document.prices.iter().filter(move |p| p.verdict == wanted);
    for (verdict, title) in
        [(Verdict::Better, "price.better"), (Verdict::Worse, "price.worse"), (Verdict::Impossible, "price.impossible")]
    {
        let table = prices(lang, document, of(verdict));
        let title = told(title, &[("n", &table.len().to_string())]);
        page.table(&table.titled(TERMINAL, title));
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
        page.more(document.unknown as usize, view.rows);
    }
    page.line(&told("price.note", &[]));
    page.finish()
}
