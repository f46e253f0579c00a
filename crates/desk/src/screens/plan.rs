//! A plan: its sections, and a page for each teacher.

use super::jobs::Ending;
use super::people::{Person, called};
use super::{Desk, Frame, unopened};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::Entry;
use crate::jobs::{Job, Work};
use crate::shelf::Plan;
use askama::Template;
use lungang_domain::shown::shown;
use lungang_report::html::PlanSource;
use lungang_report::json::ExplainDocument;
use lungang_report::screens::{self, Decision};
use lungang_results::{mask, names};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "plan.html")]
pub struct Sections<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) lines: Vec<String>,
    pub(super) action: Option<(String, String)>,
    pub(super) contents: Vec<(&'static str, String)>,
    pub(super) html: String,
}

/// The screen.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let root = format!("/plan/{}", part(&entry.name));
    let leads = root.clone();
    let (title, fragment) =
        screens::plan(&source(plan), Box::new(move |id| format!("{leads}/people/{}", part(id))), ask.lang);
    let policy = &plan.planned.policy;
    let args = [("name", policy.name.get(ask.lang)), ("id", policy.id.as_str())];
    let frame = Frame::plan(ask, &entry, "", &title).download(format!("{root}/plan.xlsx"));
    let page = Sections {
        frame: Frame { charts: fragment.charts, ..frame },
        lines: vec![shown(&names::sentence(ask.lang, "overview.policy", &args)).into_owned()],
        action: None,
        contents: fragment.contents,
        html: fragment.html,
    };
    Ok(Answer::Page(page.render()?))
}

fn source(plan: &Plan) -> PlanSource<'_> {
    let planned = &plan.planned;
    PlanSource {
        county: &planned.county,
        policy: &planned.policy,
        document: &planned.document,
        moves: &planned.moves,
        audit: &plan.audit,
        who: &plan.who,
        run: &planned.run,
        sha256: sha256(plan),
    }
}

fn sha256(plan: &Plan) -> &str {
    plan.planned.outputs.iter().find(|o| o.file == "plan.json").map_or("", |o| o.sha256.as_str())
}

/// The workbook of the plan's folder, as the command left it.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, _) = desk.plan(ask)?;
    let name = ask.say("file.plan", &[("name", &entry.name)]);
    file(&entry, "plan.xlsx", name)
}

/// A workbook of a folder, as it stands there.
///
/// # Errors
/// There is none.
pub fn file(entry: &Entry, file: &str, name: String) -> Result<Answer, Fault> {
    let bytes = lungang_files::read(&entry.path.join(file), lungang_files::caps::DOCUMENT);
    bytes.map(|bytes| Answer::Workbook(name, bytes)).map_err(|_| Fault::Nothing)
}

/// The newest question about a teacher, to this very plan, in this language.
fn asked(desk: &Desk, entry: &Entry, plan: &Plan, of: &str, ask: &Ask) -> Option<Job> {
    let about = |job: &Job| match &job.work {
        Work::Explain { plan: name, sha256: of_plan, teacher } => {
            *name == entry.name && of_plan == sha256(plan) && teacher == of && job.lang() == ask.lang
        }
        _ => false,
    };
    desk.queue.newest(about).map(|(job, _)| job)
}

/// What a plan decides on a teacher, why, and, where that was asked, what else there was.
pub fn person(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let (county, policy) = (&plan.planned.county, &plan.planned.policy);
    let at = county.find_teacher(ask.name("teacher")).ok_or(Fault::Nothing)?;
    let teacher = county.teacher(at);
    let (decided, said) = screens::decision(&plan.planned.document, county, policy, &teacher.id, ask.lang);
    let look = match decided {
        Decision::Moves => "moves",
        Decision::Retasked => "retasked",
        Decision::Stays => "stays",
    };
    let job = asked(desk, &entry, plan, &teacher.id, ask);
    let waits = job.as_ref().is_some_and(|job| job.state.open());
    let answer = job.as_ref().and_then(|job| ExplainDocument::deserialize(job.result.as_ref()?).ok());
    let ending = job.as_ref().map(|job| Ending::of(desk, job, ask));
    let fault = ending.as_ref().filter(|_| answer.is_none() && !waits).map(|ending| {
        [Some(ending.words.clone()), ending.remedy.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let frame = Frame::plan(ask, &entry, "", &called(&teacher.id, &mask::shown(policy, &teacher.name)));
    let page = Person {
        frame: Frame { waits, ..frame },
        address: format!("/plan/{}/people/{}", part(&entry.name), part(&teacher.id)),
        decision: Some((look, said.iter().map(|line| shown(line).into_owned()).collect())),
        state: ending.map(|ending| ending.words).unwrap_or_default(),
        answer: answer.map(|answer| screens::explanation(&answer, county, policy, ask.lang)),
        fault,
        facts: screens::facts(county, policy, &plan.who, at, ask.lang),
        choices: super::hand::choices(&entry, plan, at, ask),
        plans: Vec::new(),
    };
    Ok(Answer::Page(page.render()?))
}

/// Asks the plan about a teacher, unless that is being asked already.
pub fn explain(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let at = plan.planned.county.find_teacher(ask.name("teacher")).ok_or(Fault::Nothing)?;
    let teacher = plan.planned.county.teacher(at).id.clone();
    let here = format!("/plan/{}/people/{}", part(&entry.name), part(&teacher));
    if asked(desk, &entry, plan, &teacher, ask).is_some_and(|job| job.state.open()) {
        return Ok(Answer::To(here));
    }
    let work = Work::Explain { plan: entry.name.clone(), sha256: sha256(plan).to_owned(), teacher };
    desk.queue.ask(ask.lang, |_| work).map_err(|refused| super::making::told(&refused, ask))?;
    Ok(Answer::To(here))
}
