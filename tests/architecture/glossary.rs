//! The glossary: what it names is there, and the words that it sets aside are used nowhere.

use crate::{root, sources, text};
use lungang_domain::words::{Lang, all};
use lungang_report::json::{schema, schema_names};

/// The cells of the glossary's rows: Chinese, English, code, JSON key, words not used.
fn rows() -> Vec<[String; 5]> {
    let text = text(&root().join("docs/glossary.md"));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let rows: Vec<[String; 5]> =
        text.lines().skip(2).map(|l| cells(l).try_into().unwrap_or_else(|_| panic!("not five cells: {l}"))).collect();
    assert!(rows.len() > 20, "the glossary was not read: {}", rows.len());
    rows
}

/// What stands between backticks.
fn literals(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn what_the_glossary_names_is_there() {
    let documents: String = schema_names().filter_map(schema).map(|s| s.to_string()).collect();
    let mut code: String = sources(&["crates"]).iter().map(|p| text(p)).collect();
    code.push_str(&text(&root().join("data/policies/national.toml")));
    let mut missing = Vec::new();
    for [zh, _, named, key, _] in rows() {
        missing.extend(literals(&named).filter(|n| !code.contains(*n)).map(|n| format!("{zh}, in code: {n}")));
        missing.extend(
            literals(&key).filter(|k| !documents.contains(&format!("\"{k}\""))).map(|k| format!("{zh}, JSON key: {k}")),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_word_that_the_glossary_sets_aside_is_used() {
    let mut used = Vec::new();
    let mut looked_for = 0;
    for [zh, _, _, _, not] in rows() {
        let (chinese, english) = not.split_once('；').unwrap_or((&not, ""));
        let (chinese, english) = if chinese.is_ascii() { ("", chinese) } else { (chinese, english) };
        for word in chinese.split('、').filter(|w| !["", "–"].contains(w)) {
            looked_for += 1;
            used.extend(
                all(Lang::ZH)
                    .filter(|(_, text)| text.contains(word))
                    .map(|(key, _)| format!("{key}: {word}, where {zh} is meant")),
            );
        }
        for word in english.split(", ").filter(|w| !w.is_empty()) {
            looked_for += 1;
            used.extend(
                all(Lang::EN)
                    .filter(|(_, text)| holds(text, word))
                    .map(|(key, _)| format!("{key}: {word}, where {zh} is meant")),
            );
        }
    }
    assert!(looked_for > 20, "the last column was not read: {looked_for}");
    assert!(used.is_empty(), "{}", used.join("\n"));
}

/// 缺编 is of people against the establishment, 缺岗 of posts of a subject: where the one is meant nobody reads the other.
#[test]
fn short_of_the_establishment_is_no_post_without_a_teacher() {
    const ESTABLISHMENT: [&str; 3] = ["cli.staffing.", "report.text.staffing.", "report.remark."];
    let establishment = |key: &str| key == "report.col.shortage" || ESTABLISHMENT.iter().any(|of| key.starts_with(of));
    let (mut people, mut posts, mut mixed) = (0, 0, Vec::new());
    for (key, text) in all(Lang::ZH) {
        people += usize::from(text.contains("缺编"));
        posts += usize::from(text.contains("缺岗"));
        let wrong = if establishment(key) { "缺岗" } else { "缺编" };
        if text.contains(wrong) {
            mixed.push(format!("{key}: {wrong}"));
        }
    }
    assert!(people > 2 && posts > 20, "the words were not read: {people}, {posts}");
    assert!(mixed.is_empty(), "{}", mixed.join("\n"));
}

/// Whether a sentence has the word, or its plural, as a word of its own.
fn holds(sentence: &str, word: &str) -> bool {
    let lower = sentence.to_lowercase();
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    lower.match_indices(word).any(|(at, _)| {
        let rest = &lower[at + word.len()..];
        edge(lower[..at].chars().next_back()) && edge(rest.strip_prefix('s').unwrap_or(rest).chars().next())
    })
}

#[test]
fn a_word_is_looked_for_as_a_word() {
    assert!(holds("the Vacancy stays", "vacancy") && holds("two donors", "donor"));
    assert!(!holds("qualified_for", "qualified") && !holds("unqualified", "qualified") && !holds("donorship", "donor"));
}
