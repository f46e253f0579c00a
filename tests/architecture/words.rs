//! Every word that is asked for exists, in both languages, once.

use crate::{root, sources, text};
use lungang_domain::words::{all, has, sources as tables};
use std::collections::BTreeMap;

/// The program's own sources, without their tests.
fn code() -> Vec<(String, String)> {
    let files = sources(&["crates"]).into_iter().filter(|p| {
        let path = p.to_string_lossy();
        path.contains("/src/")
            && !path.contains("/tests/")
            && !path.ends_with("/tests.rs")
            && !path.ends_with("testkit.rs")
    });
    let stripped = |path: &std::path::PathBuf| {
        let text = text(path);
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
        let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    files.map(|p| (p.strip_prefix(root()).unwrap_or(&p).display().to_string(), stripped(&p))).collect()
}

/// What stands in the first text after `call(` and the arguments before it: `say(lang, "key"`, `say(lang, &format!("key.{x}"`.
fn keys<'a>(code: &'a str, call: &'a str, skip: usize) -> impl Iterator<Item = &'a str> + 'a {
    code.match_indices(call)
        .filter(move |(at, _)| {
            // `page.say(` and `fn say(` are other functions.
            let before = code[..*at].chars().next_back();
            before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == '.'))
                && !code[..*at].trim_end().ends_with("fn")
        })
        .filter_map(move |(at, _)| {
            let mut rest = &code[at + call.len()..];
            for _ in 0..skip {
                rest = rest.split_once(',')?.1;
            }
            let rest = rest.trim_start();
            let rest = rest.strip_prefix("&format!(").unwrap_or(rest);
            let (key, _) = rest.strip_prefix('"')?.split_once('"')?;
            Some(key)
        })
}

#[test]
fn every_key_of_the_sources_has_words() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for (path, code) in code() {
        let told = keys(&code, "say(", 1);
        for key in told.filter(|k| k.contains('.') || has(k)) {
            seen += 1;
            let found = match key.split_once('{') {
                None => has(key),
                Some((prefix, rest)) => {
                    let suffix = rest.split_once('}').map_or("", |(_, s)| s);
                    let suffix = if suffix.contains('{') { "" } else { suffix };
                    all().any(|(k, _)| k.starts_with(prefix) && k.ends_with(suffix))
                }
            };
            if !found {
                missing.push(format!("{path}: {key}"));
            }
        }
    }
    assert!(seen > 50, "the sources were not read: {seen}");
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

#[test]
fn every_finding_of_the_sources_has_a_cause_and_a_remedy() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for (path, code) in code() {
        for call in ["Finding::error(", "Finding::warning("] {
            for code in code.match_indices(call).filter_map(|(at, _)| {
                code[at + call.len()..].trim_start().strip_prefix('"')?.split_once('"').map(|(code, _)| code)
            }) {
                seen += 1;
                for part in ["cause", "remedy"] {
                    let key = format!("finding.{code}.{part}");
                    if !has(&key) {
                        missing.push(format!("{path}: {key}"));
                    }
                }
            }
        }
    }
    assert!(seen > 30, "the sources were not read: {seen}");
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

#[test]
fn every_file_of_words_is_built_in_and_whole() {
    let mut faults = Vec::new();
    let built_in: BTreeMap<&str, &str> = tables().iter().copied().collect();
    for entry in std::fs::read_dir(root().join("data/words")).expect("data/words").flatten() {
        let name = entry.path().file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if built_in.get(name.as_str()) != Some(&text(&entry.path()).as_str()) {
            faults.push(format!("data/words/{name}.toml is not built in"));
        }
    }
    let mut homes: BTreeMap<String, &str> = BTreeMap::new();
    for (name, text) in tables() {
        match text.parse::<toml::Table>() {
            Ok(table) => walk(String::new(), &toml::Value::Table(table), &mut |key, entry| {
                let pair = ["zh", "en"].map(|l| entry.get(l).and_then(|w| w.as_str()).unwrap_or("").trim().is_empty());
                if pair != [false, false] || entry.len() != 2 {
                    faults.push(format!("{name}.toml: `{key}` has no words in both languages"));
                }
                if let Some(other) = homes.insert(key.clone(), name) {
                    faults.push(format!("`{key}` stands in {other}.toml and in {name}.toml"));
                }
            }),
            Err(e) => faults.push(format!("{name}.toml: {e}")),
        }
    }
    assert!(homes.len() > 300, "the table was not read: {}", homes.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every table that holds a text is an entry.
fn walk(path: String, value: &toml::Value, entry: &mut dyn FnMut(String, &toml::Table)) {
    let Some(table) = value.as_table() else { return };
    if table.values().any(toml::Value::is_str) {
        return entry(path, table);
    }
    for (key, inner) in table {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        walk(path, inner, entry);
    }
}

/// Entries that name a table, a column or a subject by its word in Chinese and by its id in English.
const BY_WORD_OR_ID: [&str; 6] = [
    "finding.header-below.cause",
    "finding.no-header.cause",
    "finding.missing-column.cause",
    "finding.missing-table.cause",
    "finding.missing-table.remedy",
    "finding.subject-without-posts.cause",
];

#[test]
fn placeholders_agree_between_the_languages() {
    let names = |text: &str| {
        let mut names: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|p| p.split_once('}').map(|(n, _)| n.to_owned()))
            .filter(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'))
            .collect();
        names.sort();
        names.dedup();
        names
    };
    let differ: Vec<&str> = all()
        .filter(|(key, w)| names(&w.zh) != names(&w.en) && !BY_WORD_OR_ID.contains(key))
        .map(|(key, _)| key)
        .collect();
    assert!(differ.is_empty(), "placeholders differ: {}", differ.join(", "));
}
