//! Answers as somebody gives them: a file of questions that was filled in, or what was typed.
//!
//! ```toml
//! format = 1
//! [[question]]
//! id = "values.teachers.status"
//! answer = ""                      # one answer for all values, or for a question that has none
//! values = { "脱产学习" = "leave" }  # an answer a value
//! ```

use crate::question::{Item, Question};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::format::Document;
use lungang_domain::words::{Lang, say};
use lungang_settings::document::{Section, TomlText};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use toml::de::DeValue;

/// An answer, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As it was typed.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// The answers that are given now.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    whole: BTreeMap<String, Given>,
    words: BTreeMap<(String, String), Given>,
}

/// The file of questions, and of answers.
#[derive(Debug)]
pub struct QuestionsFile;

impl Document for QuestionsFile {
    const NAME: &'static str = "questions.toml";
}

impl Answers {
    /// The answer to a question, for one of its values where it has several.
    pub fn get(&self, question: &str, spelling: Option<&str>) -> Option<&Given> {
        let word = spelling.and_then(|word| self.words.get(&(question.to_owned(), word.to_owned())));
        word.or_else(|| self.whole.get(question))
    }

    /// Adds an answer that was typed.
    pub fn put(&mut self, question: &str, spelling: Option<&str>, text: &str) {
        let given = Given { text: text.to_owned(), place: Place::default() };
        match spelling {
            Some(word) => drop(self.words.insert((question.to_owned(), word.to_owned()), given)),
            None => drop(self.whole.insert(question.to_owned(), given)),
        }
    }

    /// Reads a file of questions that was filled in; empty answers are none.
    pub fn read(path: &Path, findings: &mut Findings) -> Answers {
        let mut answers = Answers::default();
        let Some(text) = TomlText::read(path, findings) else { return answers };
        let Some(root) = text.parse(findings) else { return answers };
        let root = Section::root(&text, &root);
        for entry in root.entries() {
            match (entry.key, entry.value.get_ref()) {
                ("question", DeValue::Array(list)) => {
                    for one in list {
                        match one.get_ref() {
                            DeValue::Table(table) => answers.take(&Section::root(&text, table), findings),
                            _ => root.wrong(&entry, "[[question]]", findings),
                        }
                    }
                }
                ("question", _) => root.wrong(&entry, "[[question]]", findings),
                ("format", _) => {
                    let stated = root.scalar(&entry, findings);
                    if lungang_domain::format::readable::<QuestionsFile>(stated.as_deref()).is_err() {
                        root.not_allowed(&entry, "1", findings);
                    }
                }
                _ => root.unknown(&entry, &["format", "question"], findings),
            }
        }
        answers
    }

    fn take(&mut self, section: &Section<'_, '_>, findings: &mut Findings) {
        const KNOWN: [&str; 9] =
            ["id", "answer", "values", "ask", "how", "options", "suggestion", "count", "examples"];
        let mut id = None;
        for entry in section.entries().iter().filter(|e| e.key == "id") {
            id = section.scalar(entry, findings);
        }
        let Some(id) = id else {
            let place = section.entries().first().map(|e| e.place.clone()).unwrap_or_default();
            findings.push(Finding::error("import-answer-without-question", place));
            return;
        };
        for entry in section.entries() {
            match entry.key {
                "answer" => {
                    if let Some(text) = section.scalar(&entry, findings).filter(|t| !t.trim().is_empty()) {
                        let place = section.text.place(entry.value.span());
                        self.whole.insert(id.clone(), Given { text, place });
                    }
                }
                "values" => {
                    let Some(inner) = section.inside(&entry, findings) else { continue };
                    for word in inner.entries() {
                        if let Some(text) = inner.scalar(&word, findings).filter(|t| !t.trim().is_empty()) {
                            let given = Given { text, place: word.place.clone() };
                            self.words.insert((id.clone(), word.key.to_owned()), given);
                        }
                    }
                }
                key if KNOWN.contains(&key) => {}
                _ => section.unknown(&entry, &KNOWN, findings),
            }
        }
    }
}

/// The questions as a file that somebody else fills in.
pub fn questions_file(questions: &[Question], lang: Lang) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = String::new();
    for line in say(lang, "import.file.head", &[("n", &questions.len().to_string())]).lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "format = {}", QuestionsFile::FORMAT);
    for question in questions {
        let _ = writeln!(out, "\n[[question]]\nid = {}", quoted(&question.id));
        let _ = writeln!(out, "ask = {}", quoted(&question.about.say(lang)));
        let _ = writeln!(out, "how = {}", quoted(&question.how.say(lang)));
        if !question.options.is_empty() {
            let options: Vec<String> = question.options.iter().map(|o| quoted(&o.say(lang))).collect();
            let _ = writeln!(out, "options = [{}]", options.join(", "));
        }
        let _ = writeln!(out, "count = {}", question.count);
        let places: Vec<String> = question.examples.iter().map(|p| quoted(&p.say(lang))).collect();
        let _ = writeln!(out, "examples = [{}]", places.join(", "));
        if let Some(suggestion) = &question.suggestion {
            let _ = writeln!(out, "suggestion = {}", quoted(suggestion));
        }
        out.push_str("answer = \"\"\n");
        if !question.items.is_empty() {
            let _ = writeln!(out, "[question.values]");
            for item in &question.items {
                let _ = writeln!(out, "# {}", of_item(item, lang));
                for candidate in &item.candidates {
                    let _ = writeln!(out, "#   {}", candidate.replace(['\n', '\r'], " "));
                }
                let _ = writeln!(out, "{} = \"\"", quoted(&item.spelling));
            }
        }
    }
    out
}

fn of_item(item: &Item, lang: Lang) -> String {
    let place = item.examples.first().map(|p| p.say(lang)).unwrap_or_default();
    let args = [("n", item.count.to_string()), ("place", place)];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let line = say(lang, "import.file.item", &args);
    match &item.suggestion {
        Some(suggestion) => {
            format!("{line}{}", say(lang, "import.file.item-suggestion", &[("suggestion", suggestion)]))
        }
        None => line,
    }
    .replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_when_it_is_filled_in() {
        let mut question = Question::new("values.teachers.status", "values");
        question.items.push(Item { spelling: "脱产\"学习".to_owned(), count: 3, ..Item::default() });
        let text = questions_file(&[question, Question::new("policy", "policy")], Lang::ZH);
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("q.toml");
        let filled = text.replace("\"脱产\\\"学习\" = \"\"", "\"脱产\\\"学习\" = \"leave\"");
        let filled = filled.replace("'脱产\"学习' = \"\"", "'脱产\"学习' = \"leave\"");
        std::fs::write(&path, filled).expect("written");
        let mut findings = Findings::default();
        let answers = Answers::read(&path, &mut findings);
        assert!(findings.is_empty(), "{findings:?}\n{text}");
        let given = answers.get("values.teachers.status", Some("脱产\"学习")).map(|g| g.text.as_str());
        assert_eq!(given, Some("leave"));
        assert_eq!(answers.get("policy", None), None);
    }
}
