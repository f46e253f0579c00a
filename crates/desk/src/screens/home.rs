//! The year at a glance: what stands in the folder, what is missing, and the next step.

use super::rows::{PlanRow, plans};
use super::{Desk, Frame, files};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::{Entry, Kind};
use crate::shelf::County;
use askama::Template;
use lungang_domain::finding::Severity;
use lungang_domain::shown::shown;

/// A county in the overview.
struct Row {
    address: String,
    name: String,
    about: String,
    figures: Vec<(String, String)>,
    next: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    frame: Frame<'a>,
    unkept: Option<String>,
    counties: Vec<Row>,
    plans: Vec<PlanRow>,
    notices: Vec<(String, String)>,
    files: Vec<(String, String, String)>,
    others: Vec<String>,
}

/// The first page.
pub fn home(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entries = desk.folder.entries();
    let of = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind);
    let name = |entry: &Entry| shown(&entry.name).into_owned();
    let county = |entry: &Entry| {
        let read = desk.shelf.county(&entry.path);
        let of = plans(desk, ask, Some(entry));
        let steps = steps(ask, entry, &read, &of);
        let next = steps.iter().find(|step| step.state != "done");
        let done = || {
            let published = of.iter().find(|plan| plan.is_published)?;
            Some((published.address.clone(), ask.say("home.done", &[("name", &published.name)])))
        };
        Row {
            address: format!("/county/{}", part(&entry.name)),
            name: titled(&read, entry),
            about: about(ask, &read),
            figures: figures(ask, &read, of.len()),
            next: next.map(|step| (step.address.clone(), step.to_do.clone())).or_else(done),
        }
    };
    let file = |entry: &Entry| (format!("/files/{}", part(&entry.name)), name(entry), files::state(desk, ask, entry));
    let home = Home {
        frame: Frame::new(ask, "home", &ask.t("home.title")),
        unkept: desk.queue.unkept().map(|reason| ask.say("job.unkept", &[("reason", &reason)])),
        counties: of(Kind::County).map(county).collect(),
        plans: plans(desk, ask, None),
        notices: of(Kind::Notice).map(|e| (format!("/notice/{}", part(&e.name)), name(e))).collect(),
        files: of(Kind::Files).map(file).collect(),
        others: of(Kind::Result).map(name).collect(),
    };
    Ok(Answer::Page(home.render()?))
}

/// A step of the year.
struct Step {
    address: String,
    title: String,
    words: String,
    /// What there is to do while it is not done.
    to_do: String,
    /// `done`, `now` or `later`.
    state: &'static str,
    mark: &'static str,
}

#[derive(Template)]
#[template(path = "county.html")]
struct Overview<'a> {
    frame: Frame<'a>,
    about: String,
    steps: Vec<Step>,
    plans: Vec<PlanRow>,
}

/// A county at a glance.
pub fn county(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, read) = desk.county(ask)?;
    let plans = plans(desk, ask, Some(&entry));
    let frame = Frame::county(ask, &entry, "", &titled(&read, &entry));
    let page = Overview { frame, about: about(ask, &read), steps: steps(ask, &entry, &read, &plans), plans };
    Ok(Answer::Page(page.render()?))
}

/// The county's own name, with that of its folder where it is another.
fn titled(county: &County, entry: &Entry) -> String {
    let name = &county.loaded.tables.name;
    let named =
        if *name == entry.name || name.is_empty() { entry.name.clone() } else { format!("{name}（{}）", entry.name) };
    shown(&named).into_owned()
}

/// School year and policy.
fn about(ask: &Ask, county: &County) -> String {
    let loaded = &county.loaded;
    let year = loaded.tables.school_year.label();
    let policy = match (&loaded.policy, &loaded.named) {
        (Some(policy), _) => policy.name.get(ask.lang).to_owned(),
        (None, Some((named, _))) => named.clone(),
        (None, None) => ask.t("home.no-policy"),
    };
    shown(&ask.say("home.about", &[("year", &year), ("policy", &policy)])).into_owned()
}

fn figures(ask: &Ask, county: &County, plans: usize) -> Vec<(String, String)> {
    let rows =
        |table: &str| county.loaded.tables.table(table).map_or_else(|| "–".to_owned(), |table| table.len().to_string());
    let eligible = county.case.as_ref().map_or_else(|| "–".to_owned(), |(_, who)| who.count().to_string());
    vec![
        (ask.t("home.schools"), rows("schools")),
        (ask.t("home.people"), rows("teachers")),
        (ask.t("home.eligible"), eligible),
        (ask.t("home.errors"), county.found.count(Severity::Error).to_string()),
        (ask.t("home.warnings"), county.found.count(Severity::Warning).to_string()),
        (ask.t("home.drafts"), plans.to_string()),
    ]
}

/// The steps from the tables to the notice, in order.
fn steps(ask: &Ask, entry: &Entry, county: &County, plans: &[PlanRow]) -> Vec<Step> {
    let root = format!("/county/{}", part(&entry.name));
    let errors = county.found.count(Severity::Error);
    let warnings = county.found.count(Severity::Warning).to_string();
    let sound = county.case.is_some();
    let newest = plans.first();
    let published = plans.iter().any(|plan| plan.is_published);
    let whole = county.established().is_ok();
    let plan = newest.map_or_else(|| format!("{root}/plan"), |plan| format!("{}/notice", plan.address));
    let eligible = county.case.as_ref().map(|(case, who)| (who.count(), case.county.teachers.len()));
    let (n, of) = eligible.map_or_else(Default::default, |(n, of)| (n.to_string(), of.to_string()));
    let n_errors = errors.to_string();
    let said = |key: &str, args: &[(&str, &str)]| ask.say(&format!("step.{key}"), args);
    let steps = [
        (
            "problems",
            format!("{root}/problems"),
            sound,
            match (errors, sound) {
                (0, true) => said("problems-done", &[("warnings", &warnings)]),
                (0, false) => said("problems-roster", &[]),
                _ => said("problems-open", &[("errors", &n_errors), ("warnings", &warnings)]),
            },
        ),
        (
            "establishment",
            format!("{root}/establishment"),
            whole,
            said(if whole { "establishment-done" } else { "waits" }, &[]),
        ),
        (
            "people",
            format!("{root}/people"),
            sound,
            match sound {
                true => said("people-done", &[("n", &n), ("of", &of)]),
                false => said("waits", &[]),
            },
        ),
        (
            "plan",
            format!("{root}/plan"),
            newest.is_some(),
            match newest {
                Some(newest) => said("plan-done", &[("n", &plans.len().to_string()), ("name", &newest.name)]),
                None => said(if sound { "plan-open" } else { "waits" }, &[]),
            },
        ),
        (
            "notice",
            plan,
            published,
            said(
                if published {
                    "notice-done"
                } else if newest.is_some() {
                    "notice-open"
                } else {
                    "notice-waits"
                },
                &[],
            ),
        ),
    ];
    let first = steps.iter().position(|(_, _, done, _)| !done);
    let step = |(at, (key, address, done, words)): (usize, (&'static str, String, bool, String))| {
        let (state, mark) = match (done, Some(at) == first) {
            (true, _) => ("done", "✓"),
            (false, true) => ("now", "●"),
            (false, false) => ("later", "○"),
        };
        let (title, to_do) = (said(&format!("{key}-title"), &[]), said(&format!("{key}-do"), &[]));
        Step { address, title, words: shown(&words).into_owned(), to_do, state, mark }
    };
    steps.into_iter().enumerate().map(step).collect()
}
