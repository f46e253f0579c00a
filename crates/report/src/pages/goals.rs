//! Goals in their order: what they came to, and what is proved of each.

use super::{figures, words};
use crate::block::{Cell, Column, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use lungang_domain::audit::{AuditReport, GoalAudit};
use lungang_domain::county::County;
use lungang_domain::goal::CHANGES;
use lungang_domain::plan::{GoalValue, Standing};
use lungang_domain::record::Record;
use lungang_domain::words::{Lang, has, say};
use lungang_results::names;

/// The goals of a plan with its solver's bounds.
pub fn goals(lang: Lang, record: &Record) -> Table {
    let audit = &record.audit;
    let measured = |g: &GoalValue| !names::not_measured(audit, &g.name);
    // A number of changes that is allowed is enough.
    let limited = record.county.published.as_ref().is_some_and(|p| p.at_most.is_some());
    let proof = |g: &GoalValue| {
        if !measured(g) {
            names::word(lang, "proof.unmeasured")
        } else if limited && g.name == CHANGES && g.bound != Some(g.value) {
            names::word(lang, "replan.within")
        } else {
            names::proof(lang, &g.name, audit)
        }
    };
    Table::of(&record.plan.goals)
        .column(words(lang, "goal"), |g| names::goal_of(lang, &record.county, &g.name))
        .column(figures(lang, "value"), |g| measured(g).then_some(g.value))
        .column(figures(lang, "bound"), |g| measured(g).then(|| Cell::known(g.bound)))
        .column(figures(lang, "gap").only(WORKBOOK), |g| g.bound.filter(|_| measured(g)).map(|b| (g.value - b).abs()))
        .column(words(lang, "proof"), |g| Cell::Word(proof(g)))
        .table()
        .titled(TERMINAL, names::word(lang, "text.plan.goals"))
        .titled(WORKBOOK, names::word(lang, "overview.goals"))
}

/// The goals as an audit recomputed them. A terminal shows them beside what the plan claims; a page says in words what is proved.
pub fn recomputed(lang: Lang, county: &County, audit: &AuditReport) -> Table {
    let page = |key: &str| say(lang, &format!("page.goals.{key}"), &[]);
    let unmeasured = || names::word(lang, "proof.unmeasured");
    let value = |g: &GoalAudit| if g.measured() { Cell::Number(g.value) } else { Cell::Text(unmeasured()) };
    Table::of(&audit.goals)
        .column(words(lang, "goal"), |g| names::goal_of(lang, county, &g.name))
        .column(figures(lang, "recomputed").only(TERMINAL), |g| value(g))
        .column(figures(lang, "claimed").only(TERMINAL), |g| Cell::known(g.claimed.filter(|_| g.measured())))
        .column(figures(lang, "bound-certified").only(TERMINAL), |g| {
            Cell::known(g.certified_bound.filter(|_| g.measured()))
        })
        .column(figures(lang, "gap-certified").only(TERMINAL), |g| Cell::known(g.certified_gap))
        .column(figures(lang, "value").only(PAGE), |g| g.measured().then_some(g.value))
        .column(words(lang, "proof").only(PAGE), |g| proved(lang, g))
        .column(Column::words(page("says")).only(PAGE), |g| says(lang, &g.name))
        .table()
        .titled(TERMINAL, names::word(lang, "text.audit.goals"))
        .titled(PAGE, page("title"))
        .layout(Layout::Stacked)
}

/// What is proved of a goal, in words.
fn proved(lang: Lang, g: &GoalAudit) -> Cell {
    let page = |key: &str| say(lang, &format!("page.goals.{key}"), &[]);
    let bound = |key: &str, n: i64| say(lang, &format!("page.goals.{key}"), &[("bound", &n.to_string())]);
    if !g.measured() {
        return Cell::Verdict("?", names::word(lang, "proof.unmeasured"));
    }
    match (g.standing, g.certified_bound, g.claimed_bound) {
        (Standing::Certified, _, _) => Cell::Verdict("✓", page("certified")),
        (Standing::Drawn, _, _) => Cell::Text(page("drawn")),
        (Standing::Claimed, _, _) => Cell::Text(page("claimed")),
        (Standing::Open, Some(n), _) => Cell::Text(bound("bound", n)),
        (Standing::Open, None, Some(n)) => Cell::Text(bound("claimed-bound", n)),
        (Standing::Open, None, None) => Cell::Text(page("open")),
    }
}

/// What a goal makes small, in one sentence; nothing of a user's own.
fn says(lang: Lang, name: &str) -> String {
    let key = format!("goal.{name}.sentence");
    if has(&key) { say(lang, &key, &[]) } else { String::new() }
}
