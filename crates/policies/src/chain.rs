//! A policy file and its bases: found, read, parsed, laid over one another.

use super::built_in;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::identity;
use lungang_domain::shown;
use lungang_files::{Kind, Refused, caps};
use lungang_settings::tree::{At, Node, Source, Sources, Value};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A policy with its bases, the one asked for first.
#[derive(Default)]
pub struct Chain {
    /// Their texts.
    pub sources: Sources,
    /// Their trees; shorter than the sources where one could not be parsed.
    trees: Vec<Node>,
    /// Faults so far.
    pub found: Vec<(At, Finding)>,
    /// Whether a base is missing or a file does not parse.
    broken: bool,
    /// The name of a scenario whose section comes first: values that it states bare have it for their source.
    scenario: Option<String>,
}

/// What a chain meets twice in a cycle: a built-in id or a file's real path.
#[derive(PartialEq, Eq)]
enum Identity {
    BuiltIn(&'static str),
    File(PathBuf),
}

/// A policy's text and where it came from.
struct Opened {
    source: Source,
    identity: Option<Identity>,
}

impl Chain {
    /// Opens a built-in id or a file, and every base.
    pub fn open(spec: &str, county_dir: Option<&Path>) -> Chain {
        let mut chain = Chain::default();
        match open(spec, county_dir) {
            Ok(opened) => chain.follow(opened, county_dir),
            Err(fault) => chain.found.push((At { file: 0, offset: 0 }, fault.finding(spec, Place::file(spec)))),
        }
        chain
    }

    /// Takes a text for the first file, and opens every base.
    pub fn of_text(name: &str, text: &str) -> Chain {
        let mut chain = Chain::default();
        let source = Source::new(name.to_owned(), text.to_owned(), None);
        chain.follow(Opened { source, identity: None }, None);
        chain
    }

    /// Takes a scenario's section for the first file; its base is what it names, else `base`.
    pub fn of_variant(
        source: Source,
        mut variant: Node,
        base: Option<&str>,
        folder: Option<&Path>,
        name: &str,
    ) -> Chain {
        let mut chain = Chain { scenario: Some(name.to_owned()), ..Chain::default() };
        chain.sources.0.push(source);
        let named = variant.remove(&["extends"]);
        chain.trees.push(variant);
        let next = match &named {
            Some(node) => chain.base(node, folder, &[]),
            None => {
                let at = At { file: 0, offset: 0 };
                let place = chain.sources.place(at);
                let opened = match base {
                    Some(base) => open(base, None).map_err(|fault| fault.finding(base, place)),
                    None => Err(super::unnamed(place)),
                };
                opened.map_err(|finding| chain.found.push((at, finding))).ok()
            }
        };
        match next {
            Some(opened) => chain.follow(opened, None),
            None => chain.broken = true,
        }
        chain
    }

    /// The merged tree; `None` where the chain is broken.
    pub fn merge(&mut self, found: &mut Vec<(At, Finding)>) -> Option<Node> {
        if self.broken {
            return None;
        }
        let mut variants = std::mem::take(&mut self.trees);
        let mut merged = variants.pop()?;
        while let Some(mut variant) = variants.pop() {
            if let Some(name) = self.scenario.as_ref().filter(|_| variants.is_empty()) {
                state_source(&merged, &mut variant, name);
            }
            self.lay_over(&mut merged, variant, found);
        }
        Some(merged)
    }

    fn follow(&mut self, first: Opened, county_dir: Option<&Path>) {
        let mut met: Vec<Identity> = Vec::new();
        let mut next = Some(first);
        while let Some(Opened { source, identity }) = next.take() {
            let file = self.sources.0.len();
            let folder = source.path.as_deref().and_then(Path::parent).map(Path::to_owned);
            self.sources.0.push(source);
            met.extend(identity);
            let mut tree = match Node::parse(&self.sources.0[file].text, file) {
                Ok((tree, unseen)) => {
                    let told = unseen.map(|unseen| (At { file, offset: unseen.at }, unseen));
                    self.found.extend(told.map(|(at, unseen)| (at, unseen.finding(self.sources.place(at)))));
                    tree
                }
                Err(errors) => {
                    self.broken = true;
                    for (at, message) in errors {
                        let finding = Finding::error("policy-syntax", self.sources.place(at));
                        let finding = finding.with("message", message);
                        self.found.push((at, finding));
                    }
                    return;
                }
            };
            if let Some(base) = tree.remove(&["extends"]) {
                next = self.base(&base, folder.as_deref().or(county_dir), &met);
                self.broken |= next.is_none();
            }
            self.trees.push(tree);
        }
    }

