//! Scenarios: a strict diff on a county's tables and policy, read from a TOML file whose every fault is told with its place.
//!
//! ```text
//! read     file                     → Scenario, as typed and checked
//! policy   base policy + [policy]   → the policy of one point of the sweep
//! ```
//! What it changes in the tables is made where tables are known.

mod edit;
mod expected;
mod form;
mod sweep;

pub use edit::{Edit, Factor, Rows, What};
pub use expected::Expected;
pub use form::Said;
pub use sweep::{Axis, MOST_RUNS, PARAMETERS, Point, Sweep};

use crate::Examined;
use form::Form;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::identity;
use lungang_domain::shown;
use lungang_settings::tree::{At, Node, Source, Sources, Value};
use lungang_settings::unread;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The keys of a scenario.
const KEYS: [&str; 13] = [
    "description",
    "base",
    "policy",
    "years",
    "seed",
    "cells",
    "add",
    "remove",
    "scale",
    "merge",
    "open",
    "expected",
    "sweep",
];

/// A scenario.
pub struct Scenario {
    /// Its file.
    pub path: PathBuf,
    /// Its name: that of its file.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Years that are planned; 0 is one plan.
    pub years: u16,
    /// What is swept.
    pub sweep: Sweep,
    /// What it is to come to.
    pub expected: Vec<Expected>,
    /// The county it starts from.
    pub base: PathBuf,
    /// What it changes in the tables, in the order of the file.
    pub edits: Vec<Edit>,
    /// `[policy]`; `None` for the base's own.
    policy: Option<Node>,
    /// The file's text, for places.
    text: String,
}

/// Reads a scenario, as far as it can be read: where any finding is an error it is there to be looked at, not to be run.
pub fn read(path: &Path) -> (Option<Scenario>, Findings) {
    let mut findings = Findings::default();
    let Some(text) = text(path, &mut findings) else { return (None, findings) };
    let sources = sources(path, &text);
    let root = match Node::parse(&text, 0) {
        Ok((root, unseen)) => {
            if let Some(unseen) = unseen {
                findings.push(unseen.finding(sources.place(At { file: 0, offset: unseen.at })));
            }
            root
        }
        Err(errors) => {
            for (at, message) in errors {
                findings.push(Finding::error("bad-toml", sources.place(at)).with("message", message));
            }
            return (None, findings);
        }
    };
    let form = Form::new(&sources, &root, "");
    form.only(&KEYS, &mut findings);
    let f = &mut findings;
    let description = form.needed("description", f);
    let base = form.needed("base", f).and_then(|said| {
        let folder = path.parent().unwrap_or(Path::new(""));
        let found = folder.join(&said.text);
        if !lungang_files::inside(folder, &found) {
            f.push(Finding::error("path-outside", said.place).with("path", found.display()));
            return None;
        }
        if !found.exists() {
            f.push(Finding::error("scenario-no-base", said.place).with("path", found.display()));
        }
        Some(found)
    });
    let years = form.whole("years", (0, 60), f).unwrap_or(0);
    let seed = form.whole("seed", (0, i64::MAX), f).unwrap_or(1);
    let sweep = sweep::read(&form, u64::try_from(seed).unwrap_or(1), f);
    let (edits, expected) = (edit::read(&form, f), expected::read(&form, f));
    let policy = variant(&form, f);
    // A base that is not there has nothing to be looked at; every other fault leaves something that is.
    let Some(base) = base.filter(|base| base.exists()) else { return (None, findings) };
    let name = path.file_stem().map(|s| shown::stripped(&s.to_string_lossy()).into_owned()).unwrap_or_default();
    let scenario = Scenario {
        path: path.to_owned(),
        name,
        description: description.map(|said| said.text).unwrap_or_default(),
        years: u16::try_from(years).unwrap_or(0),
        sweep,
        expected,
        base,
        edits,
        policy,
        text,
    };
    (Some(scenario), findings)
}

impl Scenario {
    /// The policy of one point of the sweep; `base` is the one that the base names, which holds where the scenario names no other.
    pub fn policy(&self, base: Option<&str>, point: &Point) -> Examined {
        let folder = self.path.parent();
        let only_base = self.policy.as_ref().and_then(Node::as_table).is_none_or(|t| t.keys().all(|k| k == "extends"));
        if only_base && self.sweep.axes.is_empty() {
            let named = self.policy.as_ref().and_then(|p| p.get("extends")).and_then(Node::as_text);
            if named.is_none() {
                return match base {
                    Some(base) => crate::examine(base, None),
                    None => crate::none(Place::file(self.base.display().to_string())),
                };
            }
        }
        let empty = Node { at: At { file: 0, offset: 0 }, value: Value::Table(BTreeMap::new()) };
        let mut variant = self.policy.clone().unwrap_or(empty);
        for (axis, value) in self.sweep.axes.iter().zip(&point.at) {
            put(&mut variant, &axis.key, axis.at, axis.values[*value].clone());
        }
        let source = Source::new(self.path.display().to_string(), self.text.clone(), None);
        crate::examine_variant(source, variant, base, folder, &self.name)
    }
}

/// The policy's section: a table, or the name of a policy.
fn variant(form: &Form<'_>, findings: &mut Findings) -> Option<Node> {
    let node = form.get("policy")?;
    match &node.value {
        Value::Table(_) => Some(node.clone()),
        Value::Text(_) => {
            let entries = BTreeMap::from([("extends".to_owned(), (node.at, node.clone()))]);
            Some(Node { at: node.at, value: Value::Table(entries) })
        }
        _ => {
            form.wrong("policy", node, "table | text", findings);
            None
        }
    }
}

/// Puts a value at a path; what is missing on the way is made.
fn put(node: &mut Node, path: &[String], at: At, value: Node) {
    let Some((step, rest)) = path.split_first() else {
        *node = value;
        return;
    };
    if node.as_table().is_none() {
        node.value = Value::Table(BTreeMap::new());
    }
    if let Value::Table(entries) = &mut node.value {
        let empty = || (at, Node { at, value: Value::Table(BTreeMap::new()) });
        let (key_at, inner) = entries.entry(step.clone()).or_insert_with(empty);
        *key_at = at;
        put(inner, rest, at, value);
    }
}

fn sources(path: &Path, text: &str) -> Sources {
    Sources(vec![Source::new(path.display().to_string(), text.to_owned(), None)])
}

/// The file's text; what is wrong with the file is told.
fn text(path: &Path, findings: &mut Findings) -> Option<String> {
    let text = lungang_files::text(path, lungang_files::caps::SETTINGS)
        .inspect_err(|error| findings.push(unread::finding(path, error, "unreadable-file")))
        .ok()?;
    Some(identity::scrub(&text, identity::WORD).into_owned())
}
