//! Every rule with its clause: what it asks, what the plan has, whether it holds.

use super::PlanSource;
use crate::block::{Layout, PAGE};
use crate::pages::{audited, counted};
use crate::pens::html::{Sheet, sentence};
use crate::sentence as breaches;
use lungang_domain::audit::{AuditReport, RuleAudit};
use lungang_domain::policy::Mode;
use lungang_results::names;

/// The most places of one rule that are named.
const NAMED: usize = 20;

/// The section.
pub fn compliance(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("compliance");
    let (binding, aside): (Vec<&RuleAudit>, Vec<&RuleAudit>) =
        source.audit.rules.iter().partition(|r| r.mode != Mode::Off);
    let of = (source.county, source.policy);
    sheet.table(&audited::compliance(lang, of, binding));
    places(sheet, source, source.audit);
    let unchecked = names::unchecked(lang, source.audit);
    if !unchecked.is_empty() {
        sheet.warning(&names::word(lang, "unchecked.title"));
        sheet.list(&unchecked);
    }
    let caption = counted(lang, "page.compliance.off", aside.len());
    sheet.table(&audited::compliance(lang, of, aside).titled(PAGE, caption).layout(Layout::Folded));
}

/// Where rules that bind do not hold. A sentence names a school and counts people: the office's own list names them.
fn places(sheet: &mut Sheet, source: &PlanSource<'_>, audit: &AuditReport) {
    let lang = sheet.lang;
    for rule in audit.rules.iter().filter(|r| r.mode != Mode::Off && !r.breaches.is_empty()) {
        let cited = names::cited(lang, rule.rule, &rule.clause);
        let n = rule.breaches.len();
        sheet.warning(&sentence(lang, "compliance.broken", &[("rule", cited), ("n", n.to_string())]));
        let one = |b| breaches::breach_counted(lang, source.county, source.policy, b);
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
