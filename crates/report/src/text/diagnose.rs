//! `diagnose`: what the figures show, what cannot hold together, what would repair it; `plan` says the same in short.

use super::View;
use crate::diagnosis::Teller;
use crate::pens::text::Page;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Change, Diagnosis, Illness, Repair};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

/// Changes of a repair above which they are summed up.
const MANY: usize = 8;

/// How many exceptions from one rule are told, each a repair by itself.
const ALIKE: usize = 3;

/// How many of many changes are told.
const FIRST: usize = 5;

/// Lines of each part where `plan` says it in short.
const SHORT: usize = 3;

/// The text of a diagnosis.
pub fn diagnose(county: &County, policy: &Policy, diagnosis: &Diagnosis, view: View) -> String {
    let teller = Teller::new(view.lang, county, policy);
    let mut page = Page::new(view);
    let year = county.school_year.label();
    let args = [("county", county.name.as_str()), ("year", year.as_str())];
    match diagnosis {
        Diagnosis::Feasible => page.line(&teller.say("feasible", &args)),
        Diagnosis::Unknown => page.line(&teller.say("unknown", &[])),
        Diagnosis::Infeasible(illness) => {
            page.line(&teller.say("infeasible", &args));
            parts(&mut page, &teller, illness, (view.rows, true));
        }
    }
    page.finish()
}

/// The same in short, for the end of a plan that is none; empty where nothing was found.
pub fn diagnose_short(county: &County, policy: &Policy, diagnosis: &Diagnosis, view: View) -> String {
    let mut page = Page::new(view);
    if let Diagnosis::Infeasible(illness) = diagnosis {
        parts(&mut page, &Teller::new(view.lang, county, policy), illness, (SHORT, false));
    }
    page.finish()
}

/// What a diagnosis found; with `toml`, changes of the policy stand as they are written into its file too.
fn parts(page: &mut Page, teller: &Teller<'_>, illness: &Illness, (rows, toml): (usize, bool)) {
    let more = |page: &mut Page, count: usize| {
        if count > rows {
            page.line(&teller.say("more", &[("n", &(count - rows).to_string())]));
        }
    };
    let item = |rule: String, sentence: String| teller.say("item", &[("rule", &rule), ("sentence", &sentence)]);
    if !illness.reasons.is_empty() {
        page.gap();
        page.line(&teller.say("reasons", &[]));
        for reason in illness.reasons.iter().take(rows) {
            let (sentence, narrow) = teller.reason(reason);
            page.line(&item(teller.behind(reason), sentence));
            for one in narrow {
                page.line(&teller.say("inner", &[("sentence", &one)]));
            }
        }
        more(page, illness.reasons.len());
    }
    if !illness.instances.is_empty() {
        page.gap();
        let key = match (illness.instances.len(), illness.proven_irreducible) {
            (1, true) => "set-single",
            (_, true) => "set-proven",
            (_, false) => "set-unproven",
        };
        page.line(&teller.say(key, &[("n", &illness.instances.len().to_string())]));
        for instance in illness.instances.iter().take(rows) {
            page.line(&item(teller.cited(instance.rule), teller.instance(instance)));
        }
        more(page, illness.instances.len());
    }
    page.gap();
    if illness.repairs.is_empty() {
        page.line(&teller.say("no-repairs", &[]));
        return;
    }
    page.line(&teller.say("repairs", &[]));
    let (shown, alike) = shown(&illness.repairs, rows);
    for (n, repair) in shown.iter().take(rows).enumerate() {
        let key = match (repair.changes.len(), repair.law) {
            (0..=1, false) => "repair",
            (0..=1, true) => "repair-law",
            (_, false) => "repair-many",
            (_, true) => "repair-many-law",
        };
        let (count, price) = (repair.changes.len().to_string(), repair.price.to_string());
        let changes = teller.repair(repair);
        let args = [("n", (n + 1).to_string()), ("changes", changes), ("count", count), ("price", price)];
        page.line(&teller.say(key, &args.each_ref().map(|(n, v)| (*n, v.as_str()))));
        if repair.changes.len() > 1 {
            changes_of(page, teller, repair, rows);
        }
        if toml {
            written(page, teller, repair);
        }
    }
    more(page, shown.len());
    if alike > 0 {
        page.line(&teller.say("more-alike", &[("n", &alike.to_string())]));
    }
    let excepts = |repair: &&Repair| repair.changes.iter().any(|c| matches!(c, Change::Exception { .. }));
    if shown.iter().take(rows).any(excepts) {
        page.line(&teller.say("note-exceptions", &[]));
    }
    if !illness.all_tried {
        page.line(&teller.say("not-all", &[]));
    }
}

/// The repairs that are told, and how many are not because as many of their kind are: single exceptions from one rule.
fn shown(repairs: &[Repair], rows: usize) -> (Vec<&Repair>, usize) {
    let mut of: BTreeMap<RuleName, usize> = BTreeMap::new();
    let told = repairs.iter().filter(|repair| match repair.changes.as_slice() {
        [Change::Exception { instance, .. }] => {
            let told = of.entry(instance.rule).or_default();
            *told += 1;
            *told <= ALIKE || rows == usize::MAX
        }
        _ => true,
    });
    let told: Vec<&Repair> = told.collect();
    let alike = repairs.len() - told.len();
    (told, alike)
}

/// The figures of the policy that a repair changes, as they are written into a policy file.
fn written(page: &mut Page, teller: &Teller<'_>, repair: &Repair) {
    let mut sections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [section, figure] in repair.changes.iter().filter_map(|change| teller.toml(change)) {
        sections.entry(section).or_default().push(figure);
    }
    if sections.is_empty() {
        return;
    }
    page.line(&teller.say("toml", &[]));
    for (section, figures) in sections {
        std::iter::once(section).chain(figures).for_each(|line| page.line(&format!("        {line}")));
    }
}

/// The changes of a repair; many are summed up first, by what they change, and the first of them told.
fn changes_of(page: &mut Page, teller: &Teller<'_>, repair: &Repair, rows: usize) {
    let mut told = repair.changes.len();
    if repair.changes.len() > rows.min(MANY) && rows != usize::MAX {
        for sum in teller.sums(repair) {
            page.line(&teller.say("inner", &[("sentence", &sum)]));
        }
        told = rows.min(FIRST);
        page.line(&teller.say("first-of-them", &[("n", &told.to_string())]));
    }
    for change in repair.changes.iter().take(told) {
        page.line(&teller.say("inner", &[("sentence", &teller.change(change))]));
    }
    let left = repair.changes.len() - told;
    if left > 0 {
        page.line(&teller.say("more-changes", &[("n", &left.to_string())]));
    }
}
