//! A rule is a file in the solver, a file in the audit, a folder of evidence, words and a row of the reference.

use crate::{root, sources, text};
use lungang_domain::county::PinKind;
use lungang_domain::rule::{Cure, Narrows, RuleName, Told};
use lungang_domain::words::has;
use std::collections::BTreeSet;

/// Where a rule may be named: its card and its two readings.
const HOMES: [&str; 4] = [
    "crates/domain/src/rule/",
    "crates/solver/src/rules/",
    "crates/audit/src/rules/",
    "crates/audit/src/certificate/rules/",
];

/// Files that name rules elsewhere, and why each may. A file that no longer does is taken off the list; none is added.
const ELSEWHERE: [(&str, &str); 1] = [(
    "crates/solver/src/ahead/effects.rs",
    "what a move of one year does to the rows of a later one, each row exact or relaxed; a rule left out relaxes nothing",
)];

/// The program's own sources with the lines that are code, without their tests; paths from the root.
fn code() -> Vec<(String, String)> {
    let path = |p: &std::path::PathBuf| p.strip_prefix(root()).unwrap_or(p).to_string_lossy().replace('\\', "/");
    let own = |p: &String| {
        p.contains("/src/") && !p.contains("/tests/") && !p.ends_with("/tests.rs") && !p.ends_with("/testkit.rs")
    };
    let stripped = |p: &str| {
        let text = text(&root().join(p));
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    sources(&["crates"]).iter().map(path).filter(own).map(|p| (stripped(&p), p)).map(|(code, p)| (p, code)).collect()
}

/// The rules that a piece of code names: `RuleName::Pins`, and not `RuleName::ALL` or a function.
fn named(code: &str) -> BTreeSet<&str> {
    let names = code.split("RuleName::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    });
    names
        .filter(|n| n.starts_with(|c: char| c.is_ascii_uppercase()) && n.contains(|c: char| c.is_lowercase()))
        .collect()
}

#[test]
fn a_rule_is_named_at_home_only() {
    let (mut strangers, mut seen) = (Vec::new(), BTreeSet::new());
    for (path, code) in code() {
        let names = named(&code);
        if names.is_empty() || HOMES.iter().any(|home| path.starts_with(home)) {
            continue;
        }
        match ELSEWHERE.iter().find(|(file, _)| *file == path) {
            Some((file, _)) => {
                seen.insert(*file);
            }
            None => strangers.push(format!("{path}: {names:?}")),
        }
    }
    assert!(strangers.is_empty(), "ask the card of a rule instead of naming the rule:\n{}", strangers.join("\n"));
    let stale: Vec<&str> = ELSEWHERE.iter().map(|(file, _)| *file).filter(|file| !seen.contains(file)).collect();
    assert!(stale.is_empty(), "these name no rule any more and leave the list: {stale:?}");
}

/// The body of every `match` in a piece of code.
fn matches(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("match ") {
        let Some(open) = code[at..].find('{').map(|n| at + n) else { continue };
        let mut depth = 0;
        for (n, c) in code[open..].char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 {
                found.push(&code[open + 1..open + n]);
                break;
            }
        }
    }
    found
}

/// The patterns of the arms of a `match`: what stands before `=>`, outside any brackets.
fn patterns(body: &str) -> Vec<String> {
    let (mut depth, mut pattern, mut all) = (0, String::new(), Vec::new());
    let mut after_arrow = false;
    for (at, c) in body.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && !after_arrow && body[at..].starts_with("=>") {
            all.push(std::mem::take(&mut pattern).trim().to_owned());
            after_arrow = true;
        } else if depth == 0 && after_arrow && (c == ',' || c == '}') {
            after_arrow = false;
        } else if !after_arrow {
            pattern.push(c);
        }
    }
    all
}

#[test]
fn no_match_over_rules_forgets_one() {
    let (mut forgetful, mut looked) = (Vec::new(), 0);
    for (path, code) in code() {
        for body in matches(&code) {
            let patterns = patterns(body);
            if patterns.iter().any(|p| !named(p).is_empty()) {
                looked += 1;
                let rest = |p: &String| p.split('|').any(|one| one.trim() == "_" || one.trim().starts_with("_ if"));
                if patterns.iter().any(rest) {
                    forgetful.push(format!("{path}: {patterns:?}"));
                }
            }
        }
    }
    assert!(looked > 2, "no match was read: {looked}");
    assert!(forgetful.is_empty(), "a new rule would fall through here:\n{}", forgetful.join("\n"));
}

#[test]
fn every_sentence_of_a_card_has_words() {
    let mut missing = Vec::new();
    let mut ask = |key: String| {
        if !has(&key) {
            missing.push(key);
        }
    };
    for rule in RuleName::ALL.iter().copied().filter(|rule| !rule.always()) {
        for row in rule.card().rows.iter().filter(|row| !row.given) {
            let sentences: Vec<&str> = match row.told {
                Told::Named => row.names.to_vec(),
                Told::Once => vec![""],
                Told::ByBase => [row.names, &["eligible"]].concat(),
                Told::ByPair => [row.names, &["schools"]].concat(),
                Told::ByPin => [PinKind::Post, PinKind::Forbid, PinKind::Stay, PinKind::Leave].map(pin).to_vec(),
            };
            // What counts the heads of a school for balance is no sentence: it never gives way.
            for sentence in sentences.into_iter().filter(|s| !s.starts_with("count-")) {
                let dash = if sentence.is_empty() { "" } else { "-" };
                ask(format!("diagnose.instance.{rule}{dash}{sentence}"));
            }
            for name in row.names.iter().filter(|_| row.eased) {
                let narrow = format!("price.limit.{rule}-{name}");
                ask(if has(&narrow) { narrow } else { format!("price.limit.{rule}") });
            }
            if row.counts.is_some() {
                ask(format!("serves.{rule}"));
            }
            if let Some(people) = row.counts.and_then(|counted| counted.people()) {
                ask(format!("diagnose.who.{people}"));
            }
            if let Cure::Column(column) = row.cure {
                ask(format!("diagnose.change.{}", column.name()));
            }
        }
        for how in rule.card().rows.iter().filter_map(|row| row.narrows) {
            let place = match how {
                Narrows::LeavingPost | Narrows::HoldingPost => "post",
                Narrows::Leaving | Narrows::Staying | Narrows::Entering | Narrows::Holding | Narrows::Sleeping(_) => {
                    "school"
                }
            };
            let one = format!("diagnose.narrow.{rule}-{place}");
            let key = if has(&one) { one } else { format!("diagnose.narrow.{rule}") };
            ask(key.clone());
            ask(format!("{key}-none"));
        }
    }
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

fn pin(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Post => "post",
        PinKind::Forbid => "forbid",
        PinKind::Stay => "stay",
        PinKind::Leave => "leave",
    }
}

#[test]
fn a_card_agrees_with_itself() {
    let mut faults = Vec::new();
    for rule in RuleName::ALL {
        let card = rule.card();
        let names: Vec<&str> = card.rows.iter().flat_map(|row| row.names).copied().collect();
        if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
            faults.push(format!("{rule}: two kinds of rows of one name: {names:?}"));
        }
        let kinds: Vec<_> = card.figures.iter().map(|figure| figure.kind).collect();
        if kinds.iter().enumerate().any(|(n, kind)| kinds[..n].contains(kind)) {
            faults.push(format!("{rule}: two figures of one kind: {kinds:?}"));
        }
        if card.figures.iter().any(|figure| figure.low > figure.high) {
            faults.push(format!("{rule}: a figure without room"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

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
