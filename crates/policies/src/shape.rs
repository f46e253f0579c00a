//! From the merged tree to the policy type. A fault is noted, the place mended with what the national policy has
//! there, and reading goes on, so that all faults come at once.

use super::built_in;
use lungang_domain::finding::Finding;
use lungang_domain::policy::Policy;
use lungang_settings::tree::{At, Node, Sources, Value};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{self, Expected, IntoDeserializer, Unexpected, Visitor};
use std::collections::btree_map;
use std::fmt;

/// Most faults that one reading notes.
const MOST: usize = 200;

/// Optional keys that the national policy does not state, as examples.
const EXAMPLES: &str = r#"
[eligibility]
excluded-titles = { value = ["senior"], source = "…", grade = "practice" }
head-terms-years = { value = 6, source = "…", grade = "practice" }
senior-title-rural-years = { value = 1, source = "…", grade = "practice" }
[staffing]
class-ratio = { value = "taper", source = "…", grade = "practice" }
boarders-per-post = { value = 50, source = "…", grade = "practice" }
non-teaching = { value = { primary = "9%", junior = "15%" }, source = "…", grade = "practice" }
class-teacher-load = { value = "50%", source = "…", grade = "practice" }
older-teachers = { value = { from-age = 55, relief = "20%" }, source = "…", grade = "practice" }
very-large-class = { value = 66, source = "…", grade = "practice" }
large-school = { value = { one-stage = 2000, nine-year = 2500 }, source = "…", grade = "practice" }
[principals]
max-km = { value = 60, source = "…", grade = "practice" }
[rules.language]
minimum = { value = "3A", source = "…", grade = "practice" }
by-subject.chinese = { value = "2A", source = "…", grade = "practice" }
[rules.exchange-quota]
reason = "…"
most = { value = "15%", source = "…", grade = "practice" }
[[subjects]]
id = "music"
name = { zh = "音乐", en = "music" }
aliases = ["乐"]
scarce = true
posts = false
weekly = { value = [2, 2, 2, 2, 2, 2, 1, 1, 1], source = "…", grade = "practice" }
load = { value = { primary = 19, junior = 15 }, source = "…", grade = "practice" }
[[goals]]
name = "welfare"
measure = "scores"
sense = "max"
indicators = ["backbone"]
stages = ["primary"]
"#;

/// The policy in the tree, and the tree as it was mended; faults are added to `found`, and what was mended stands in no
/// file. `None` where mending did not help.
pub fn read(mut tree: Node, sources: &Sources, found: &mut Vec<(At, Finding)>) -> Option<(Policy, Node)> {
    let (pattern, root) = (pattern(), sources.0.len().saturating_sub(1));
    let mut last: Option<(Vec<String>, Kind)> = None;
    for _ in 0..MOST {
        let fault = match Policy::deserialize(Reader(&tree)) {
            Ok(policy) => return Some((policy, tree)),
            Err(fault) => fault,
        };
        let path: Vec<String> = fault.path.into_iter().rev().collect();
        let again = last.as_ref().is_some_and(|(p, k)| *p == path && *k == fault.kind);
        if again {
            break;
        }
        found.push(describe(&tree, &path, &fault.kind, sources, root, &pattern));
        mend(&mut tree, &path, &fault.kind, &pattern);
        last = Some((path, fault.kind));
    }
    None
}

/// The national policy with every optional key.
fn pattern() -> Node {
    let parse = |text: &str| Node::parse(text, usize::MAX).ok().map(|(node, _)| node);
    let empty = Node { at: At { file: usize::MAX, offset: 0 }, value: Value::Table(Default::default()) };
    let mut pattern = built_in().first().and_then(|(_, text)| parse(text)).unwrap_or(empty);
    if let Some(examples) = parse(EXAMPLES) {
        pattern.lay_over(examples);
    }
    pattern
}

/// What the pattern has at a path. Any position of a list is its first; what one rule has, every rule may have; any
/// subject id under `by-subject` is the first.
fn model<'p>(pattern: &'p Node, path: &[String]) -> Option<&'p Node> {
    let follow = |path: &[String]| {
        path.iter().enumerate().try_fold(pattern, |node, (n, step)| match &node.value {
            Value::List(list) => list.first(),
            Value::Table(t) if n > 0 && path[n - 1] == "by-subject" => t.values().next().map(|(_, node)| node),
            _ => node.get(step),
        })
    };
    follow(path).or_else(|| match path {
        [rules, _, key, rest @ ..] if rules == "rules" && matches!(key.as_str(), "reason" | "law" | "clause") => {
            let other = [&["rules".to_owned(), "exchange-quota".to_owned(), key.clone()], rest].concat();
            follow(&other)
        }
        _ => None,
    })
}

/// The model at a path as one line; a parameter with its source left to fill in.
fn example(pattern: &Node, path: &[String]) -> String {
    if path.last().is_some_and(|key| key == "source") {
        return "\"…\"".to_owned();
    }
    match model(pattern, path) {
        Some(node) if node.is_param() => {
            let value = node.get("value").map(Node::inline).unwrap_or_default();
            format!("{{ value = {value}, source = \"…\", grade = \"practice\" }}")
        }
        Some(node) => node.inline(),
        None => "…".to_owned(),
    }
}

