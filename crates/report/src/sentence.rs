//! Breaches and faults of an audit in one sentence each, with the names of schools and people.

use lungang_domain::audit::{Breach, Fault, FaultGroup};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words::{self, Lang};
use lungang_results::mask;
use lungang_results::names;

/// The most people that a sentence names.
const NAMED: usize = 10;

/// A breach: where, who, what is asked and what is there.
pub fn breach(lang: Lang, county: &County, policy: &Policy, breach: &Breach) -> String {
    breach_of(lang, county, policy, breach, teachers(lang, county, policy, &breach.teachers))
}

/// A breach as [`breach`] says it, with the number of people instead of who they are.
pub fn breach_counted(lang: Lang, county: &County, policy: &Policy, breach: &Breach) -> String {
    let counted = match breach.teachers.len() {
        0 => words::say(lang, "verdict.unknown", &[]),
        n => words::say(lang, "verdict.counted", &[("count", &n.to_string())]),
    };
    breach_of(lang, county, policy, breach, counted)
}

fn breach_of(lang: Lang, county: &County, policy: &Policy, breach: &Breach, teachers: String) -> String {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| words::say(lang, "verdict.unknown", &[]));
    let args = [
        ("school", or_none(breach.school.as_deref().map(|id| school(county, id)))),
        ("other", or_none(breach.other.as_deref().map(|id| school(county, id)))),
        ("stage", or_none(breach.stage.as_deref().map(|s| word(lang, "stage", s)))),
        ("subject", or_none(breach.subject.as_deref().map(|id| names::subject_of_id(lang, policy, id)))),
        ("teachers", teachers),
        ("required", breach.figure(breach.required)),
        ("achieved", breach.figure(breach.achieved)),
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
        Some(text) if fault.kind == "name-differs" => mask::shown(policy, text),
        Some(text) if fault.kind == "not-qualified" || fault.kind == "post-not-required" => {
            let said: Vec<String> = text.split(", ").map(|id| names::subject_of_id(lang, policy, id)).collect();
            said.join(&words::say(lang, "verdict.separator", &[]))
        }
        Some(text) if fault.kind == "move-changed" => post(lang, county, policy, text),
        Some(text)
            if matches!(
                FaultGroup::of(&fault.kind),
                FaultGroup::Goal | FaultGroup::Certificate | FaultGroup::Figure
            ) =>
        {
            figure(lang, policy, &fault.kind, text)
        }
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

/// `S01 primary maths` in words: the school, and the stage and subject where they are stated.
fn post(lang: Lang, county: &County, policy: &Policy, text: &str) -> String {
    let (id, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.split(' ').filter(|w| !w.is_empty()).map(|w| token(lang, policy, w));
    let mut said = vec![school(county, id)];
    said.extend(rest);
    said.join(" ")
}

/// `junior pe short_after: 1` in words; of a goal the name before the colon is a goal's.
fn figure(lang: Lang, policy: &Policy, kind: &str, text: &str) -> String {
    let (name, value) = text.rsplit_once(": ").map_or((text, None), |(name, value)| (name, Some(value)));
    let name = if matches!(FaultGroup::of(kind), FaultGroup::Goal | FaultGroup::Certificate) {
        names::goal(lang, name)
    } else {
        let said: Vec<String> = name.split(' ').map(|w| token(lang, policy, w)).collect();
        said.join(" ")
    };
    value.map_or_else(|| name.clone(), |v| names::sentence(lang, "figure-value", &[("name", &name), ("value", v)]))
}

/// One word of files in words: a stage, a field, a subject.
fn token(lang: Lang, policy: &Policy, name: &str) -> String {
    let section = ["stage", "field"].into_iter().find(|section| words::has(&format!("{section}.{name}")));
    section.map_or_else(|| names::subject_of_id(lang, policy, name), |section| word(lang, section, name))
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
