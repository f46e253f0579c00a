//! A decision on a person by hand: what it breaks, at once and without solving; then the rest is adjusted into a new draft.

use super::making::{limit, promised, to_job};
use super::people::called;
use super::{Desk, Frame, unopened};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::Entry;
use crate::jobs::Work;
use crate::shelf::Plan;
use askama::Template;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::identity;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::screens::{self, ByHand};
use lungang_results::plan_files::COUNTY;
use lungang_results::{mask, names};
use lungang_runner::explain::{Hand, by_hand};
use lungang_tables::pin_flag::PinFlag;

/// The most of a reason, in characters.
const REASON: usize = 200;
/// The decision that the teacher stays, as an address and a pin have it.
const STAY: &str = "stay";

/// Where a teacher may be sent, for a list: its groups, each with what is sent and what is shown.
pub struct Choices {
    /// Where the form leads.
    pub address: String,
    /// Those that are no schools.
    pub first: Vec<(String, String)>,
    /// Groups of schools.
    pub groups: Vec<(String, Vec<(String, String)>)>,
}

/// Where the teacher may be sent by hand: staying, the schools that are short of what the teacher teaches, then all others. Nothing where
/// the teacher has no subject.
pub fn choices(entry: &Entry, plan: &Plan, at: TeacherIx, ask: &Ask) -> Option<Choices> {
    let (county, policy) = (&plan.planned.county, &plan.planned.policy);
    let teacher = county.teacher(at);
    let main = teacher.main_subject()?;
    let planned = plan.planned.move_of(at);
    let value = |school: SchoolIx, subject: SubjectIx| to_value(county, policy, Some((school, subject)));
    let choice = screens::choice(county, policy, planned, ask.lang);
    let kept = (
        to_value(county, policy, planned.map(|m| (m.to, m.subject))),
        ask.say("hand.as-planned", &[("choice", &choice)]),
    );
    let stay = planned.is_some().then(|| (STAY.to_owned(), ask.t("hand.stay")));
    let here = |school: SchoolIx, subject: SubjectIx| planned.is_some_and(|m| (m.to, m.subject) == (school, subject));
    let labels = names::school_labels(county);
    let label = |school: SchoolIx| labels.get(school.at()).cloned().unwrap_or_default();
    let named = |subject: SubjectIx| names::subject(ask.lang, policy, subject);
    let shortages = plan.planned.document.shortages.iter().filter(|s| s.stage == teacher.part && s.short_after > 0);
    let short: Vec<(SchoolIx, SubjectIx, u32)> = shortages
        .filter_map(|s| Some((county.find_school(&s.school_id)?, policy.subject(&s.subject)?, s.short_after)))
        .filter(|(school, subject, _)| {
            teacher.subjects.contains(subject) && *school != teacher.school && !here(*school, *subject)
        })
        .collect();
    let row = |(school, subject, n): &(SchoolIx, SubjectIx, u32)| {
        let args = [("school", label(*school)), ("subject", named(*subject)), ("n", n.to_string())];
        (value(*school, *subject), ask.say("hand.school-short", &args.each_ref().map(|(n, v)| (*n, v.as_str()))))
    };
    let other = |school: &SchoolIx| {
        let free = !short.iter().any(|(s, k, _)| (s, *k) == (school, main)) && !here(*school, main);
        free && *school != teacher.school && county.school(*school).parts().contains(&teacher.part)
    };
    let plain = |school: SchoolIx| {
        (value(school, main), ask.say("hand.school", &[("school", &label(school)), ("subject", &named(main))]))
    };
    let all = (0..county.schools.len()).map(SchoolIx::new).filter(other).map(plain).collect();
    let groups = vec![(ask.t("hand.short"), short.iter().map(row).collect()), (ask.t("hand.others"), all)];
    Some(Choices {
        address: address(entry, &teacher.id),
        first: stay.into_iter().chain([kept]).collect(),
        groups: groups.into_iter().filter(|(_, schools): &(String, Vec<_>)| !schools.is_empty()).collect(),
    })
}

fn address(entry: &Entry, teacher: &str) -> String {
    format!("/plan/{}/people/{}/hand", part(&entry.name), part(teacher))
}

