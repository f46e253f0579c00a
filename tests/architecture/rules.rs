//! A rule is a file in the solver, a file in the audit, a folder of evidence, words and a row of the reference.

use crate::{root, text};
use lungang_domain::rule::RuleName;
use lungang_domain::words::has;

#[test]
fn every_rule_is_whole() {
    let pages = ["zh", "en"].map(|lang| format!("docs/generated/rules-{lang}.md"));
    let mut missing = Vec::new();
    for rule in RuleName::ALL {
        let (name, file) = (rule.name(), rule.name().replace('-', "_"));
        for path in [format!("crates/solver/src/rules/{file}.rs"), format!("crates/audit/src/rules/{file}.rs")] {
            if !root().join(&path).is_file() {
                missing.push(path);
            }
        }
        for part in ["name", "sentence"] {
            let key = format!("rule.{name}.{part}");
            if !has(&key) {
                missing.push(key);
            }
        }
        let evidence = [format!("tests/rules/{name}"), format!("tests/rules/{file}")];
        let filled =
            |folder: &String| std::fs::read_dir(root().join(folder)).is_ok_and(|mut entries| entries.next().is_some());
        if !evidence.iter().any(filled) {
            missing.push(format!("tests/rules/{file}/"));
        }
        let cell = format!("`{name}`");
        for page in &pages {
            if !text(&root().join(page)).lines().any(|l| l.starts_with('|') && l.contains(&cell)) {
                missing.push(format!("{page}: no row of {cell}"));
            }
        }
    }
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}

#[test]
fn no_file_of_rules_is_without_its_rule() {
    let mut strangers = Vec::new();
    for folder in ["crates/solver/src/rules", "crates/audit/src/rules"] {
        // What several rules share has no rule of its own.
        let shared = ["mod", "share", "measured"];
        for entry in std::fs::read_dir(root().join(folder)).expect("rules").flatten() {
            let path = entry.path();
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let known = RuleName::from_name(&stem.replace('_', "-")).is_some() || shared.contains(&stem.as_str());
            if path.extension().is_some_and(|e| e == "rs") && !known {
                strangers.push(format!("{folder}/{stem}.rs"));
            }
        }
    }
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
}
