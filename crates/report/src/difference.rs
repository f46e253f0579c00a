//! What differs between a published plan and the next one: reasons in words, and `changes.csv`.

use crate::clauses;
use crate::naming::Naming;
use crate::pages::changes::changes;
use crate::pens;
use crate::sentence;
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::replan::{Difference, EventDoc, Post, Why};
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The most breaches that one reason names.
const NAMED: usize = 3;

/// An event in words.
pub(crate) fn event(lang: Lang, county: &County, policy: &Policy, event: &EventDoc) -> String {
    let mut parts = vec![say(lang, &format!("event.{}", event.kind.name()), &[])];
    if let Some(school) = &event.school_id {
        let name = county.find_school(school).map_or("", |s| names::school(county, s));
        parts.push(if name.is_empty() { school.clone() } else { format!("{school} {name}") });
    }
    parts.extend(event.subject.as_deref().map(|id| names::subject_of_id(lang, policy, id)));
    if let Some(n) = event.required {
        parts.push(names::sentence(lang, "replan.required", &[("n", &n.to_string())]));
    }
    parts.extend(event.date.clone());
    parts.extend(Some(event.note.clone()).filter(|note| !note.is_empty()));
    parts.join(&names::word(lang, "replan.comma"))
}

/// Why a decision is not kept, with the clause where a rule asks for it.
pub fn why(lang: Lang, county: &County, policy: &Policy, events: &[EventDoc], why: &Why) -> String {
    let called = |at: &usize| events.get(*at).map(|e| event(lang, county, policy, e)).unwrap_or_default();
    let joined = |list: Vec<String>| list.join(&names::word(lang, "replan.semicolon"));
    match why {
        Why::Event(at) => names::sentence(lang, "replan.why.event", &[("event", &called(at))]),
        Why::Departed => names::word(lang, "replan.why.departed"),
        Why::Impossible { event, faults } => {
            let one = |f: &lungang_domain::audit::Fault| {
                let words = sentence::fault(lang, county, policy, f);
                let clauses = clauses::of_fault(policy, f);
                if clauses.is_empty() {
                    return words;
                }
                let clauses = clauses.join(&names::word(lang, "word-separator"));
                names::sentence(lang, "replan.why.by", &[("words", &words), ("clauses", &clauses)])
            };
            let said = faults.iter().take(NAMED).map(one).collect();
            let faults = joined(said);
            match event {
                Some(at) => {
                    let args = [("event", called(at)), ("faults", faults)];
                    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                    names::sentence(lang, "replan.why.impossible-event", &args)
                }
                None => names::sentence(lang, "replan.why.impossible", &[("faults", &faults)]),
            }
        }
        Why::Rules(breaches) => {
            let one = |(rule, breach): &(lungang_domain::rule::RuleName, lungang_domain::audit::Breach)| {
                let rule_words = names::cited(lang, *rule, &names::clause(policy, *rule));
                let words = sentence::breach(lang, county, policy, breach);
                names::sentence(lang, "replan.why.rule", &[("rule", &rule_words), ("words", &words)])
            };
            let said = breaches.iter().take(NAMED).map(one).collect();
            names::sentence(lang, "replan.why.rules", &[("rules", &joined(said))])
        }
        Why::Goal { name, kept, now } => {
            let args = [("goal", names::goal(lang, name)), ("kept", kept.to_string()), ("now", now.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            names::sentence(lang, "replan.why.goal", &args)
        }
        Why::Edited => names::word(lang, "replan.why.edited"),
        Why::Together => names::word(lang, "replan.why.together"),
    }
}

/// A decision in words: the post, or that there is none: who has left the county does not stay either.
pub(crate) fn decision(lang: Lang, policy: &Policy, post: Option<&Post>) -> String {
    let Some(post) = post else { return names::word(lang, "replan.stays") };
    let school = if post.school.is_empty() { &post.school_id } else { &post.school };
    if post.subject.is_empty() {
        return school.clone();
    }
    let subject = names::subject_of_id(lang, policy, &post.subject);
    names::sentence(lang, "replan.post", &[("school", school), ("subject", &subject)])
}

/// The bytes of `changes.csv`: a line a teacher whose decision differs.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(difference: &Difference, county: &County, policy: &Policy, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    pens::csv::draw(&changes(&Naming::new(lang, county, policy), difference))
}
