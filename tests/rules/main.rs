//! The evidence of every rule: `tests/rules/<rule>/` holds the smallest county on which the rule can be seen at work.
//!
//! | file | what it is |
//! |---|---|
//! | `county.toml`, `schools.csv`, … | the county, in the program's own tables |
//! | `policy.toml`, `policy-<variant>.toml` | the rule as it binds; `../quiet.toml` has every other rule off |
//! | `rows.golden`, `rows-<variant>.golden` | the rule's rows in the model, each with a remark that says why it reads so |
//! | `plan.golden`, `plan-<variant>.golden` | the optimal plan: moves and goals |
//! | `twin-<name>.toml`, `plan-twin-<name>.golden` | the same county with a cell changed, and the other plan that follows |
//! | `forged.toml`, `forged*.csv` | plans that break this rule and no other, and what the audit must say of them |
//!
//! `heads/` has the same for the exchange of heads, which is no rule of the plan but a matching of its own (`heads.rs`).
//!
//! `LUNGANG_BLESS=1 cargo test --release --test rules` writes the goldens anew; remarks stay with their rows, and a row
//! without a remark fails until somebody has written down why it is right. `LUNGANG_RULE=housing` looks at one rule only.

mod case;
mod evidence;
mod forged;
mod golden;
mod harness;
mod heads;
mod twin;

use evidence::{Files, examine};
use lungang_domain::rule::RuleName;
use lungang_domain::words::{self, Lang};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where the evidence lies.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/rules"))
}

#[test]
fn every_rule_has_its_evidence() {
    let bless = std::env::var_os("LUNGANG_BLESS").is_some();
    let only = std::env::var("LUNGANG_RULE").ok();
    let mut complaints = Vec::new();
    for &rule in RuleName::ALL.iter().filter(|r| only.as_deref().is_none_or(|o| o == r.name())) {
        let files = Files::read(&root(), rule.name());
        let examined = examine(rule, &files);
        if bless {
            examined.write(&root().join(rule.name()), &files);
        }
        complaints.extend(examined.complaints(&files).into_iter().map(|c| format!("{rule}: {c}")));
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_folder_belongs_to_a_rule() {
    let names: BTreeSet<&str> = RuleName::ALL.iter().map(|r| r.name()).chain([heads::FOLDER]).collect();
    let folders = std::fs::read_dir(root()).expect("the folder is here").filter_map(Result::ok);
    let folders = folders.filter(|entry| entry.path().is_dir());
    let names_found: BTreeSet<String> = folders.map(|f| f.file_name().to_string_lossy().into_owned()).collect();
    let strays: Vec<&String> = names_found.iter().filter(|n| !names.contains(n.as_str())).collect();
    assert!(strays.is_empty(), "folders of no rule: {strays:?}");
    assert_eq!(names_found.len(), names.len(), "found {names_found:?}");
}

#[test]
fn every_rule_has_words_in_both_languages() {
    for rule in RuleName::ALL {
        for part in ["name", "sentence"] {
            let key = format!("rule.{rule}.{part}");
            assert!(words::has(&key), "no words: {key}");
            let said = Lang::COMPLETE.map(|lang| words::say(lang, &key, &[]));
            assert!(said.iter().all(|w| !w.trim().is_empty()), "empty words: {key}");
            assert_ne!(said[0], said[1], "the same in both languages: {key}");
        }
    }
}
