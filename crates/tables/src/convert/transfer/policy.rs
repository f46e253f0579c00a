//! The study's policy as a file: its rules, and a subject for every type of teacher.

use std::fmt::Write as _;

/// What is the same for every study.
const RULES: &str = include_str!("policy.toml");

/// The whole file; a type becomes the subject of the same position, named as the study names it.
pub(super) fn text(types: &[&str]) -> String {
    let mut out = RULES.to_owned();
    for (at, name) in types.iter().enumerate() {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        // A name stands in cells that hold lists: what parts a list becomes a dash.
        let parts = |c: char| matches!(c, ';' | '；' | '、' | ',' | '，' | '/' | '|') || c.is_control();
        let (id, name) = (quoted(&id(types, at)), quoted(&name.replace(parts, "-")));
        let _ = write!(out, "\n[[subjects]]\nid = {id}\nname = {{ zh = {name}, en = {name} }}\n");
    }
    out
}

/// An id that a policy takes: the type itself where it is one, else its number.
fn id(types: &[&str], at: usize) -> String {
    let usable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain = |text: &str| !text.is_empty() && text.chars().all(usable);
    if plain(types[at]) {
        return types[at].to_owned();
    }
    let mut id = format!("type-{}", at + 1);
    while types.contains(&id.as_str()) {
        id.push('_');
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_becomes_a_subject_of_a_sound_policy() {
        let types = ["Maths__English", "type-2", "数学", "O'Brien \"x\"", "美术/书法"];
        let policy = lungang_policies::load_text("policy.toml", &text(&types)).expect("a sound policy");
        let ids: Vec<&str> = policy.subjects.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["Maths__English", "type-2", "type-3", "type-4", "type-5"]);
        let names: Vec<&str> = policy.subjects[2..].iter().map(|s| s.name.zh.as_str()).collect();
        assert_eq!(names, ["数学", types[3], "美术-书法"]);
    }
}