    fn base(&mut self, base: &Node, folder: Option<&Path>, met: &[Identity]) -> Option<Opened> {
        let place = self.sources.place(base.at);
        let finding = match base.as_text().map(|spec| (spec, open(spec, folder))) {
            None => Finding::error("policy-wrong-type", place)
                .with("key", "extends")
                .with("value", base.inline())
                .with("example", "\"national\""),
            Some((spec, Err(Unopened::Missing))) => {
                Finding::error("policy-unknown-base", place).with("base", spec).with("known", known())
            }
            Some((spec, Err(fault))) => fault.finding(spec, place),
            Some((spec, Ok(opened))) => match &opened.identity {
                Some(Identity::File(real)) if !folder.is_none_or(|folder| lungang_files::inside(folder, real)) => {
                    Finding::error("path-outside", place).with("path", spec)
                }
                Some(identity) if met.contains(identity) => {
                    Finding::error("policy-base-cycle", place).with("base", spec)
                }
                _ => return Some(opened),
            },
        };
        self.found.push((base.at, finding));
        None
    }

    /// Lays one variant over its base; what it must say for itself (`id`, `name`) is taken from its file's name.
    fn lay_over(&self, base: &mut Node, mut variant: Node, found: &mut Vec<(At, Finding)>) {
        let own = match &self.scenario {
            Some(name) if variant.at.file == 0 => name.clone(),
            _ => self.own_name(variant.at),
        };
        let (unset, added) = (variant.remove(&["unset"]), variant.remove(&["add-subjects"]));
        if let Value::Table(entries) = &mut variant.value {
            let at = variant.at;
            let text = |value: &str| Node { at, value: Value::Text(value.to_owned()) };
            entries.entry("id".to_owned()).or_insert_with(|| (at, text(&own)));
            entries.entry("name".to_owned()).or_insert_with(|| {
                let words = [("zh", text(&own)), ("en", text(&own))];
                let words = words.into_iter().map(|(lang, node)| (lang.to_owned(), (at, node))).collect();
                (at, Node { at, value: Value::Table(words) })
            });
        }
        self.check_law_stays_law(base, &variant, found);
        forget_clauses(base, &variant);
        base.lay_over(variant);
        if let Some(node) = added {
            match (base.find_mut(&["subjects"]).map(|n| &mut n.value), node.value) {
                (Some(Value::List(subjects)), Value::List(more)) => subjects.extend(more),
                (_, value) => {
                    let node = Node { at: node.at, value };
                    found.push((node.at, self.wrong_list("add-subjects", &node, "[[add-subjects]]")));
                }
            }
        }
        if let Some(node) = unset {
            self.unset(base, &node, found);
        }
    }

    /// What the base marks as law a variant may switch off with a reason, but not declare to be none.
    fn check_law_stays_law(&self, base: &Node, variant: &Node, found: &mut Vec<(At, Finding)>) {
        let rules = variant.get("rules").and_then(Node::as_table);
        for (rule, (_, stated)) in rules.into_iter().flatten() {
            let is_law = |node: Option<&Node>| {
                node.and_then(|n| n.get("law")).map(|law| matches!(law.value, Value::Truth(true)))
            };
            let before = is_law(base.get("rules").and_then(|rules| rules.get(rule)));
            if before == Some(true) && is_law(Some(stated)) == Some(false) {
                let at = stated.get("law").map_or(stated.at, |law| law.at);
                let finding = Finding::error("policy-law-stays-law", self.sources.place(at));
                found.push((at, finding.with("rule", rule)));
            }
        }
    }

    fn unset(&self, base: &mut Node, node: &Node, found: &mut Vec<(At, Finding)>) {
        let example = "[\"eligibility.max-age-male\"]";
        let Value::List(paths) = &node.value else {
            found.push((node.at, self.wrong_list("unset", node, example)));
            return;
        };
        for entry in paths {
            let Some(path) = entry.as_text() else {
                found.push((entry.at, self.wrong_list("unset", entry, example)));
                continue;
            };
            let steps: Vec<&str> = path.split('.').collect();
            let place = self.sources.place(entry.at);
            if !OPTIONAL.iter().any(|pattern| fits(pattern, &steps)) {
                found.push((entry.at, Finding::error("policy-cannot-unset", place).with("key", path)));
            } else if base.remove(&steps).is_none() {
                let known = base.deepest(&steps).as_table().into_iter().flat_map(|t| t.keys().map(String::as_str));
                let known = known.collect::<Vec<_>>().join(", ");
                let finding = Finding::error("policy-patch-does-not-apply", place);
                found.push((entry.at, finding.with("key", path).with("known", known)));
            }
        }
    }

    fn wrong_list(&self, key: &str, node: &Node, example: &str) -> Finding {
        Finding::error("policy-wrong-type", self.sources.place(node.at))
            .with("key", key)
            .with("value", node.inline())
            .with("example", example)
    }

    fn own_name(&self, at: At) -> String {
        let name = self.sources.0.get(at.file).map_or("", |s| s.name.as_str());
        let stem = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy());
        shown::stripped(&stem).into_owned()
    }
}

