//! What every number of a rule costs the goals.

use crate::block::{CSV, Cell, Column, TERMINAL, Table};
use crate::json::{PriceDocument, PricedLever};
use lungang_domain::rule::RuleName;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// A price a row. A terminal has a column for each goal; a table for machines two, and every number under its name.
pub fn prices<'a>(lang: Lang, document: &'a PriceDocument, prices: impl IntoIterator<Item = &'a PricedLever>) -> Table {
    let word = |key: &str| say(lang, &format!("price.col.{key}"), &[]);
    let machine = |name: &str| Column::words(name).only(CSV);
    let verdict = |p: &PricedLever| {
        let name = serde_json::to_value(p.verdict).ok();
        name.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let change = |p: &PricedLever, at: usize| p.changes.as_ref().and_then(|c| c.get(at).copied());
    let estimated = |p: &PricedLever, at: usize| p.lp.as_ref().and_then(|lp| lp.get(at)).map(|x| Cell::Real(*x));
    let goals = || document.goals.iter().enumerate();
    let both = goals().flat_map(|(at, goal)| [(at, goal, "change"), (at, goal, "lp")]);
    Table::of(prices)
        .column(Column::figures(word("rank")).called(CSV, "rank"), |p| p.rank)
        .column(Column::words(word("rule")).only(TERMINAL), |p| called(p, lang))
        .column(machine("rule"), |p| &p.rule)
        .column(machine("clause"), |p| &p.clause)
        .column(Column::words(word("change")).called(CSV, "words"), |p| &p.words)
        .column(machine("school_id"), |p| p.school_id.clone())
        .column(machine("school"), |p| p.school.clone())
        .column(machine("stage"), |p| p.stage.clone())
        .column(machine("subject"), |p| p.subject.clone())
        .column(machine("from"), |p| p.from.clone())
        .column(machine("to"), |p| p.to.clone())
        .column(machine("binds"), |p| p.binds.to_string())
        .column(machine("verdict"), |p| verdict(p))
        .columns(
            goals(),
            |(_, goal)| Column::figures(&goal.words).only(TERMINAL),
            |p, at, _| change(p, at).map_or_else(|| "–".to_owned(), signed),
        )
        .columns(
            both,
            |(_, goal, kind)| machine(&format!("{kind}_{}", goal.name)),
            |p, _, (at, _, kind)| {
                if *kind == "change" { change(p, *at).into() } else { Cell::from(estimated(p, *at)) }
            },
        )
        .column(Column::words(word("lp")).only(TERMINAL), |p| estimate(document, p))
        .table()
}

/// The rule with its clause.
pub fn called(price: &PricedLever, lang: Lang) -> String {
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
