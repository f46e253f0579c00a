//! Breaches and faults in words, with the names of schools, subjects and teachers.

use crate::kinds::FaultKind;
use lungang_domain::audit::{Breach, Fault};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words::{self, Lang, say};

/// The most teachers that a sentence names.
const NAMED: usize = 10;

/// A breach in one sentence.
pub fn say_breach(lang: Lang, breach: &Breach, county: &County, policy: &Policy) -> String {
    let none = || say(lang, "verdict.unknown", &[]);
    let school = breach.school.as_deref().map_or_else(none, |id| school_word(id, county));
    let other = breach.other.as_deref().map_or_else(none, |id| school_word(id, county));
    let stage = breach.stage.as_deref().map_or_else(none, |stage| word(lang, "stage", stage));
    let subject = breach.subject.as_deref().map_or_else(none, |id| match policy.subject(id) {
        Some(k) => policy.subjects[k.at()].name.get(lang).to_owned(),
        None => id.to_owned(),
    });
    let args = [
        ("school", school.as_str()),
        ("other", other.as_str()),
        ("stage", stage.as_str()),
        ("subject", subject.as_str()),
        ("teachers", &teachers(lang, &breach.teachers, county)),
        ("required", &breach.figure(breach.required)),
        ("achieved", &breach.figure(breach.achieved)),
    ];
    say(lang, &format!("breach.{}", breach.kind), &args)
}

/// A fault in one sentence.
pub fn say_fault(lang: Lang, fault: &Fault, county: &County) -> String {
    let none = || say(lang, "verdict.unknown", &[]);
    let is = |kinds: &[FaultKind]| kinds.iter().any(|k| k.name() == fault.kind);
    // What was expected and found may be a name of files that has a word of its own.
    let section = if is(&[FaultKind::NotEligible]) {
        "against"
    } else if is(&[FaultKind::WrongStage]) {
        "stage"
    } else if is(&[FaultKind::DirectionNotMade, FaultKind::DirectionDiffers]) {
        "direction"
    } else if is(&[FaultKind::HeadBarred]) {
        "head-bar"
    } else {
        ""
    };
    let separator = say(lang, "verdict.separator", &[]);
    let said = |text: &Option<String>| match text.as_deref() {
        None | Some("") => none(),
        Some(text) if section.is_empty() => text.to_owned(),
        Some(text) => text.split(", ").map(|name| word(lang, section, name)).collect::<Vec<_>>().join(&separator),
    };
    let teacher = fault.teacher.as_deref().map_or_else(none, |id| teacher_word(id, county));
    let school = fault.school.as_deref().map_or_else(none, |id| school_word(id, county));
    let args = [
        ("teacher", teacher.as_str()),
        ("school", school.as_str()),
        ("expected", &said(&fault.expected)),
        ("found", &said(&fault.found)),
    ];
    say(lang, &format!("fault.{}", fault.kind), &args)
}

/// The word of a name used in files; the name itself where it has none.
fn word(lang: Lang, section: &str, name: &str) -> String {
    let key = format!("{section}.{name}");
    if words::has(&key) { say(lang, &key, &[]) } else { name.to_owned() }
}

/// `S01 第一小学`, or the id alone.
fn school_word(id: &str, county: &County) -> String {
    let name = county.find_school(id).map_or("", |s| county.school(s).name.as_str());
    named(id, name)
}

/// `T0001 张三`, or the id alone.
fn teacher_word(id: &str, county: &County) -> String {
    let name = county.find_teacher(id).map_or("", |t| county.teacher(t).name.as_str());
    named(id, name)
}

fn named(id: &str, name: &str) -> String {
    if name.is_empty() || name == id { id.to_owned() } else { format!("{id} {name}") }
}

fn teachers(lang: Lang, ids: &[String], county: &County) -> String {
    if ids.is_empty() {
        return say(lang, "verdict.unknown", &[]);
    }
    let shown: Vec<String> = ids.iter().take(NAMED).map(|id| teacher_word(id, county)).collect();
    let shown = shown.join(&say(lang, "verdict.separator", &[]));
    if ids.len() <= NAMED {
        return shown;
    }
    say(lang, "verdict.more", &[("shown", &shown), ("count", &ids.len().to_string())])
}
