//! TOML as a tree in which every key and value knows its file and offset, across merged files.

use crate::position::Positions;
use crate::unseen::{self, Parsed, Unseen};
use lungang_domain::finding::Place;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where something stands: position of its file in [`Sources`], byte offset in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Position in the chain: 0 is the file asked for, the last its root.
    pub file: usize,
    /// Byte offset.
    pub offset: usize,
}

impl At {
    /// In no file: what was put in to go on reading.
    pub const NOWHERE: At = At { file: usize::MAX, offset: 0 };
}

/// One file of the chain.
pub struct Source {
    /// Name in the findings.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its path; `None` for built-in policies and plain text.
    pub path: Option<PathBuf>,
    positions: OnceLock<Positions>,
}

impl Source {
    /// A file's text.
    pub fn new(name: String, text: String, path: Option<PathBuf>) -> Source {
        Source { name, text, path, positions: OnceLock::new() }
    }
}

/// The files of a chain, the one asked for first.
#[derive(Default)]
pub struct Sources(pub Vec<Source>);

impl Sources {
    /// The place with line and column, both from 1, the column in characters.
    pub fn place(&self, at: At) -> Place {
        let Some(source) = self.0.get(at.file) else {
            return Place::default();
        };
        let positions = source.positions.get_or_init(|| Positions::of(&source.text));
        let (line, column) = positions.at(&source.text, at.offset);
        Place {
            file: source.name.clone(),
            sheet: None,
            row: Some(u32::try_from(line).unwrap_or(u32::MAX)),
            column: Some(column.to_string()),
        }
    }

    /// The paths of the files that were read.
    pub fn files(&self) -> Vec<PathBuf> {
        self.0.iter().filter_map(|s| s.path.clone()).collect()
    }
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where.
    pub at: At,
    /// What.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// A table: where each key stands, and its value.
    Table(BTreeMap<String, (At, Node)>),
    /// A list.
    List(Vec<Node>),
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a point.
    Real(f64),
    /// `true` or `false`.
    Truth(bool),
    /// What no policy holds: a date, a number beyond 64 bits; as typed.
    Other(String),
}

/// Faults of a file: where each is, and what the parser says.
pub type Faults = Vec<(At, String)>;

impl Node {
    /// Reads one file; what nobody sees is left out of it, and is what comes with it.
    ///
    /// # Errors
    /// Every syntax error: where, and the parser's message.
    pub fn parse(text: &str, file: usize) -> Result<(Node, Option<Unseen>), Faults> {
        match unseen::parse(text) {
            Ok(Parsed { root, unseen }) => Ok((Node { at: At { file, offset: 0 }, value: table(root, file) }, unseen)),
            Err(faults) => Err(faults.into_iter().map(|(offset, said)| (At { file, offset }, said)).collect()),
        }
    }

    /// The node under a key or, in a list, at a position.
    pub fn get(&self, step: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(t) => t.get(step).map(|(_, node)| node),
            Value::List(l) => step.parse::<usize>().ok().and_then(|n| l.get(n)),
            _ => None,
        }
    }

    /// The deepest node there is on a path.
    pub fn deepest<S: AsRef<str>>(&self, path: &[S]) -> &Node {
        let mut node = self;
        for step in path {
            match node.get(step.as_ref()) {
                Some(inner) => node = inner,
                None => break,
            }
        }
        node
    }

    /// The node at a path, to change.
    pub fn find_mut<S: AsRef<str>>(&mut self, path: &[S]) -> Option<&mut Node> {
        path.iter().try_fold(self, |node, step| match &mut node.value {
            Value::Table(t) => t.get_mut(step.as_ref()).map(|(_, inner)| inner),
            Value::List(l) => step.as_ref().parse::<usize>().ok().and_then(|n| l.get_mut(n)),
            _ => None,
        })
    }

    /// Takes out what stands at a path; `None` where nothing does.
    pub fn remove<S: AsRef<str>>(&mut self, path: &[S]) -> Option<Node> {
        let (last, parent) = path.split_last()?;
        match &mut self.find_mut(parent)?.value {
            Value::Table(t) => t.remove(last.as_ref()).map(|(_, node)| node),
            Value::List(l) => last.as_ref().parse::<usize>().ok().filter(|n| *n < l.len()).map(|n| l.remove(n)),
            _ => None,
        }
    }

    /// Its entries, where it is a table.
    pub fn as_table(&self) -> Option<&BTreeMap<String, (At, Node)>> {
        match &self.value {
            Value::Table(t) => Some(t),
            _ => None,
        }
    }

    /// Its text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(t) => Some(t),
            _ => None,
        }
    }

    /// Whether it is a parameter with its source, which is replaced whole.
    pub fn is_param(&self) -> bool {
        self.as_table().is_some_and(|t| t.contains_key("value") && t.contains_key("source"))
    }

    /// Lays a variant's table over this one: tables merge, everything else replaces.
    pub fn lay_over(&mut self, patch: Node) {
        let param = self.is_param() || patch.is_param();
        match (&mut self.value, patch.value) {
            (Value::Table(base), Value::Table(changes)) if !param => {
                for (key, (key_at, node)) in changes {
                    match base.get_mut(&key) {
                        Some((at, old)) => {
                            *at = key_at;
                            old.lay_over(node);
                        }
                        None => {
                            base.insert(key, (key_at, node));
                        }
                    }
                }
            }
            (value, changed) => {
                *value = changed;
                self.at = patch.at;
            }
        }
    }

    /// As one line of TOML, a parameter's value first.
    pub fn inline(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match &self.value {
            Value::Table(t) => {
                out.push_str("{ ");
                let first = t.get_key_value("value");
                let others = t.iter().filter(|(k, _)| *k != "value");
                for (n, (key, (_, node))) in first.into_iter().chain(others).enumerate() {
                    let comma = if n == 0 { "" } else { ", " };
                    let _ = write!(out, "{comma}{key} = ");
                    node.write(out);
                }
                out.push_str(" }");
            }
            Value::List(l) => {
                out.push('[');
                for (n, node) in l.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { ", " });
                    node.write(out);
                }
                out.push(']');
            }
            Value::Text(t) => {
                let _ = write!(out, "\"{t}\"");
            }
            Value::Whole(n) => {
                let _ = write!(out, "{n}");
            }
            Value::Real(x) => {
                let _ = write!(out, "{x}");
            }
            Value::Truth(b) => {
                let _ = write!(out, "{b}");
            }
            Value::Other(t) => out.push_str(t),
        }
    }
}

fn table(entries: DeTable<'_>, file: usize) -> Value {
    let entry = |(key, value): (Spanned<std::borrow::Cow<'_, str>>, Spanned<DeValue<'_>>)| {
        let at = At { file, offset: key.span().start };
        (key.into_inner().into_owned(), (at, node(value, file)))
    };
    Value::Table(entries.into_iter().map(entry).collect())
}

fn node(value: Spanned<DeValue<'_>>, file: usize) -> Node {
    let at = At { file, offset: value.span().start };
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(whole) => Value::Whole(whole),
            Err(_) => Value::Other(n.to_string()),
        },
        DeValue::Float(x) => match x.as_str().parse() {
            Ok(real) => Value::Real(real),
            Err(_) => Value::Other(x.to_string()),
        },
        DeValue::Boolean(b) => Value::Truth(b),
        DeValue::Datetime(d) => Value::Other(d.to_string()),
        DeValue::Array(list) => Value::List(list.into_iter().map(|v| node(v, file)).collect()),
        DeValue::Table(entries) => table(entries, file),
    };
    Node { at, value }
}
