//! Answers as somebody gives them: a file of questions that was filled in, or what was typed.
//!
//! ```toml
//! format = 1
//! [[question]]
//! id = "values.teachers.status"
//! answer = ""                      # one answer for all values, or for a question that has none
//! values = { "脱产学习" = "leave" }  # an answer a value
//! ```

use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::format::Document;
use lungang_settings::document::{Section, TomlText};
use std::collections::BTreeMap;
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

    /// What was given for just this: for one of the values, or for the question as a whole.
    pub fn given(&self, question: &str, spelling: Option<&str>) -> Option<&str> {
        let given = match spelling {
            Some(word) => self.words.get(&(question.to_owned(), word.to_owned())),
            None => self.whole.get(question),
        };
        given.map(|given| given.text.as_str())
    }

    /// What was given to other questions than these: by question, with the value it is about, where it is about one.
    pub fn others(&self, asked: &[&str]) -> BTreeMap<&str, Vec<(Option<&str>, &str)>> {
        let whole = self.whole.iter().map(|(id, given)| (id.as_str(), None, given.text.as_str()));
        let words =
            self.words.iter().map(|((id, word), given)| (id.as_str(), Some(word.as_str()), given.text.as_str()));
        let mut others: BTreeMap<&str, Vec<(Option<&str>, &str)>> = BTreeMap::new();
        for (id, word, text) in whole.chain(words).filter(|(id, ..)| !asked.contains(id)) {
            others.entry(id).or_default().push((word, text));
        }
        others
    }

    /// Every answer: the question, the value that it is about, and what was given.
    pub fn all(&self) -> impl Iterator<Item = (&str, Option<&str>, &Given)> {
        let whole = self.whole.iter().map(|(id, given)| (id.as_str(), None, given));
        whole.chain(self.words.iter().map(|((id, word), given)| (id.as_str(), Some(word.as_str()), given)))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.whole.len() + self.words.len()
    }

    /// Adds an answer that was typed.
    pub fn put(&mut self, question: &str, spelling: Option<&str>, text: &str) {
        let given = Given { text: text.to_owned(), place: Place::default() };
        match spelling {
            Some(word) => drop(self.words.insert((question.to_owned(), word.to_owned()), given)),
            None => drop(self.whole.insert(question.to_owned(), given)),
        }
    }

    /// Takes an answer back.
    pub fn withdraw(&mut self, question: &str, spelling: Option<&str>) {
        match spelling {
            Some(word) => drop(self.words.remove(&(question.to_owned(), word.to_owned()))),
            None => drop(self.whole.remove(question)),
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
        const KNOWN: [&str; 9] = ["id", "answer", "values", "ask", "how", "options", "suggestion", "count", "examples"];
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
                        let before = self.whole.insert(id.clone(), Given { text, place: place.clone() });
                        twice(before, &id, place, findings);
                    }
                }
                "values" => {
                    let Some(inner) = section.inside(&entry, findings) else { continue };
                    for word in inner.entries() {
                        if let Some(text) = inner.scalar(&word, findings).filter(|t| !t.trim().is_empty()) {
                            let given = Given { text, place: word.place.clone() };
                            let before = self.words.insert((id.clone(), word.key.to_owned()), given);
                            twice(before, &format!("{id} {}", word.key), word.place, findings);
                        }
                    }
                }
                key if KNOWN.contains(&key) => {}
                _ => section.unknown(&entry, &KNOWN, findings),
            }
        }
    }
}

/// Tells a second answer to one question: nobody can say which was meant.
fn twice(before: Option<Given>, question: &str, place: Place, findings: &mut Findings) {
    let Some(first) = before else { return };
    let line = first.place.row.map(|n| n.to_string()).unwrap_or_default();
    findings.push(Finding::error("import-answer-twice", place).with("question", question).with("line", line));
}
