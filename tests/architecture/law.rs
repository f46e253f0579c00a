//! files, domain ← settings ← policies ← tables ← import; generate, solver, audit, mechanisms, results beside them ← runner, report ← desk ← cli;
//! and each foreign library has one home.

use crate::{root, text};
use std::collections::{BTreeMap, BTreeSet};

/// Who may depend on whom.
const LAW: &[(&str, &[&str])] = &[
    ("files", &[]),
    ("domain", &[]),
    ("settings", &["domain", "files"]),
    ("policies", &["domain", "files", "settings"]),
    ("tables", &["domain", "files", "settings", "policies"]),
    ("import", &["domain", "files", "settings", "policies", "tables"]),
    ("generate", &["domain"]),
    ("solver", &["domain"]),
    ("audit", &["domain"]),
    ("mechanisms", &["domain"]),
    ("results", &["domain", "files", "settings"]),
    ("report", &["domain", "files", "results"]),
    ("runner", &["domain", "files", "policies", "tables", "solver", "audit", "mechanisms", "results"]),
    (
        "desk",
        &[
            "domain",
            "files",
            "policies",
            "tables",
            "import",
            "solver",
            "audit",
            "mechanisms",
            "results",
            "report",
            "runner",
        ],
    ),
    (
        "cli",
        &[
            "desk",
            "domain",
            "files",
            "policies",
            "tables",
            "import",
            "generate",
            "solver",
            "audit",
            "mechanisms",
            "results",
            "report",
            "runner",
        ],
    ),
];

/// Libraries that only these crates may name.
const HOMES: &[(&str, &[&str])] = &[
    ("highs", &["solver"]),
    ("highs-sys", &["solver"]),
    ("good_lp", &["solver"]),
    ("polars", &["tables", "results"]),
    ("calamine", &["tables"]),
    ("encoding_rs", &["tables"]),
    ("chardetng", &["tables"]),
    ("quick-xml", &["tables"]),
    ("csv", &["tables", "results", "report"]),
    ("rust_xlsxwriter", &["tables", "report"]),
    ("zip", &["tables"]),
    ("icu_collator", &["report"]),
    ("icu_locale_core", &["report"]),
    ("axum", &["desk"]),
    ("tower-http", &["desk"]),
    ("tokio", &["desk"]),
    ("askama", &["desk"]),
    ("open", &["desk"]),
    ("form_urlencoded", &["desk"]),
    ("percent-encoding", &["desk"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("ctrlc", &["cli"]),
];

/// What each crate depends on, tests apart.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("crates")).expect("crates").flatten() {
        let manifest = entry.path().join("Cargo.toml");
        if !manifest.is_file() {
            continue;
        }
        let manifest: toml::Table = text(&manifest).parse().expect("a manifest");
        let mut names = BTreeSet::new();
        let mut sections = vec![&manifest];
        sections.extend(
            manifest
                .get("target")
                .and_then(|t| t.as_table())
                .into_iter()
                .flat_map(|targets| targets.values().filter_map(|target| target.as_table())),
        );
        for section in sections {
            for kind in ["dependencies", "build-dependencies"] {
                names.extend(section.get(kind).and_then(|d| d.as_table()).into_iter().flat_map(|d| d.keys().cloned()));
            }
        }
        all.insert(entry.file_name().to_string_lossy().into_owned(), names);
    }
    all
}

#[test]
fn crates_depend_as_the_law_says() {
    let mut faults = Vec::new();
    for (name, dependencies) in dependencies() {
        let Some((_, allowed)) = LAW.iter().find(|(n, _)| *n == name) else {
            faults.push(format!("`{name}` is no crate of the law"));
            continue;
        };
        for inner in dependencies.iter().filter_map(|d| d.strip_prefix("lungang-")) {
            if !allowed.contains(&inner) {
                faults.push(format!("`{name}` must not depend on `{inner}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn foreign_libraries_have_one_home() {
    let mut faults = Vec::new();
    for (name, dependencies) in dependencies() {
        for (library, homes) in HOMES {
            if dependencies.contains(*library) && !homes.contains(&name.as_str()) {
                faults.push(format!("`{name}` must not know `{library}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
