//! Breaches and faults of an audit in one sentence each, with the names of schools and people.

use crate::mask;
use crate::names;
use lungang_domain::audit::{Breach, Fault};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words::{self, Lang};

/// The most people that a sentence names.
const NAMED: usize = 10;

/// A breach: where, who, what is asked and what is there.
pub fn breach(lang: Lang, county: &County, policy: &Policy, breach: &Breach) -> String {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| words::say(lang, "verdict.unknown", &[]));
    let args = [
        ("school", or_none(breach.school.as_deref().map(|id| school(county, id)))),
        ("stage", or_none(breach.stage.as_deref().map(|s| word(lang, "stage", s)))),
        ("subject", or_none(breach.subject.as_deref().map(|id| names::subject_of_id(lang, policy, id)))),
        ("teachers", teachers(lang, county, policy, &breach.teachers)),
        ("required", breach.required.to_string()),
        ("achieved", breach.achieved.to_string()),
    ];
    say(lang, &format!("breach.{}", breach.kind), &args)
}

/// A fault of a plan that is no breach of a rule; the place of the row in front where it is known.
pub fn fault(lang: Lang, county: &County, policy: &Policy, fault: &Fault) -> String {
    // What was expected and found may be a name of files that has a word of its own.
    let section = match fault.kind.as_str() {
        "not-eligible" => "against",
        "wrong-stage" => "stage",
        "direction-not-made" | "direction-differs" => "direction",
        _ => "",
    };
    let none = || words::say(lang, "verdict.unknown", &[]);
    let said = |text: &Option<String>| match text.as_deref() {
        None | Some("") => none(),
        Some(text) if section.is_empty() => text.to_owned(),
        Some(text) => {
            let said: Vec<String> = text.split(", ").map(|name| word(lang, section, name)).collect();
            said.join(&words::say(lang, "verdict.separator", &[]))
        }
    };
    let args = [
        ("teacher", fault.teacher.as_deref().map_or_else(none, |id| teacher(county, policy, id))),
        ("school", fault.school.as_deref().map_or_else(none, |id| school(county, id))),
        ("expected", said(&fault.expected)),
        ("found", said(&fault.found)),
    ];
    let words = say(lang, &format!("fault.{}", fault.kind), &args);
    match &fault.place {
        Some(place) => names::sentence(lang, "at-place", &[("place", &place.say(lang)), ("words", &words)]),
        None => words,
    }
}

fn say(lang: Lang, key: &str, args: &[(&str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words::say(lang, key, &args)
}

/// The word of a name used in files; the name itself where it has none.
fn word(lang: Lang, section: &str, name: &str) -> String {
    let key = format!("{section}.{name}");
    if words::has(&key) { words::say(lang, &key, &[]) } else { name.to_owned() }
}

fn school(county: &County, id: &str) -> String {
    named(id, county.find_school(id).map_or("", |s| county.school(s).name.as_str()))
}

fn teacher(county: &County, policy: &Policy, id: &str) -> String {
    let name = county.find_teacher(id).map(|t| mask::shown(policy, &county.teacher(t).name));
    named(id, &name.unwrap_or_default())
}

/// `T0001 张三`, or the id alone.
fn named(id: &str, name: &str) -> String {
    if name.is_empty() || name == id { id.to_owned() } else { format!("{id} {name}") }
}

fn teachers(lang: Lang, county: &County, policy: &Policy, ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(NAMED).map(|id| teacher(county, policy, id)).collect();
    let shown = shown.join(&words::say(lang, "verdict.separator", &[]));
    match ids.len() {
        0 => words::say(lang, "verdict.unknown", &[]),
        n if n > NAMED => words::say(lang, "verdict.more", &[("shown", &shown), ("count", &n.to_string())]),
        _ => shown,
    }
}