/// Makes parameters of a scenario's bare values where the base has parameters: `share = "15%"` has the scenario for its source.
fn state_source(base: &Node, variant: &mut Node, name: &str) {
    let Value::Table(entries) = &mut variant.value else { return };
    for (key, (_, node)) in entries {
        let Some(old) = base.get(key) else { continue };
        if !old.is_param() {
            state_source(old, node, name);
            continue;
        }
        let at = node.at;
        let text = |text: &str| (at, Node { at, value: Value::Text(text.to_owned()) });
        if node.get("value").is_none() {
            let value = Node { at, value: std::mem::replace(&mut node.value, Value::Table(Default::default())) };
            node.value = Value::Table([("value".to_owned(), (at, value))].into());
        }
        if let Value::Table(param) = &mut node.value {
            param.entry("source".to_owned()).or_insert_with(|| text(name));
            param.entry("grade".to_owned()).or_insert_with(|| text("practice"));
        }
    }
}

/// A clause stands for the numbers of the document that it names: where a variant states another number of a rule, and no
/// clause of its own, the base's is not its clause.
fn forget_clauses(base: &mut Node, variant: &Node) {
    let rules = variant.get("rules").and_then(Node::as_table);
    for (rule, (_, stated)) in rules.into_iter().flatten() {
        let own = base.get("rules").and_then(|rules| rules.get(rule));
        let number = |node: &Node| node.get("value").unwrap_or(node).inline();
        let another = |(key, (_, node)): (&String, &(At, Node))| {
            let is_number = !matches!(key.as_str(), "mode" | "law" | "reason" | "clause");
            is_number && own.and_then(|own| own.get(key)).map(number) != Some(number(node))
        };
        let stated = stated.as_table();
        let changed = stated.is_some_and(|t| !t.contains_key("clause") && t.iter().any(another));
        if changed {
            base.remove(&["rules", rule, "clause"]);
        }
    }
}

/// The keys that `unset` may remove; `*` stands for any key.
const OPTIONAL: &[&[&str]] = &[
    &["eligibility", "max-age-male"],
    &["eligibility", "max-age-female"],
    &["eligibility", "excluded-titles"],
    &["eligibility", "head-terms-years"],
    &["eligibility", "senior-title-rural-years"],
    &["staffing", "class-ratio"],
    &["staffing", "boarders-per-post"],
    &["staffing", "non-teaching"],
    &["staffing", "class-teacher-load"],
    &["staffing", "older-teachers"],
    &["staffing", "very-large-class"],
    &["staffing", "large-school"],
    &["movement", "max-km"],
    &["principals"],
    &["principals", "max-km"],
    &["years", "recruits"],
    &["rules", "language", "minimum"],
    &["rules", "language", "by-subject"],
    &["rules", "language", "by-subject", "*"],
    &["rules", "*", "reason"],
    &["rules", "*", "clause"],
];

fn fits(pattern: &[&str], path: &[&str]) -> bool {
    pattern.len() == path.len() && pattern.iter().zip(path).all(|(p, s)| *p == "*" || p == s)
}

/// Why a policy could not be opened.
enum Unopened {
    Missing,
    Unreadable(String),
    Special(Kind),
    TooLarge,
    NotUtf8,
}

impl Unopened {
    fn finding(self, spec: &str, place: Place) -> Finding {
        match self {
            Unopened::Missing => Finding::error("policy-not-found", place).with("known", known()),
            Unopened::Unreadable(reason) => Finding::error("policy-unreadable", place).with("reason", reason),
            Unopened::Special(kind) => {
                Finding::error("special-file", place).with("kind", format!("@special.{}", kind.name()))
            }
            Unopened::TooLarge => Finding::error("policy-too-large", place).with("most", caps::SETTINGS),
            Unopened::NotUtf8 => Finding::error("policy-not-utf8", place),
        }
        .with("policy", spec)
    }
}

pub(super) fn known() -> String {
    built_in().iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
}

fn open(spec: &str, folder: Option<&Path>) -> Result<Opened, Unopened> {
    if let Some((id, text)) = built_in().iter().find(|(id, _)| *id == spec) {
        let source = Source::new(format!("built-in/{id}.toml"), (*text).to_owned(), None);
        return Ok(Opened { source, identity: Some(Identity::BuiltIn(id)) });
    }
    let candidates = folder.map(|f| f.join(spec)).into_iter().chain([PathBuf::from(spec)]);
    let path = candidates.into_iter().find(|p| p.exists()).ok_or(Unopened::Missing)?;
    let text = lungang_files::text(&path, caps::SETTINGS).map_err(|error| match Refused::of(&error) {
        Some(Refused::TooLarge { .. }) => Unopened::TooLarge,
        Some(Refused::NotUtf8) => Unopened::NotUtf8,
        Some(Refused::Special(kind)) => Unopened::Special(kind),
        None if error.kind() == ErrorKind::NotFound => Unopened::Missing,
        None => Unopened::Unreadable(error.to_string()),
    })?;
    let text = identity::scrub(&text, identity::WORD).into_owned();
    let real = path.canonicalize().unwrap_or_else(|_| path.clone());
    let source = Source::new(path.display().to_string(), text, Some(path.clone()));
    Ok(Opened { source, identity: Some(Identity::File(real)) })
}
