//! `audit`: every rule with its clause, the goals recomputed, every breach and fault in words.

use super::View;
use crate::naming::Naming;
use crate::pages::{audited, goals, heads};
use crate::pens::text::Page;
use crate::sentence;
use lungang_domain::audit::{AuditReport, FaultGroup, GoalAudit};
use lungang_domain::county::County;
use lungang_domain::goal::CHANGES;
use lungang_domain::plan::Standing;
use lungang_domain::policy::{Mode, Policy};
use lungang_results::{exchange, names};

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
    exchange::lines(view.lang, &report.exchange).iter().for_each(|line| page.line(line));
    origin(&mut page, report, county, policy, view);
    compliance(&mut page, report, county, policy, view);
    page.table(&goals::recomputed(view.lang, county, report));
    certified(&mut page, report, county, view);
    if let Some(audit) = &report.heads {
        page.gap();
        let naming = Naming::new(view.lang, county, policy);
        heads::lines(&naming, audit, true).iter().for_each(|line| page.line(line));
    }
    defects(&mut page, report, county, policy, view);
    page.gap();
    page.say(if report.clean { "audit.clean" } else { "audit.breached" }, &[("n", &report.breaches.to_string())]);
    page.finish()
}

/// What is proved, in words: by the certificate, by the solver's word alone, not at all. Nothing of a table that claims nothing.
pub fn certified(page: &mut Page, report: &AuditReport, county: &County, view: View) {
    let called = |goals: Vec<String>| goals.join(&names::word(view.lang, "word-separator"));
    let of = |g: &&GoalAudit| names::goal_of(view.lang, county, &g.name);
    let bound = |g: &&GoalAudit| g.certified_bound.is_some();
    // Of changes a number that is allowed is enough: there is nothing to prove beyond it.
    let limited = county.published.as_ref().is_some_and(|p| p.at_most.is_some());
    let counted = |g: &&GoalAudit| !(limited && g.name == CHANGES);
    let goals: Vec<&GoalAudit> = report.goals.iter().filter(counted).collect();
    if goals.iter().all(|g| g.certified_bound.is_none() && g.claimed.is_none()) {
        return;
    }
    // The draws too: of the standing of the whole they are no part.
    if report.standing == Standing::Certified
        && goals.iter().all(|g| g.standing == Standing::Certified || !g.measured())
    {
        return page.say("audit.certified", &[]);
    }
    let standing = |wanted: Standing| goals.iter().copied().filter(move |g| g.standing == wanted);
    let any = goals.iter().any(&bound);
    let proved: Vec<String> = standing(Standing::Certified).map(|g| of(&g)).collect();
    let open = goals.iter().filter(|g| g.standing != Standing::Drawn && g.certified_gap.is_some_and(|gap| gap != 0));
    let gap = |g: &GoalAudit| {
        let args = [("name", of(&g)), ("value", g.certified_gap.map_or_else(String::new, |gap| gap.to_string()))];
        names::sentence(view.lang, "figure-value", &[(args[0].0, &args[0].1), (args[1].0, &args[1].1)])
    };
    let open: Vec<String> = open.map(|g| gap(g)).collect();
    let without: Vec<String> = goals.iter().filter(|g| any && !bound(g)).map(of).collect();
    let drawn: Vec<String> = standing(Standing::Drawn).map(|g| of(&g)).collect();
    let claimed: Vec<String> = standing(Standing::Claimed).map(|g| of(&g)).collect();
    let nothing: Vec<String> = standing(Standing::Open).map(|g| of(&g)).collect();
    for (key, goals) in [
        ("certified-some", proved),
        ("certified-gap", open),
        ("certified-none", without),
        ("drawn", drawn),
        ("claimed", claimed),
        ("open", nothing),
    ] {
        if !goals.is_empty() {
            page.say(&format!("audit.{key}"), &[("goals", &called(goals))]);
        }
    }
}

/// The compliance table.
pub fn compliance(page: &mut Page, report: &AuditReport, county: &County, policy: &Policy, view: View) {
    page.table(&audited::compliance(view.lang, (county, policy), &report.rules));
    page.table(&audited::balance(view.lang, &report.balance));
    let unchecked = names::unchecked(view.lang, report);
    if !unchecked.is_empty() {
        page.gap();
        page.line(&names::word(view.lang, "unchecked.title"));
        unchecked.iter().for_each(|line| page.line(&format!("  - {line}")));
    }
}

/// What explains all that follows: the plan is of something else, or its table was edited.
pub fn origin(page: &mut Page, report: &AuditReport, county: &County, policy: &Policy, view: View) {
    titled(page, view, "basis", group_of(report, county, policy, view, FaultGroup::Basis));
    titled(page, view, "files", group_of(report, county, policy, view, FaultGroup::File));
    let edits = group_of(report, county, policy, view, FaultGroup::Edit);
    if !edits.is_empty() {
        titled(page, view, "edits", edits);
        page.say("audit.edits-note", &[]);
    }
}

/// Faults of rows, breaches of rules, goals that differ, what is wrong with the certificate, then the figures that follow from all of these.
pub fn defects(page: &mut Page, report: &AuditReport, county: &County, policy: &Policy, view: View) {
    let of_group = |group| group_of(report, county, policy, view, group);
    titled(page, view, "rows", of_group(FaultGroup::Row));
    breaches(page, report, county, policy, view);
    titled(page, view, "goal-faults", of_group(FaultGroup::Goal));
    titled(page, view, "certificate-faults", of_group(FaultGroup::Certificate));
    figures_that_differ(page, view, of_group(FaultGroup::Figure));
}

/// Breaches of rules that bind; `view.rows` of each at most.
fn breaches(page: &mut Page, report: &AuditReport, county: &County, policy: &Policy, view: View) {
    for rule in report.rules.iter().filter(|r| r.mode != Mode::Off && !r.breaches.is_empty()) {
        let said = rule.breaches.iter().map(|b| sentence::breach(view.lang, county, policy, b));
        page.gap();
        page.say("audit.breaches", &[("rule", &names::cited(view.lang, rule.rule, &rule.clause))]);
        list(page, view, said.collect());
    }
}

/// The faults of one group in words.
fn group_of(report: &AuditReport, county: &County, policy: &Policy, view: View, group: FaultGroup) -> Vec<String> {
    let of_group = report.faults.iter().filter(|f| FaultGroup::of(&f.kind) == group);
    of_group.map(|f| sentence::fault(view.lang, county, policy, f)).collect()
}

/// What follows from the moves buries what matters: one line, in full only where everything is asked for.
fn figures_that_differ(page: &mut Page, view: View, said: Vec<String>) {
    if view.rows == usize::MAX {
        titled(page, view, "figure-faults-all", said);
    } else if !said.is_empty() {
        page.gap();
        page.say("audit.figure-faults", &[("n", &said.len().to_string())]);
    }
}

/// A title and its list; nothing where the list is empty.
fn titled(page: &mut Page, view: View, title: &str, said: Vec<String>) {
    if !said.is_empty() {
        page.gap();
        page.say(&format!("audit.{title}"), &[("n", &said.len().to_string())]);
        list(page, view, said);
    }
}

fn list(page: &mut Page, view: View, said: Vec<String>) {
    for one in said.iter().take(view.rows) {
        page.line(&format!("  - {one}"));
    }
    page.more(said.len(), view.rows);
}
