//! Every rule with its clause: what it asks, what the plan has, whether it holds.

use super::PlanSource;
use super::sheet::{Layout, Sheet, Table, sentence, word};
use crate::sentence as breaches;
use lungang_domain::audit::{AuditReport, RuleAudit, Unit, Verdict};
use lungang_domain::policy::Mode;
use lungang_domain::words::Lang;
use lungang_results::names;

/// The most places of one rule that are named.
const NAMED: usize = 20;

/// The section.
pub fn compliance(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("compliance");
    let (binding, aside): (Vec<&RuleAudit>, Vec<&RuleAudit>) =
        source.audit.rules.iter().partition(|r| r.mode != Mode::Off);
    let columns = columns(lang);
    let rows = binding.iter().map(|r| row(lang, r)).collect();
    sheet.table(Table { caption: word(lang, "compliance.binding"), columns: &columns, rows, layout: Layout::Stacked });
    places(sheet, source, source.audit);
    let unchecked = names::unchecked(lang, source.audit);
    if !unchecked.is_empty() {
        sheet.warning(&names::word(lang, "unchecked.title"));
        sheet.list(&unchecked);
    }
    let rows = aside.iter().map(|r| row(lang, r)).collect();
    let caption = sentence(lang, "compliance.off", &[("n", aside.len().to_string())]);
    sheet.table(Table { caption, columns: &columns, rows, layout: Layout::Folded });
}

fn columns(lang: Lang) -> Vec<String> {
    let said = |key: &str| names::word(lang, &format!("col.{key}"));
    let figures = ["asked", "achieved"].map(|key| format!("#{}", said(key)));
    let [asked, achieved] = figures;
    vec![said("rule"), said("holds"), asked, achieved, said("clause"), word(lang, "compliance.says")]
}

fn row(lang: Lang, r: &RuleAudit) -> Vec<String> {
    // Places are counted in words already; other figures take their unit with them.
    let counted = |said: String| match r.unit {
        Unit::Instances => said,
        unit => sentence(lang, "compliance.figure", &[("figure", said), ("unit", names::unit(lang, unit))]),
    };
    let called = names::rule(lang, r.rule);
    vec![
        match r.mode {
            Mode::Soft => sentence(lang, "compliance.soft", &[("rule", called)]),
            Mode::Hard | Mode::Off => called,
        },
        format!("{} {}", sign(r), names::holds(lang, r)),
        counted(names::asked(lang, r)),
        counted(names::achieved(lang, r)),
        if r.clause.is_empty() { "–".to_owned() } else { r.clause.clone() },
        lungang_domain::words::say(lang, &format!("rule.{}.sentence", r.rule.name()), &[]),
    ]
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

/// Where rules that bind do not hold. A sentence names a school, never people: the office's own list does.
fn places(sheet: &mut Sheet, source: &PlanSource<'_>, audit: &AuditReport) {
    let lang = sheet.lang;
    for rule in audit.rules.iter().filter(|r| r.mode != Mode::Off && !r.breaches.is_empty()) {
        let cited = names::cited(lang, rule.rule, &rule.clause);
        let n = rule.breaches.len();
        sheet.warning(&sentence(lang, "compliance.broken", &[("rule", cited), ("n", n.to_string())]));
        let one = |b: &lungang_domain::audit::Breach| {
            let unnamed = lungang_domain::audit::Breach { teachers: Vec::new(), ..b.clone() };
            breaches::breach(lang, source.county, source.policy, &unnamed)
        };
        let mut said: Vec<String> = rule.breaches.iter().take(NAMED).map(one).collect();
        if n > NAMED {
            said.push(names::sentence(lang, "more", &[("n", &(n - NAMED).to_string())]));
        }
        sheet.list(&said);
    }
    if !audit.faults.is_empty() {
        sheet.warning(&sentence(lang, "compliance.faults", &[("n", audit.faults.len().to_string())]));
    }
}