fn describe(
    tree: &Node,
    path: &[String],
    kind: &Kind,
    sources: &Sources,
    root: usize,
    pattern: &Node,
) -> (At, Finding) {
    let node = tree.deepest(path);
    let child = |key: &String| [path, std::slice::from_ref(key)].concat();
    let example = |path: &[String]| example(pattern, path);
    match kind {
        Kind::UnknownKey { key, known } => {
            let at = node.as_table().and_then(|t| t.get(key)).map_or(node.at, |(at, _)| *at);
            let code = if at.file < root { "policy-patch-does-not-apply" } else { "policy-unknown-key" };
            (at, Finding::error(code, sources.place(at)).with("key", spell(&child(key))).with("known", known))
        }
        Kind::MissingKey { key } => {
            let full = child(key);
            let line = format!("{key} = {}", example(&full));
            let finding = Finding::error("policy-missing-key", sources.place(node.at));
            (node.at, finding.with("key", spell(&full)).with("example", line))
        }
        Kind::UnknownValue { allowed } => {
            let finding = Finding::error("policy-unknown-value", sources.place(node.at));
            (node.at, finding.with("key", spell(path)).with("value", node.inline()).with("allowed", allowed))
        }
        Kind::WrongType | Kind::BadValue => {
            let code = if *kind == Kind::WrongType { "policy-wrong-type" } else { "policy-bad-value" };
            let finding = Finding::error(code, sources.place(node.at));
            (node.at, finding.with("key", spell(path)).with("value", node.inline()).with("example", example(path)))
        }
    }
}

fn mend(tree: &mut Node, path: &[String], kind: &Kind, pattern: &Node) {
    match kind {
        Kind::UnknownKey { key, .. } => {
            tree.remove(&[path, std::slice::from_ref(key)].concat());
        }
        Kind::MissingKey { key } => {
            let full = [path, std::slice::from_ref(key)].concat();
            let Some(whole) = model(pattern, &full) else { return };
            if let Some(Node { at, value: Value::Table(t) }) = tree.find_mut(path) {
                t.insert(key.clone(), (*at, whole.clone()));
            }
        }
        _ => {
            // Where the national policy has nothing to put in its place, the entry goes.
            let sound = model(pattern, path).cloned();
            match (sound, tree.find_mut(path)) {
                (Some(value), Some(node)) => node.value = value.value,
                _ => {
                    tree.remove(path);
                }
            }
        }
    }
}

/// A path as people write it: `subjects[4].weekly`, positions from 1.
pub fn spell(path: &[String]) -> String {
    let mut out = String::new();
    for step in path {
        match step.parse::<usize>() {
            Ok(n) if !out.is_empty() => out.push_str(&format!("[{}]", n + 1)),
            _ => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(step);
            }
        }
    }
    out
}

/// What is wrong with a place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    UnknownKey { key: String, known: String },
    MissingKey { key: String },
    WrongType,
    UnknownValue { allowed: String },
    BadValue,
}

/// A fault on its way up; the path is filled from the inside out.
#[derive(Debug)]
struct Fault {
    path: Vec<String>,
    kind: Kind,
}

impl Fault {
    fn under(mut self, step: impl Into<String>) -> Fault {
        self.path.push(step.into());
        self
    }
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        Fault { path: Vec::new(), kind }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Kind::BadValue.into()
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Kind::WrongType.into()
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Kind::BadValue.into()
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Kind::BadValue.into()
    }
    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Kind::UnknownValue { allowed: expected.join(", ") }.into()
    }
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Kind::UnknownKey { key: field.to_owned(), known: expected.join(", ") }.into()
    }
    fn missing_field(field: &'static str) -> Self {
        Kind::MissingKey { key: field.to_owned() }.into()
    }
}

/// Reads a node into whatever type asks.
struct Reader<'a>(&'a Node);

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Table(t) => visitor.visit_map(Entries { rest: t.iter(), value: None }),
            Value::List(l) => {
                let mut items = Items { rest: l.iter(), position: 0 };
                let value = visitor.visit_seq(&mut items)?;
                if items.rest.next().is_some() { Err(Kind::BadValue.into()) } else { Ok(value) }
            }
            Value::Text(t) => visitor.visit_str(t),
            Value::Whole(n) => visitor.visit_i64(*n),
            Value::Real(x) => visitor.visit_f64(*x),
            Value::Truth(b) => visitor.visit_bool(*b),
            Value::Other(_) => Err(Kind::WrongType.into()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Text(t) => {
                let name: StrDeserializer<'_, Fault> = t.as_str().into_deserializer();
                visitor.visit_enum(name)
            }
            _ => Err(Kind::WrongType.into()),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Entries<'a> {
    rest: btree_map::Iter<'a, String, (At, Node)>,
    value: Option<(&'a str, &'a Node)>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, (_, node))) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some((key, node));
        let name: StrDeserializer<'_, Fault> = key.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let Some((key, node)) = self.value.take() else {
            return Err(Kind::BadValue.into());
        };
        seed.deserialize(Reader(node)).map_err(|fault| fault.under(key))
    }
}

struct Items<'a> {
    rest: std::slice::Iter<'a, Node>,
    position: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(node) = self.rest.next() else { return Ok(None) };
        let position = self.position;
        self.position += 1;
        seed.deserialize(Reader(node)).map(Some).map_err(|fault| fault.under(position.to_string()))
    }
}
