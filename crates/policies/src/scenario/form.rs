//! A table of the scenario's file being read: every key and value with its place, and every fault told.

use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::nearest;
use lungang_settings::tree::{At, Node, Sources, Value};

/// A value as it is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Text, or a number as it is written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A table of the file.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    sources: &'a Sources,
    node: &'a Node,
    /// Its name, for messages: `cells`.
    name: &'a str,
}

impl<'a> Form<'a> {
    pub fn new(sources: &'a Sources, node: &'a Node, name: &'a str) -> Self {
        Form { sources, node, name }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.sources.place(self.node.at)
    }

    /// Position in the file.
    pub fn at(&self) -> At {
        self.node.at
    }

    /// Its entries in the order of the file: key, where it stands, value.
    pub fn entries(&self) -> Vec<(&'a str, At, &'a Node)> {
        let table = self.node.as_table().into_iter().flatten();
        let mut all: Vec<_> = table.map(|(key, (at, node))| (key.as_str(), *at, node)).collect();
        all.sort_by_key(|(_, at, _)| *at);
        all
    }

    /// Tells the keys that mean nothing here.
    pub fn only(&self, known: &[&str], findings: &mut Findings) {
        for (key, at, _) in self.entries().iter().filter(|(key, ..)| !known.contains(key)) {
            let finding = Finding::error("unknown-key", self.sources.place(*at)).with("key", self.dotted(key));
            let finding = finding.with("hint", nearest::hint(key, known.iter().copied()));
            findings.push(finding.with("known", known.join(", ")));
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.node.get(key)
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'static str, findings: &mut Findings) -> Option<&'a Node> {
        let node = self.get(key);
        if node.is_none() {
            let finding = Finding::error("scenario-missing-key", self.place()).with("key", key);
            findings.push(finding.with("table", self.name));
        }
        node
    }

    /// A text or a number that may be absent.
    pub fn said(&self, key: &str, findings: &mut Findings) -> Option<Said> {
        self.get(key).and_then(|node| self.scalar(key, node, findings))
    }

    /// A text or a number that must be there.
    pub fn needed(&self, key: &'static str, findings: &mut Findings) -> Option<Said> {
        let node = self.need(key, findings)?;
        self.scalar(key, node, findings)
    }

    /// A whole number within bounds that may be absent.
    pub fn whole(&self, key: &str, (min, max): (i64, i64), findings: &mut Findings) -> Option<i64> {
        let node = self.get(key)?;
        match node.value {
            Value::Whole(n) if (min..=max).contains(&n) => Some(n),
            Value::Whole(_) => {
                let finding = Finding::error("toml-value", self.sources.place(node.at)).with("key", self.dotted(key));
                findings.push(finding.with("value", node.inline()).with("allowed", format!("{min} … {max}")));
                None
            }
            _ => {
                self.wrong(key, node, "integer", findings);
                None
            }
        }
    }

    /// One text or number, or a list of them.
    pub fn several(&self, key: &str, findings: &mut Findings) -> Vec<Said> {
        match self.get(key) {
            Some(node) => self.list(key, node, findings),
            None => Vec::new(),
        }
    }

    /// The texts of a list, or a single one.
    pub fn list(&self, key: &str, node: &'a Node, findings: &mut Findings) -> Vec<Said> {
        match &node.value {
            Value::List(list) => list.iter().filter_map(|node| self.scalar(key, node, findings)).collect(),
            _ => self.scalar(key, node, findings).into_iter().collect(),
        }
    }

    /// The tables of `[[key]]`.
    pub fn tables(&self, key: &'a str, findings: &mut Findings) -> Vec<Form<'a>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let Value::List(list) = &node.value else {
            self.wrong(key, node, "[[table]]", findings);
            return Vec::new();
        };
        let mut forms = Vec::with_capacity(list.len());
        for node in list {
            match node.as_table() {
                Some(_) => forms.push(Form { sources: self.sources, node, name: key }),
                None => self.wrong(key, node, "[[table]]", findings),
            }
        }
        forms
    }

    /// The table of `[key]`.
    pub fn table(&self, key: &'a str, findings: &mut Findings) -> Option<Form<'a>> {
        let node = self.get(key)?;
        if node.as_table().is_none() {
            self.wrong(key, node, "table", findings);
            return None;
        }
        Some(Form { sources: self.sources, node, name: key })
    }

    /// A table of columns, each with one or several texts.
    pub fn columns(&self, key: &'a str, findings: &mut Findings) -> Vec<(Said, Vec<Said>)> {
        let Some(form) = self.table(key, findings) else { return Vec::new() };
        let entries = form.entries().into_iter();
        entries.map(|(column, at, node)| (self.key(column, at), form.list(column, node, findings))).collect()
    }

    /// A key with its place.
    pub fn key(&self, key: &str, at: At) -> Said {
        Said { text: key.to_owned(), place: self.sources.place(at) }
    }

    /// Text, or a number as it is written.
    pub fn scalar(&self, key: &str, node: &Node, findings: &mut Findings) -> Option<Said> {
        let text = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Whole(n) => n.to_string(),
            Value::Real(x) => x.to_string(),
            Value::Truth(b) => b.to_string(),
            // Dates are written without quotes too.
            Value::Other(text) => text.clone(),
            Value::Table(_) | Value::List(_) => {
                self.wrong(key, node, "text | number", findings);
                return None;
            }
        };
        Some(Said { text, place: self.sources.place(node.at) })
    }

    /// Tells a value of the wrong type.
    pub fn wrong(&self, key: &str, node: &Node, expected: &str, findings: &mut Findings) {
        let found = match &node.value {
            Value::Table(_) => "table",
            Value::List(_) => "array",
            Value::Text(_) => "string",
            Value::Whole(_) => "integer",
            Value::Real(_) => "float",
            Value::Truth(_) => "boolean",
            Value::Other(_) => "other",
        };
        let finding = Finding::error("wrong-toml-type", self.sources.place(node.at)).with("key", self.dotted(key));
        findings.push(finding.with("expected", expected).with("found", found));
    }

    fn dotted(&self, key: &str) -> String {
        if self.name.is_empty() || self.name == key { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}
