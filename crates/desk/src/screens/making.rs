//! Making a plan: what cannot be checked is said before; the work itself is a job.

use super::{Desk, Frame, faulty};
use crate::ask::{Answer, Ask, Fault, part};
use crate::jobs::{Refused, Work};
use askama::Template;
use lungang_audit::Submission;
use lungang_domain::shown::shown;
use lungang_policies as policies;
use lungang_results::names;
use lungang_runner::case::Case;
use std::sync::OnceLock;

/// The longest that may be asked for, in seconds: a day.
const LONGEST: u64 = 86_400;

#[derive(Template)]
#[template(path = "making.html")]
struct Page<'a> {
    frame: Frame<'a>,
    address: String,
    unchecked: Vec<String>,
    policies: Vec<(String, String)>,
    into: String,
}

/// The form.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    let Some((case, _)) = &county.case else { return faulty(&entry, ask) };
    let named = |(id, zh, en): &(&'static str, String, String)| ((*id).to_owned(), ask.lang.pick(zh, en).clone());
    let own = ask.say("making.own-policy", &[("name", case.policy.name.get(ask.lang))]);
    let into = desk.folder.next(&ask.t("making.folder"), promised(desk));
    let page = Page {
        frame: Frame::county(ask, &entry, "/plan", &ask.t("making.title")),
        address: format!("/county/{}/plan", part(&entry.name)),
        unchecked: unchecked(case, ask),
        policies: std::iter::once((String::new(), shown(&own).into_owned()))
            .chain(built_in().iter().map(named))
            .collect(),
        into: ask.say("making.into", &[("name", &into)]),
    };
    Ok(Answer::Page(page.render()?))
}

/// Folders that jobs are about to make.
pub fn promised(desk: &Desk) -> impl Iterator<Item = String> {
    let open = desk.queue.jobs().into_iter().filter(|job| job.state.open());
    open.filter_map(|job| job.work.output().map(str::to_owned)).collect::<Vec<_>>().into_iter()
}

/// The policies that come with the program: id, and name in Chinese and in English.
fn built_in() -> &'static [(&'static str, String, String)] {
    static NAMED: OnceLock<Vec<(&str, String, String)>> = OnceLock::new();
    NAMED.get_or_init(|| {
        let loaded = policies::built_in().iter().filter_map(|(id, _)| Some((*id, policies::load(id, None).ok()?)));
        loaded.map(|(id, policy)| (id, policy.name.zh, policy.name.en)).collect()
    })
}

/// What nobody will be able to check, as the audit of a plan says it in which nobody moves; and what the policy leaves open.
fn unchecked(case: &Case, ask: &Ask) -> Vec<String> {
    let audit = lungang_audit::check(&case.county, &case.policy, &Submission::default());
    let open = case
        .policy
        .left_open()
        .into_iter()
        .map(|missing| ask.say("making.left-open", &[("what", &names::missing(ask.lang, missing))]));
    open.chain(names::unchecked(ask.lang, &audit)).collect()
}

/// Takes the form.
pub fn ask(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    if county.case.is_none() {
        return faulty(&entry, ask);
    }
    let policy = ask.fields.said("policy").map(str::to_owned);
    if policy.as_ref().is_some_and(|id| built_in().iter().all(|(known, ..)| known != id)) {
        return Err(Fault::Told(ask.t("making.bad-policy"), None));
    }
    let seed = whole(ask, "seed", u64::MAX)?.ok_or_else(|| Fault::Told(ask.t("making.bad-seed"), None))?;
    let limit = limit(ask)?;
    let word = ask.t("making.folder");
    let number = desk.queue.ask(ask.lang, |promised| Work::Plan {
        county: entry.name.clone(),
        policy,
        seed,
        limit,
        output: desk.folder.next(&word, promised.into_iter()),
    });
    to_job(number, ask)
}

/// To the page of a job that was asked for.
///
/// # Errors
/// It is not taken.
pub fn to_job(number: Result<u64, Refused>, ask: &Ask) -> Result<Answer, Fault> {
    number.map(|number| Answer::To(format!("/jobs/{number}"))).map_err(|refused| told(&refused, ask))
}

/// The seconds of a form after which a plan is to stop; nothing where there is no limit.
///
/// # Errors
/// It is no number of seconds.
pub fn limit(ask: &Ask) -> Result<Option<u64>, Fault> {
    Ok(whole(ask, "limit", LONGEST)?.filter(|seconds| *seconds > 0))
}

/// A whole number of a form; nothing where the field is empty.
///
/// # Errors
/// It is none, or above what is allowed.
pub fn whole(ask: &Ask, field: &str, most: u64) -> Result<Option<u64>, Fault> {
    let Some(typed) = ask.fields.said(field) else { return Ok(None) };
    match typed.parse::<u64>() {
        Ok(n) if n <= most => Ok(Some(n)),
        _ => Err(Fault::Told(
            ask.say("form.bad-number", &[("field", &ask.t(&format!("form.{field}"))), ("value", typed)]),
            Some(ask.say("form.number", &[("most", &most.to_string())])),
        )),
    }
}

/// Why a job is not taken.
pub fn told(refused: &Refused, ask: &Ask) -> Fault {
    match refused {
        Refused::Full => Fault::Told(ask.t("job.full"), Some(ask.t("job.full-remedy"))),
        Refused::Unkept(reason) => Fault::Told(ask.say("job.unkept", &[("reason", reason)]), None),
    }
}
