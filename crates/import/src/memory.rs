//! What is remembered from year to year: what headers and words mean, which school a short name is, who answered what and when,
//! and who is who.

use jiff::civil::Date;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::format::{Document, readable};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The name of its file in a county's folder.
pub const FILE: &str = "memory.toml";

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Number of the form.
    #[serde(default)]
    pub format: u32,
    /// The county's name.
    #[serde(default)]
    pub county: String,
    /// The school year that was imported last, by the year in which it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<i16>,
    /// Which key the pseudonyms were made with: not the key, and nothing that leads to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What headers mean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mapping: Vec<Mapped>,
    /// Which school a name is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub school: Vec<Spelled>,
    /// Answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Kept>,
    /// People.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub person: Vec<Known>,
}

impl Document for Memory {
    const NAME: &'static str = FILE;
}

/// What a header means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapped {
    /// The table.
    pub table: String,
    /// The header as it is written.
    pub header: String,
    /// The column.
    pub column: String,
}

/// Which school a name is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelled {
    /// As it is written.
    pub written: String,
    /// The school's code; `-` where it is none of this county's.
    pub school_id: String,
}

/// An answer with who gave it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The question.
    pub question: String,
    /// The value that it is about, where the question has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spelling: Option<String>,
    /// The answer.
    pub answer: String,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// Somebody who was on a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The id that lasts.
    pub id: String,
    /// What the identity number was turned into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonym: Option<String>,
    /// The number that the office gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The name.
    pub name: String,
    /// The birthday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Date>,
    /// The school at that time.
    pub school_id: String,
    /// The last school year on a roster, by the year in which it starts.
    pub last: i16,
}

/// Where an answer that was used came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// It was given now.
    Given,
    /// It was given before.
    Memory,
    /// It was suggested, and suggestions were to be accepted.
    Suggested,
}

/// An answer that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The question.
    pub question: String,
    /// The value that it is about, where the question has several.
    pub spelling: Option<String>,
    /// The answer.
    pub answer: String,
    /// Where it came from.
    pub from: From,
    /// Who gave it.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
}

impl Memory {
    /// Reads the file; one that cannot be read is told, and nothing is remembered of it.
    pub fn read(path: &Path, findings: &mut Findings) -> Option<Memory> {
        let place = || Place::file(path.display().to_string());
        let text = match lungang_files::text(path, lungang_files::caps::DOCUMENT) {
            Ok(text) => text,
            Err(error) => {
                findings.push(lungang_settings::unread::finding(path, &error, "unreadable-file"));
                return None;
            }
        };
        let memory: Memory = match toml::from_str(&text) {
            Ok(memory) => memory,
            Err(error) => {
                findings.push(Finding::error("bad-toml", place()).with("message", error.message()));
                return None;
            }
        };
        match readable::<Memory>(Some(&memory.format.to_string())) {
            Ok(()) => Some(memory),
            Err(_) => {
                findings.push(Finding::error("import-memory-format", place()).with("format", memory.format));
                None
            }
        }
    }

    /// As it is written.
    ///
    /// # Errors
    /// It cannot be put into TOML, which no memory of this program brings about.
    pub fn to_text(&self, head: &str) -> Result<String, toml::ser::Error> {
        let head: String = head.lines().map(|line| format!("# {line}\n")).collect();
        Ok(head + &toml::to_string(self)?)
    }

    /// An answer that was given before.
    pub fn answer(&self, question: &str, spelling: Option<&str>) -> Option<&Kept> {
        self.answer.iter().find(|kept| kept.question == question && kept.spelling.as_deref() == spelling)
    }

    /// Keeps the answers that were used, each with who gave it.
    pub fn keep(&mut self, used: &[Used]) {
        for one in used {
            self.answer.retain(|kept| kept.question != one.question || kept.spelling != one.spelling);
            self.answer.push(Kept {
                question: one.question.clone(),
                spelling: one.spelling.clone(),
                answer: one.answer.clone(),
                by: one.by.clone(),
                on: one.on,
            });
        }
        self.answer.sort_by(|a, b| (&a.question, &a.spelling).cmp(&(&b.question, &b.spelling)));
    }
}
