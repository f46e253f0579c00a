//! `audit`: every rule with its clause, the goals recomputed, every breach and fault in words.

use super::View;
use super::table::{Page, maybe};
use crate::names;
use crate::sentence;
use lungang_domain::audit::{AuditReport, GoalAudit, RuleAudit};
use lungang_domain::county::County;
use lungang_domain::policy::{Mode, Policy};

/// The text of an audit.
pub fn audit(report: &AuditReport, county: &County, policy: &Policy, view: View) -> String {
    let mut page = Page::new(view);
    let args = [("county", county.name.as_str()), ("year", &county.school_year.label())];
    page.say("audit.title", &args);
    let figures = [
        ("eligible", report.eligible.to_string()),
        ("moves", report.moves.to_string()),
        ("down", report.moves_down.to_string()),
        ("backbone", report.backbone_moves.to_string()),
    ];
    let figures: Vec<(&str, &str)> = figures.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.say("audit.figures", &figures);
    compliance(&mut page, report, view);
    let goals = report.goals.iter().map(|g| goal(view, g));
    let columns = ["goal", "#recomputed", "#claimed", "#bound-certified", "#gap-certified"];
    page.table("audit.goals", &columns, goals.collect());
    breaches(&mut page, report, county, policy, view);
    page.gap();
    page.say(if report.clean { "audit.clean" } else { "audit.breached" }, &[("n", &report.breaches.to_string())]);
    page.finish()
}

/// The compliance table.
pub fn compliance(page: &mut Page, report: &AuditReport, view: View) {
    let rows = report.rules.iter().map(|r| rule(view, r));
    let columns = ["rule", "mode", "clause", "#asked", "#achieved", "unit", "holds"];
    // Never cut: a rule that is left out would look as if it held.
    let mut whole = Page::new(View::whole(view.lang));
    whole.table("audit.rules", &columns, rows.collect());
    page.append(whole);
}

fn rule(view: View, r: &RuleAudit) -> Vec<String> {
    vec![
        names::rule(view.lang, r.rule),
        names::mode(view.lang, r.mode),
        r.clause.clone(),
        format!("{} {}", r.relation.sign(), r.required),
        r.achieved.to_string(),
        names::unit(view.lang, r.unit),
        names::holds(view.lang, r),
    ]
}

fn goal(view: View, g: &GoalAudit) -> Vec<String> {
    vec![
        names::goal(view.lang, &g.name),
        g.value.to_string(),
        maybe(g.claimed),
        maybe(g.certified_bound),
        maybe(g.certified_gap),
    ]
}

/// Breaches of rules that bind, then faults; `view.rows` of each at most.
pub fn breaches(page: &mut Page, report: &AuditReport, county: &County, policy: &Policy, view: View) {
    for rule in report.rules.iter().filter(|r| r.mode != Mode::Off && !r.breaches.is_empty()) {
        let said = rule.breaches.iter().map(|b| sentence::breach(view.lang, county, policy, b));
        page.gap();
        page.say("audit.breaches", &[("rule", &names::cited(view.lang, rule.rule, &rule.clause))]);
        list(page, view, said.collect());
    }
    if !report.faults.is_empty() {
        let said = report.faults.iter().map(|f| sentence::fault(view.lang, county, policy, f));
        page.gap();
        page.say("audit.faults", &[]);
        list(page, view, said.collect());
    }
}

fn list(page: &mut Page, view: View, said: Vec<String>) {
    let more = said.len().saturating_sub(view.rows);
    for one in said.iter().take(view.rows) {
        page.line(&format!("  - {one}"));
    }
    if more > 0 {
        page.line(&names::sentence(view.lang, "more", &[("n", &more.to_string())]));
    }
}
