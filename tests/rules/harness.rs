//! The harness itself can fail: evidence is spoilt in memory, and it must say so.

use crate::evidence::{Files, examine};
use crate::root;
use lungang_domain::rule::RuleName;

/// The complaints about a rule's evidence once it has been spoilt.
fn spoilt(rule: RuleName, spoil: impl FnOnce(&mut Files)) -> Vec<String> {
    let mut files = Files::read(&root(), rule.name());
    spoil(&mut files);
    examine(rule, &files).complaints(&files)
}

/// Replaces a text in a file; it must be there.
fn swap(files: &mut Files, name: &str, from: &str, to: &str) {
    let text = files.get(name).expect("the file is there").to_owned();
    assert!(text.contains(from), "`{name}` has no `{from}`");
    files.put(name, text.replacen(from, to, 1));
}

#[track_caller]
fn complains(complaints: &[String], of: &str) {
    assert!(complaints.iter().any(|c| c.contains(of)), "no complaint of `{of}`: {complaints:#?}");
}

const QUOTA: RuleName = RuleName::ExchangeQuota;

#[test]
fn sound_evidence_has_no_complaints() {
    assert_eq!(spoilt(QUOTA, |_| {}), Vec::<String>::new());
}

#[test]
fn a_wrong_number_in_the_rows_is_seen() {
    let complaints = spoilt(QUOTA, |f| swap(f, "rows.golden", ">= 3", ">= 2"));
    complains(&complaints, "states what is not so: exchange_quota.county");
    complains(&complaints, "does not state: exchange_quota.county");
}

#[test]
fn a_wrong_goal_in_the_plan_is_seen() {
    let complaints = spoilt(QUOTA, |f| swap(f, "plan.golden", "unmet-need = 0", "unmet-need = 1"));
    complains(&complaints, "states what is not so: unmet-need = 1");
}

#[test]
fn a_row_that_nobody_explained_is_seen() {
    let complaints = spoilt(QUOTA, |f| {
        let bare: String = f.get("rows.golden").unwrap_or_default().lines().filter(|l| !l.starts_with('#')).collect();
        f.put("rows.golden", bare);
    });
    complains(&complaints, "does not say why");
}

#[test]
fn a_missing_file_is_seen() {
    complains(&spoilt(QUOTA, |f| f.remove("rows.golden")), "`rows.golden` is missing");
    complains(&spoilt(QUOTA, |f| f.remove("plan-school.golden")), "`plan-school.golden` is missing");
    complains(&spoilt(QUOTA, |f| f.remove("forged.toml")), "`forged.toml` is missing");
    complains(&spoilt(QUOTA, |f| f.remove("schools.csv")), "`schools.csv` is missing");
    let hard_alone = spoilt(QUOTA, |f| {
        f.remove("policy-soft.toml");
        f.remove("policy-soft-most.toml");
    });
    complains(&hard_alone, "no policy has the rule Soft");
}

#[test]
fn a_file_that_belongs_to_nothing_is_seen() {
    complains(&spoilt(QUOTA, |f| f.put("rows-lost.golden", String::new())), "`rows-lost.golden` belongs to no");
    complains(&spoilt(QUOTA, |f| f.put("forged-lost.csv", String::new())), "does not name `forged-lost.csv`");
}

/// A forged plan that keeps the rule proves nothing.
#[test]
fn a_forged_plan_that_breaks_nothing_is_seen() {
    let honest = "teacher_id,to_school,subject\nan,vale,music\nbo,vale,music\nfu,vale,music\n";
    let complaints = spoilt(QUOTA, |f| f.put("forged.csv", honest.to_owned()));
    complains(&complaints, "`forged.csv`: clean: expected false, the audit says true");
}

#[test]
fn a_twin_that_changes_nothing_is_seen() {
    let complaints = spoilt(RuleName::Housing, |f| swap(f, "twin-no-bed.toml", "to = \"0\"", "to = \"1\""));
    complains(&complaints, "`twin-no-bed.toml` changes nothing");
    let complaints = spoilt(RuleName::Housing, |f| swap(f, "twin-no-bed.toml", "from = \"1\"", "from = \"9\""));
    complains(&complaints, "not `9`");
}

#[test]
fn a_folder_that_is_not_there_is_seen() {
    let nothing = Files::default();
    complains(&examine(QUOTA, &nothing).complaints(&nothing), "`county.toml` is missing");
}
