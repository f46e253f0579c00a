//! What an audit says of every rule: what it asks, what the plan has, whether it holds; and of what schools have unevenly.

use super::{figures, words};
use crate::block::{Alarm, Cell, Column, Cut, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::sentence;
use lungang_domain::audit::{RuleAudit, Unit, VariationAudit, Verdict};
use lungang_domain::county::County;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// Every rule with its clause. A page says what a rule asks for in a sentence; a workbook has room for remarks, where there are any.
pub fn compliance<'a>(
    lang: Lang,
    (county, policy): (&County, &Policy),
    rules: impl IntoIterator<Item = &'a RuleAudit>,
) -> Table {
    let word = |key: &str| say(lang, key, &[]);
    let rules: Vec<&RuleAudit> = rules.into_iter().collect();
    let remarked = rules.iter().any(|r| !remarks(lang, county, policy, r).is_empty());
    let list = TERMINAL.and(WORKBOOK);
    Table::of(rules)
        .column(words(lang, "rule").only(list), |r| names::rule(lang, r.rule))
        .column(words(lang, "rule").only(PAGE), |r| called(lang, r))
        .column(words(lang, "holds").only(PAGE), |r| Cell::Verdict(sign(r), names::holds(lang, r)))
        .column(words(lang, "mode").only(list), |r| Cell::Word(names::mode(lang, r.mode)))
        .column(words(lang, "clause").only(list), |r| &r.clause)
        .column(figures(lang, "asked").only(list), |r| asked(lang, r))
        .column(figures(lang, "achieved").only(list), |r| achieved(lang, r))
        .column(figures(lang, "asked").only(PAGE), |r| with_unit(lang, r, names::asked(lang, r)))
        .column(figures(lang, "achieved").only(PAGE), |r| with_unit(lang, r, names::achieved(lang, r)))
        .column(words(lang, "clause").only(PAGE), |r| Cell::stated(&r.clause))
        .column(Column::words(word("page.compliance.says")).only(PAGE), |r| {
            say(lang, &format!("rule.{}.sentence", r.rule.name()), &[])
        })
        .column(words(lang, "unit").only(list), |r| Cell::Word(names::unit(lang, r.unit)))
        .column(words(lang, "holds").only(list).alarm(Alarm::Says(vec![names::word(lang, "holds.no")])), |r| {
            said(r, names::holds(lang, r))
        })
        .column(words(lang, "remarks").only(WORKBOOK.given(remarked)), |r| remarks(lang, county, policy, r))
        .table()
        .titled(TERMINAL, word("report.text.audit.rules"))
        .titled(WORKBOOK, word("report.overview.compliance"))
        .titled(PAGE, word("page.compliance.binding"))
        .cut(Cut::Never)
        .layout(Layout::Stacked)
}

/// A figure of a rule that nobody asks for is grey.
fn said(r: &RuleAudit, words: String) -> Cell {
    if r.mode == Mode::Off { Cell::Muted(words) } else { Cell::Word(words) }
}

fn asked(lang: Lang, r: &RuleAudit) -> Cell {
    match (r.mode, r.unit) {
        (Mode::Off, _) | (_, Unit::Instances) => said(r, names::asked(lang, r)),
        _ => Cell::Required(r.relation, r.required),
    }
}

fn achieved(lang: Lang, r: &RuleAudit) -> Cell {
    match (r.mode, r.unit) {
        (Mode::Off, _) | (_, Unit::Instances) => said(r, names::achieved(lang, r)),
        _ => Cell::Number(r.achieved),
    }
}

/// Places are counted in words already; other figures take their unit with them.
fn with_unit(lang: Lang, r: &RuleAudit, figure: String) -> String {
    match r.unit {
        Unit::Instances => figure,
        unit => say(lang, "page.compliance.figure", &[("figure", &figure), ("unit", &names::unit(lang, unit))]),
    }
}

/// A rule, with a word where it is soft.
fn called(lang: Lang, r: &RuleAudit) -> String {
    let name = names::rule(lang, r.rule);
    match r.mode {
        Mode::Soft => say(lang, "page.compliance.soft", &[("rule", &name)]),
        Mode::Hard | Mode::Off => name,
    }
}

/// The sign in front of a verdict, so that it needs no colour.
pub fn sign(r: &RuleAudit) -> &'static str {
    match r.verdict() {
        Verdict::Holds => "✓",
        Verdict::Broken => "✗",
        Verdict::NotChecked(_) => "?",
        Verdict::Nothing | Verdict::Off => "○",
    }
}

/// The written reason of a suspended law, and the first breach with the number of the others.
fn remarks(lang: Lang, county: &County, policy: &Policy, rule: &RuleAudit) -> String {
    let mut parts = Vec::new();
    if let Some(reason) = &rule.reason {
        parts.push(names::sentence(lang, "overview.reason", &[("reason", reason)]));
    }
    parts.extend(names::unchecked_of(lang, rule));
    if let Some(first) = rule.breaches.first().filter(|_| rule.mode != Mode::Off) {
        parts.push(sentence::breach(lang, county, policy, first));
        if rule.breaches.len() > 1 {
            parts.push(names::sentence(lang, "more", &[("n", &(rule.breaches.len() - 1).to_string())]));
        }
    }
    parts.join(&names::word(lang, "list-separator"))
}

/// Coefficients of variation between schools, for each stage and indicator that the rule or a goal looks at: the weighted one,
/// which is judged, before and after the moves, its limit, and the unweighted one beside it.
pub fn balance(lang: Lang, all: &[VariationAudit]) -> Table {
    let figure = |x: f64| format!("{x:.4}");
    let holds = |b: &VariationAudit| match b.holds {
        Some(true) => names::word(lang, "holds.yes"),
        Some(false) => names::word(lang, "holds.no"),
        None => "-".to_owned(),
    };
    Table::of(all)
        .column(words(lang, "indicator"), |b| names::word(lang, &format!("indicator.{}", b.indicator.name())))
        .column(words(lang, "stage"), |b| names::stage(lang, b.stage))
        .column(figures(lang, "weighted-before"), |b| figure(b.before.weighted))
        .column(figures(lang, "weighted-after"), |b| figure(b.after.weighted))
        .column(figures(lang, "at-most"), |b| b.limit.map_or_else(|| "-".to_owned(), figure))
        .column(words(lang, "holds"), |b| holds(b))
        .column(figures(lang, "unweighted-after"), |b| figure(b.after.unweighted))
        .table()
        .titled(TERMINAL, names::word(lang, "text.audit.balance"))
        .titled(WORKBOOK, names::word(lang, "overview.balance"))
        .cut(Cut::Never)
}
