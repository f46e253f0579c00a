//! `[expected]`: what a scenario is to come to, which makes it a test.

use super::form::Form;
use lungang_domain::finding::{Findings, Place};
use lungang_settings::tree::{At, Node, Value};

/// One expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The school year; absent: the last one.
    pub year: Option<String>,
    /// The measure, `status`, or `conflict`.
    pub measure: String,
    /// Its value as written; of `conflict` the rules' names.
    pub values: Vec<String>,
    /// Where.
    pub place: Place,
}

/// Reads the section, in the order of the file.
pub(super) fn read(root: &Form<'_>, findings: &mut Findings) -> Vec<Expected> {
    let mut all = Vec::new();
    if let Some(form) = root.table("expected", findings) {
        for (key, at, node) in form.entries() {
            // A year's own expectations stand in a table that it names.
            let year = node.as_table().filter(|_| is_year(key)).map(|_| key.to_owned());
            let path = if year.is_some() { Vec::new() } else { vec![key.to_owned()] };
            walk(&form, year.as_deref(), path, at, node, &mut all, findings);
        }
    }
    all
}

fn is_year(key: &str) -> bool {
    key.len() == 9 && key.bytes().enumerate().all(|(i, b)| if i == 4 { b == b'-' } else { b.is_ascii_digit() })
}

fn walk(
    form: &Form<'_>,
    year: Option<&str>,
    path: Vec<String>,
    at: At,
    node: &Node,
    all: &mut Vec<Expected>,
    findings: &mut Findings,
) {
    if let Some(table) = node.as_table() {
        let mut inner: Vec<_> = table.iter().map(|(key, (at, node))| (*at, key, node)).collect();
        inner.sort_by_key(|(at, ..)| *at);
        for (at, key, node) in inner {
            walk(form, year, [path.clone(), vec![key.clone()]].concat(), at, node, all, findings);
        }
        return;
    }
    let measure = path.join(".");
    let place = form.key(&measure, at).place;
    let values: Vec<String> = match &node.value {
        Value::Truth(yes) => vec![i64::from(*yes).to_string()],
        Value::List(list) if measure == "conflict" => {
            list.iter().filter_map(|n| form.scalar(&measure, n, findings)).map(|s| s.text).collect()
        }
        _ => form.scalar(&measure, node, findings).into_iter().map(|s| s.text).collect(),
    };
    if !values.is_empty() || measure == "conflict" {
        all.push(Expected { year: year.map(str::to_owned), measure, values, place });
    }
}
