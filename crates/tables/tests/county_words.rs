//! Words: every finding of the sources has them in both languages; the page of the tables is the one committed.

use lungang_domain::words::{self, Lang};
use lungang_tables::schema::{self, Kind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The codes that the sources name: the first text after `Finding::error(` or `Finding::warning(`, and codes handed to
/// the functions that tell them.
fn codes() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut codes = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        for start in ["Finding::error(", "Finding::warning("] {
            for part in text.split(start).skip(1) {
                if let Some(code) = part.trim_start().strip_prefix('"').and_then(|p| p.split('"').next()) {
                    codes.insert(code.to_owned());
                }
            }
        }
        for literal in text.split('"').skip(1).step_by(2) {
            if literal.starts_with("wrong-type-") && !literal.ends_with('-') {
                codes.insert(literal.to_owned());
            }
        }
    }
    codes
}

#[test]
fn every_finding_has_words_in_both_languages() {
    let codes = codes();
    assert!(codes.len() > 80, "the sources are read: {}", codes.len());
    for extra in ["unknown-subject", "unknown-backbone", "unknown-language", "unknown-exemption", "ambiguous-month"] {
        assert!(words::has(&format!("finding.{extra}.cause")), "{extra}");
    }
    let lacking: Vec<String> = codes
        .iter()
        .flat_map(|code| ["cause", "remedy"].map(|part| format!("finding.{code}.{part}")))
        .filter(|key| !words::has(key))
        .collect();
    assert!(lacking.is_empty(), "without words: {lacking:?}");
    let own = |key: &str| key.starts_with("finding.") || key.starts_with("tables.");
    for (key, en) in words::all(Lang::EN).filter(|(key, _)| own(key)) {
        let zh = words::say(Lang::ZH, key, &[]);
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key}");
        let placeholders = |text: &str| {
            let names = text.split('{').skip(1).filter_map(|p| p.split('}').next());
            names
                .filter(|n| n.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        if key.starts_with("finding.") {
            assert!(!en.ends_with('.') && !zh.ends_with('。'), "{key}: no full stop");
            let both = placeholders(&zh).union(&placeholders(en)).count();
            assert!(both > 0 || !en.contains('{'), "{key}");
        }
    }
}

#[test]
fn no_header_means_two_columns() {
    for table in schema::tables().iter().chain([schema::assignments()]) {
        let mut seen = std::collections::BTreeMap::new();
        for column in table.columns {
            assert!(!column.doc_zh.is_empty() && !column.doc_en.is_empty(), "{}.{}", table.name, column.name);
            for header in [column.name, column.zh].iter().chain(column.aliases) {
                let key = schema::header_key(header);
                if let Some(other) = seen.insert(key, column.name) {
                    assert_eq!(other, column.name, "`{header}` of `{}` means two columns", table.name);
                }
                assert!(column.matches(header));
            }
            if let Kind::Choice(choices) = column.kind {
                let mut words = std::collections::BTreeMap::new();
                for choice in choices {
                    for word in [choice.name, choice.zh].iter().chain(choice.aliases) {
                        if let Some(other) = words.insert(schema::header_key(word), choice.name) {
                            assert_eq!(other, choice.name, "`{word}` of `{}.{}`", table.name, column.name);
                        }
                        assert_eq!(schema::choose(choices, word).map(|c| c.name), Some(choice.name), "{word}");
                    }
                }
            }
        }
    }
    let mut seen = std::collections::BTreeMap::new();
    for table in schema::tables().iter().chain([schema::assignments()]) {
        for name in [table.name, table.zh].iter().chain(table.aliases) {
            if let Some(other) = seen.insert(schema::header_key(name), table.name) {
                assert_eq!(other, table.name, "`{name}` names two tables");
            }
        }
    }
}

#[test]
fn the_committed_page_is_the_one_the_schema_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/README.md");
    let made = schema::readme();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).expect("data/README.md is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == made, "data/README.md is not what the schema makes: run the tests once with UPDATE_DOCS=1");
    assert!(!made.contains("tables.docs.") && !made.contains("tables.kind.") && !made.contains("tables.unit."));
}
