//! A TOML file whose every key and value knows its line and column.

use crate::position::Positions;
use crate::unseen::{self, Parsed};
use lungang_domain::finding::{Finding, Findings, Place};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A file's text with its name, for places.
#[derive(Debug, Clone)]
pub struct TomlText {
    /// Path as the user gave it.
    pub file: String,
    text: String,
    positions: Positions,
}

impl TomlText {
    /// Reads a file; what is wrong is told and gives nothing.
    pub fn read(path: &Path, findings: &mut Findings) -> Option<Self> {
        let file = path.display().to_string();
        match lungang_files::text(path, lungang_files::caps::SETTINGS) {
            Ok(text) => Some(TomlText { positions: Positions::of(&text), text, file }),
            Err(error) => {
                findings.push(crate::unread::finding(path, &error, "unreadable-file"));
                None
            }
        }
    }

    /// Parses the text; every syntax error is told with its line and column, and so is what nobody sees.
    pub fn parse(&self, findings: &mut Findings) -> Option<DeTable<'_>> {
        let parsed = unseen::parse(&self.text).inspect_err(|faults| {
            for (at, message) in faults {
                findings.push(Finding::error("bad-toml", self.at(*at)).with("message", message));
            }
        });
        let Parsed { root, unseen } = parsed.ok()?;
        if let Some(unseen) = unseen {
            findings.push(unseen.finding(self.at(unseen.at)));
        }
        Some(root)
    }

    /// The place of a span: the row is the line, the column counts characters from 1.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.at(span.start)
    }

    fn at(&self, offset: usize) -> Place {
        let (line, column) = self.positions.at(&self.text, offset);
        Place { file: self.file.clone(), sheet: None, row: u32::try_from(line).ok(), column: Some(column.to_string()) }
    }
}

/// A table of the file being read; every key is asked for, and the rest is told as unknown.
pub struct Section<'a, 't> {
    /// The text, for places.
    pub text: &'t TomlText,
    /// Dotted path, for messages; empty at the root.
    pub path: String,
    table: &'a DeTable<'t>,
}

/// A key with its value.
pub struct Entry<'a, 't> {
    /// The key.
    pub key: &'a str,
    /// Place of the key.
    pub place: Place,
    /// The value.
    pub value: &'a Spanned<DeValue<'t>>,
}

impl<'a, 't> Section<'a, 't> {
    /// The root of a file.
    pub fn root(text: &'t TomlText, table: &'a DeTable<'t>) -> Self {
        Section { text, path: String::new(), table }
    }

    /// A table inside.
    pub fn inside(&self, entry: &Entry<'a, 't>, findings: &mut Findings) -> Option<Section<'a, 't>> {
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Section { text: self.text, path: self.name(entry.key), table }),
            _ => {
                self.wrong(entry, "table", findings);
                None
            }
        }
    }

    /// All entries in the order of the file.
    pub fn entries(&self) -> Vec<Entry<'a, 't>> {
        let mut all: Vec<(&'a Spanned<DeString<'t>>, &'a Spanned<DeValue<'t>>)> = self.table.iter().collect();
        all.sort_by_key(|(k, _)| k.span().start);
        let entry = |(k, value): (&'a Spanned<DeString<'t>>, &'a Spanned<DeValue<'t>>)| Entry {
            key: k.get_ref().as_ref(),
            place: self.text.place(k.span()),
            value,
        };
        all.into_iter().map(entry).collect()
    }

    /// The dotted name of a key of this table.
    pub fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Text, or a number as it is written.
    pub fn scalar(&self, entry: &Entry<'a, 't>, findings: &mut Findings) -> Option<String> {
        let text = scalar(entry.value.get_ref());
        if text.is_none() {
            self.wrong(entry, "text", findings);
        }
        text
    }

    /// One text or a list of them.
    pub fn scalars(&self, entry: &Entry<'a, 't>, findings: &mut Findings) -> Option<Vec<String>> {
        let list = match entry.value.get_ref() {
            DeValue::Array(list) => list.iter().map(|v| scalar(v.get_ref())).collect(),
            one => scalar(one).map(|one| vec![one]),
        };
        if list.is_none() {
            self.wrong(entry, "text | [text]", findings);
        }
        list
    }

    /// Tells a value of the wrong type.
    pub fn wrong(&self, entry: &Entry<'a, 't>, expected: &str, findings: &mut Findings) {
        let place = self.text.place(entry.value.span());
        let finding = Finding::error("wrong-toml-type", place).with("key", self.name(entry.key));
        findings.push(finding.with("expected", expected).with("found", entry.value.get_ref().type_str()));
    }

    /// Tells a value that is not one of those allowed.
    pub fn not_allowed(&self, entry: &Entry<'a, 't>, allowed: &str, findings: &mut Findings) {
        let value = scalar(entry.value.get_ref()).unwrap_or_default();
        let finding = Finding::error("toml-value", self.text.place(entry.value.span()));
        findings.push(finding.with("key", self.name(entry.key)).with("value", value).with("allowed", allowed));
    }

    /// Tells a key that means nothing here.
    pub fn unknown(&self, entry: &Entry<'a, 't>, known: &[&str], findings: &mut Findings) {
        let hint = lungang_domain::nearest::hint(entry.key, known.iter().copied());
        let finding = Finding::error("unknown-key", entry.place.clone()).with("key", self.name(entry.key));
        findings.push(finding.with("hint", hint).with("known", known.join(", ")));
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(s) => Some(s.as_ref().to_owned()),
        DeValue::Integer(n) if n.radix() == 10 => Some(n.as_str().replace('_', "")),
        DeValue::Float(x) => Some(x.as_str().replace('_', "")),
        DeValue::Boolean(b) => Some(b.to_string()),
        DeValue::Datetime(d) => Some(d.to_string()),
        _ => None,
    }
}
