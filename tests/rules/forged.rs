//! Forged plans: tables that break one rule, and what the audit must say of each.

use crate::case::Case;
use crate::evidence::Files;
use lungang_domain::audit::{AuditReport, Breach};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use serde::Deserialize;
use std::collections::BTreeSet;

/// `forged.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The forged plans.
    pub forged: Vec<Forged>,
}

/// A forged plan and what the audit must say of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forged {
    /// The assignments table.
    pub file: String,
    /// The policy under which it is audited.
    #[serde(default = "base")]
    pub policy: String,
    /// What is wrong with it, for the reader.
    why: String,
    /// The rule's figures in the report: what is asked, what was found.
    required: i64,
    /// Reached.
    achieved: i64,
    /// Every place where the rule does not hold, as [`place`] says it.
    breaches: Vec<String>,
    /// Who teaches at several schools: teacher, school, subject, periods.
    #[serde(default)]
    visits: Vec<(String, String, String, u32)>,
    /// Kinds of faults beside the rule that cannot be avoided.
    #[serde(default)]
    faults: Vec<String>,
}

fn base() -> String {
    "policy.toml".to_owned()
}

/// A breach on one line: `quota-school at town: 1 asked, 0 found`.
fn place(breach: &Breach) -> String {
    let at: Vec<&str> = [&breach.school, &breach.subject].into_iter().filter_map(|s| s.as_deref()).collect();
    let at = if at.is_empty() { String::new() } else { format!(" at {}", at.join(" ")) };
    format!("{}{at}: {} asked, {} found", breach.kind, breach.required, breach.achieved)
}

/// Everything that is wrong with the forged plans of a rule.
pub fn complaints(rule: RuleName, files: &Files) -> Vec<String> {
    let Some(text) = files.get("forged.toml") else { return vec!["`forged.toml` is missing".to_owned()] };
    let list: List = match toml::from_str(text) {
        Ok(list) => list,
        Err(e) => return vec![format!("`forged.toml`: {e}")],
    };
    let mut complaints = Vec::new();
    if list.forged.is_empty() {
        complaints.push("`forged.toml` names no forged plan".to_owned());
    }
    for forged in &list.forged {
        let report = Case::open(files, &forged.policy).and_then(|case| case.audit_table(&forged.file, &forged.visits));
        match report {
            Ok(report) => complaints.extend(judge(rule, forged, &report)),
            Err(e) => complaints.push(e),
        }
    }
    let named: BTreeSet<&str> = list.forged.iter().map(|f| f.file.as_str()).collect();
    let tables = files.names().filter(|n| n.starts_with("forged") && n.ends_with(".csv"));
    complaints.extend(tables.filter(|n| !named.contains(n)).map(|n| format!("`forged.toml` does not name `{n}`")));
    complaints
}

fn judge(rule: RuleName, forged: &Forged, report: &AuditReport) -> Vec<String> {
    let file = &forged.file;
    let mut complaints = Vec::new();
    let mut expect = |what: &str, expected: String, found: String| {
        if expected != found {
            complaints.push(format!("`{file}`: {what}: expected {expected}, the audit says {found}"));
        }
    };
    if forged.why.trim().is_empty() {
        expect("the reason", "some words".to_owned(), "none".to_owned());
    }
    expect("clean", "false".to_owned(), report.clean.to_string());
    let broken: Vec<&str> =
        report.rules.iter().filter(|r| r.mode == Mode::Hard && r.holds == Some(false)).map(|r| r.rule.name()).collect();
    // Where no place is named, what is forged is a fault.
    let asked = if forged.breaches.is_empty() && !forged.faults.is_empty() { Vec::new() } else { vec![rule.name()] };
    expect("hard rules that do not hold", format!("{asked:?}"), format!("{broken:?}"));
    if let Some(own) = report.rules.iter().find(|r| r.rule == rule) {
        expect("required", forged.required.to_string(), own.required.to_string());
        expect("achieved", forged.achieved.to_string(), own.achieved.to_string());
        let places: Vec<String> = own.breaches.iter().map(place).collect();
        expect("breaches", format!("{:?}", forged.breaches), format!("{places:?}"));
    }
    let faults: Vec<&str> = report.faults.iter().map(|f| f.kind.as_str()).collect();
    expect("faults", format!("{:?}", forged.faults), format!("{faults:?}"));
    complaints
}
