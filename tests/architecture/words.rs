//! Every word that is asked for exists once, in Chinese and in English; what another language has is one of those.

use crate::{root, sources, text};
use lungang_domain::words::{Dictionary, Lang, all, has};
use std::collections::BTreeSet;

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
        let stored = ["Sentence::new(", "Sentence::plain("].map(|call| keys(&code, call, 0));
        let told = keys(&code, "say(", 1).chain(stored.into_iter().flatten());
        for key in told.filter(|k| k.contains('.') || has(k)) {
            seen += 1;
            let found = match key.split_once('{') {
                None => has(key),
                Some((prefix, rest)) => {
                    let suffix = rest.split_once('}').map_or("", |(_, s)| s);
                    let suffix = if suffix.contains('{') { "" } else { suffix };
                    all(Lang::EN).any(|(k, _)| k.starts_with(prefix) && k.ends_with(suffix))
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

/// The desk's own words stand under `desk`: `ask.t("nav.home")`, `frame.t("nav.home")`, `ask.say("job.one", …)`.
#[test]
fn every_word_of_the_desk_exists() {
    let mut texts = code();
    texts.retain(|(path, _)| path.contains("crates/desk/"));
    for entry in std::fs::read_dir(root().join("crates/desk/templates")).expect("templates").flatten() {
        texts.push((entry.path().display().to_string(), text(&entry.path())));
    }
    let (mut missing, mut seen) = (Vec::new(), 0);
    for (path, text) in texts {
        let calls = [
            ".t(\"",
            "ask.say(\"",
            "told(\"busy\", \"",
            "told(\"good\", \"",
            "told(\"warning\", \"",
            "told(\"soft\", \"",
        ];
        for call in calls {
            let section = if call.starts_with("told") { "desk.job." } else { "desk." };
            for (at, _) in text.match_indices(call) {
                let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                seen += 1;
                if !has(&format!("{section}{key}")) {
                    missing.push(format!("{path}: {section}{key}"));
                }
            }
        }
    }
    assert!(seen > 100, "the sources were not read: {seen}");
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
fn every_folder_of_words_is_a_language_and_read_whole() {
    let words = root().join("data/words");
    let folders: BTreeSet<String> = std::fs::read_dir(&words)
        .expect("data/words")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, Lang::ALL.iter().map(|lang| lang.code().to_owned()).collect());
    let faults: Vec<String> = Dictionary::built_in().faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for lang in Lang::ALL {
        let settings = lang.settings();
        assert!(!settings.tag.is_empty() && !settings.font.is_empty(), "{lang}: {settings:?}");
    }
}

#[test]
fn no_word_is_missing_in_chinese_or_in_english() {
    let dictionary = Dictionary::built_in();
    let keys: BTreeSet<&str> = Lang::COMPLETE.iter().flat_map(|lang| all(*lang).map(|(key, _)| key)).collect();
    assert!(keys.len() > 300, "the words were not read: {}", keys.len());
    let mut faults = Vec::new();
    for key in keys {
        for lang in Lang::COMPLETE {
            if dictionary.word(lang, key).unwrap_or("").trim().is_empty() {
                faults.push(format!("{lang} has no words for `{key}`"));
            }
        }
        let [zh, en] = Lang::COMPLETE.map(|lang| dictionary.file(lang, key));
        if let (Some(zh), Some(en)) = (zh, en)
            && zh != en
        {
            faults.push(format!("`{key}` stands in zh/{zh}.toml and in en/{en}.toml"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_language_has_no_word_that_english_lacks() {
    let more = |lang: Lang| all(lang).filter(|(key, _)| !has(key)).map(move |(key, _)| format!("{lang}: {key}"));
    let unknown: Vec<String> = Lang::ALL.into_iter().flat_map(more).collect();
    assert!(unknown.is_empty(), "nobody asks for:\n{}", unknown.join("\n"));
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
    let mut differ = Vec::new();
    for lang in Lang::ALL {
        for (key, text) in all(lang).filter(|(key, _)| !BY_WORD_OR_ID.contains(key)) {
            let english = Dictionary::built_in().word(Lang::EN, key).unwrap_or("");
            if names(text) != names(english) {
                differ.push(format!("{lang}: {key}"));
            }
        }
    }
    assert!(differ.is_empty(), "placeholders differ: {}", differ.join(", "));
}