/// A decision as a pin has it behind its sign.
fn to_value(county: &County, policy: &Policy, to: Option<(SchoolIx, SubjectIx)>) -> String {
    to.map_or_else(
        || STAY.to_owned(),
        |(school, subject)| format!("{}:{}", county.school(school).id, policy.subject_id(subject)),
    )
}

/// What was chosen, from an address or a form.
fn chosen(text: &str, county: &County, policy: &Policy, at: TeacherIx, ask: &Ask) -> Result<Hand, Fault> {
    let teacher = county.teacher(at);
    // Whatever the ids are made of: what a command would read of it is what is meant.
    let read = PinFlag::parse(&format!("{}={text}", teacher.id)).filter(|pin| pin.teacher == teacher.id);
    let decided = read.as_ref().and_then(PinFlag::decides);
    let post = |(school, subject): (&str, &str)| Some((county.find_school(school)?, policy.subject(subject)?));
    let to = match decided {
        Some(None) => Some(None),
        Some(Some(to)) => post(to).map(Some),
        None => None,
    };
    let bad = || Fault::Told(ask.say("hand.bad-to", &[("value", text)]), Some(ask.t("hand.bad-to-remedy")));
    to.map(|to| Hand { teacher: at, to }).ok_or_else(bad)
}

#[derive(Template)]
#[template(path = "hand.html")]
struct Page<'a> {
    frame: Frame<'a>,
    choices: Option<Choices>,
    to: String,
    look: &'static str,
    words: String,
    said: ByHand,
    /// Whether the plan keeps the county that it was made from.
    whole: bool,
    address: String,
    back: String,
    into: String,
}

/// What the decision breaks.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let (county, policy) = (&plan.planned.county, &plan.planned.policy);
    let at = county.find_teacher(ask.name("teacher")).ok_or(Fault::Nothing)?;
    let hand = chosen(ask.query.get("to").unwrap_or_default(), county, policy, at, ask)?;
    let found = by_hand(&plan.planned, &[hand]);
    let said = screens::by_hand(county, policy, &found, ask.lang);
    let (look, key) = match (found.changed.is_empty(), said.lawful) {
        (true, _) => ("busy", "hand.nothing"),
        (false, true) => ("good", "hand.good"),
        (false, false) => ("warning", "hand.bad"),
    };
    let teacher = county.teacher(at);
    let title = ask.say("hand.title", &[("teacher", &called(&teacher.id, &mask::shown(policy, &teacher.name)))]);
    let into = desk.folder.next(&ask.t("making.folder"), promised(desk));
    let page = Page {
        frame: Frame::plan(ask, &entry, "", &title),
        choices: choices(&entry, plan, at, ask),
        to: to_value(county, policy, hand.to),
        look,
        words: ask.t(key),
        said,
        whole: entry.path.join(COUNTY).is_dir(),
        address: address(&entry, &teacher.id),
        back: format!("/plan/{}/people/{}", part(&entry.name), part(&teacher.id)),
        into: ask.say("hand.into", &[("name", &into)]),
    };
    Ok(Answer::Page(page.render()?))
}

/// Has the rest adjusted.
pub fn adjust(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let (county, policy) = (&plan.planned.county, &plan.planned.policy);
    let at = county.find_teacher(ask.name("teacher")).ok_or(Fault::Nothing)?;
    let hand = chosen(ask.fields.get("to").unwrap_or_default(), county, policy, at, ask)?;
    if !entry.path.join(COUNTY).is_dir() {
        return Err(Fault::Told(ask.t("hand.old"), None));
    }
    let limit = limit(ask)?;
    let word = say(ask.lang, "identity.number", &[]);
    let reason = ask.fields.said("reason").map(|reason| reason.chars().take(REASON).collect::<String>());
    let reason = reason.map(|reason| identity::scrub(&reason, &word).into_owned());
    let (to, teacher) = (to_value(county, policy, hand.to), county.teacher(at).id.clone());
    let folder = ask.t("making.folder");
    let number = desk.queue.ask(ask.lang, |promised| Work::Adjust {
        plan: entry.name.clone(),
        teacher,
        to,
        reason,
        limit,
        output: desk.folder.next(&folder, promised.into_iter()),
    });
    to_job(number, ask)
}
