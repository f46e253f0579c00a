//! Jobs: how far they are, and how they ended.

use super::{Desk, Frame};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::Kind;
use crate::jobs::{Job, Live, State, Work};
use askama::Template;
use jiff::Timestamp;
use lungang_domain::identity;
use lungang_domain::shown::shown;
use lungang_domain::words::say;
use lungang_report::json::{DiagnoseDocument, ErrorDocument};
use lungang_report::screens;
use lungang_runner::published::BEIJING;
use serde::Deserialize;
use serde_json::Value;

/// A job in the list.
struct Row {
    address: String,
    number: String,
    about: String,
    asked: String,
    state: String,
}

#[derive(Template)]
#[template(path = "jobs.html")]
struct List<'a> {
    frame: Frame<'a>,
    jobs: Vec<Row>,
}

/// All jobs.
pub fn list(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let row = |job: &Job| Row {
        address: format!("/jobs/{}", job.number),
        number: job.number.to_string(),
        about: about(job, ask),
        asked: clock(job.asked),
        state: Ending::of(desk, job, ask).words,
    };
    let jobs = desk.queue.jobs().iter().map(row).collect();
    Ok(Answer::Page(List { frame: Frame::new(ask, "jobs", &ask.t("job.title")), jobs }.render()?))
}

/// What a job does, in words.
fn about(job: &Job, ask: &Ask) -> String {
    let (teacher, to) = match &job.work {
        Work::Explain { teacher, .. } => (teacher.as_str(), ""),
        Work::Adjust { teacher, to, .. } => (teacher.as_str(), to.as_str()),
        _ => ("", ""),
    };
    let into = job.work.output().unwrap_or_default();
    let args = [("of", job.work.about()), ("into", into), ("teacher", teacher), ("to", to)];
    shown(&ask.say(&format!("job.about-{}", job.work.name()), &args)).into_owned()
}

#[derive(Template)]
#[template(path = "job.html")]
struct Page<'a> {
    frame: Frame<'a>,
    address: String,
    about: String,
    doing: Doing,
    beside: Option<(String, String)>,
    stop: Option<String>,
    stop_what: String,
    diagnosis: Option<String>,
    said: Vec<String>,
}

fn found(desk: &Desk, ask: &Ask) -> Result<(Job, Option<Live>), Fault> {
    let number = ask.name("job").parse().map_err(|_| Fault::Nothing)?;
    desk.queue.job(number).ok_or(Fault::Nothing)
}

/// One job.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (job, live) = found(desk, ask)?;
    let mut ending = Ending::of(desk, &job, ask);
    let title = ask.say("job.one", &[("n", &job.number.to_string())]);
    let stopping = live.as_ref().is_some_and(|live| live.stopping);
    let stop = job.state.open().then(|| {
        ask.t(match (&job.state, stopping) {
            (State::Waiting, _) => "job.withdraw",
            (_, true) => "job.stop-now",
            (_, false) if job.work.plans() => "job.stop",
            _ => "job.end",
        })
    });
    let keeps = job.work.plans() && job.state == State::Running;
    let page = Page {
        frame: Frame { waits: job.state.open(), ..Frame::new(ask, "jobs", &title) },
        address: format!("/jobs/{}", job.number),
        about: about(&job, ask),
        beside: beside(&job, ending.next.is_some(), ask),
        stop,
        stop_what: if keeps {
            ask.t(if stopping { "job.stop-now-what" } else { "job.stop-what" })
        } else {
            String::new()
        },
        diagnosis: ending.diagnosis.take(),
        doing: Doing::of(ending, live, ask),
        said: job.said.iter().map(|line| private(line, ask)).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// How a job is doing, as every screen shows it.
pub struct Doing {
    /// As [`Ending::look`].
    pub look: &'static str,
    /// In words.
    pub words: String,
    /// Steps done, and of how many.
    pub progress: Option<(u64, u64)>,
    /// What it is at.
    pub step: Option<String>,
    /// What to do about it.
    pub remedy: Option<String>,
    /// Where to go from here.
    pub next: Option<(String, String)>,
}

impl Doing {
    /// By how it ended, or how far it is.
    pub fn of(ending: Ending, live: Option<Live>, ask: &Ask) -> Doing {
        let stopping = live.as_ref().is_some_and(|live| live.stopping);
        let note = live.and_then(|live| live.note);
        Doing {
            look: ending.look,
            words: if stopping { ask.t("job.stopping") } else { ending.words },
            progress: note.as_ref().and_then(|note| note.at.zip(note.of)),
            step: note.map(|note| shown(&note.words).into_owned()),
            remedy: ending.remedy,
            next: ending.next,
        }
    }
}

/// A line of a process, without what nobody sees and without identity numbers.
pub fn private(line: &str, ask: &Ask) -> String {
    identity::scrub(&shown(line), &say(ask.lang, "identity.number", &[])).into_owned()
}

/// Asks a job to stop.
pub fn stop(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (job, _) = found(desk, ask)?;
    desk.queue.stop(job.number);
    Ok(Answer::To(format!("/jobs/{}", job.number)))
}

/// How a job ended, for whoever asked for it.
pub struct Ending {
    /// Whether it is as it should be: `good`, `warning` or `busy`.
    pub look: &'static str,
    /// In words.
    pub words: String,
    /// What to do about it.
    pub remedy: Option<String>,
    /// Where to go from here.
    next: Option<(String, String)>,
    /// Why there is no plan, and what would give one.
    diagnosis: Option<String>,
}

impl Ending {
    /// By the end of its process and the document that this printed.
    pub fn of(desk: &Desk, job: &Job, ask: &Ask) -> Ending {
        let told = |look: &'static str, key: &str| Ending {
            look,
            words: ask.t(&format!("job.{key}")),
            remedy: None,
            next: None,
            diagnosis: None,
        };
        let next = made(desk, job, ask);
        let ending = match &job.state {
            State::Waiting => told("busy", "waiting"),
            State::Running => told("busy", "running"),
            State::Withdrawn => told("soft", "withdrawn"),
            State::CutOff if next.is_some() => told("warning", "cut-off-kept"),
            State::CutOff => Ending { remedy: Some(ask.t("job.again")), ..told("warning", "cut-off") },
            State::Crashed { reason } => {
                let words = ask.say("job.crashed", &[("reason", reason)]);
                Ending { words, remedy: Some(ask.t("job.again")), ..told("warning", "crashed") }
            }
            State::Ended { code } => by_code(*code, job, ask, &told),
        };
        Ending { next: ending.next.or(next), ..ending }
    }
}

/// A plan that was adjusted beside the one that it was made from, once it stands.
fn beside(job: &Job, stands: bool, ask: &Ask) -> Option<(String, String)> {
    let Work::Adjust { plan, output, .. } = &job.work else { return None };
    let address = format!("/compare?plan={}&plan={}", part(plan), part(output));
    stands.then(|| (address, ask.say("job.beside", &[("name", &shown(plan))])))
}

/// The folder that a job made, where it stands.
fn made(desk: &Desk, job: &Job, ask: &Ask) -> Option<(String, String)> {
    let (kind, path, key) = match &job.work {
        Work::Plan { .. } | Work::Adjust { .. } => (Kind::Plan, "plan", "job.open-plan"),
        Work::Disclose { .. } => (Kind::Notice, "notice", "job.open-notice"),
        Work::Import { files, .. } => {
            let found = desk.folder.find(files, Kind::Files);
            return found.map(|entry| (format!("/files/{}", part(&entry.name)), ask.t("job.open-files")));
        }
        Work::Explain { plan, teacher, .. } => {
            let address = format!("/plan/{}/people/{}", part(plan), part(teacher));
            return desk.folder.find(plan, Kind::Plan).map(|_| (address, ask.t("job.open-person")));
        }
    };
    if matches!(job.state, State::Waiting | State::Running | State::Withdrawn) {
        return None;
    }
    let entry = desk.folder.find(job.work.output()?, kind)?;
    let words = ask.say(key, &[("name", &shown(&entry.name))]);
    Some((format!("/{path}/{}", part(&entry.name)), words))
}

fn by_code(code: i32, job: &Job, ask: &Ask, told: &dyn Fn(&'static str, &str) -> Ending) -> Ending {
    let plan = job.work.plans();
    let result = job.result.as_ref();
    // Of a plan made again the summary has it.
    let status = |r: &Value| {
        r.get("status").or_else(|| r.get("summary")?.get("status")).and_then(Value::as_str).map(str::to_owned)
    };
    let status = result.and_then(status);
    let proved = status.as_deref() == Some("optimal");
    if let Some(error) = result.and_then(|r| ErrorDocument::deserialize(r).ok()) {
        return Ending {
            words: private(&error.message, ask),
            remedy: error.remedy.map(|r| private(&r, ask)),
            ..told("warning", "failed")
        };
    }
    if let Some(document) = super::files::document(job) {
        return match (document.written.is_some(), document.questions.len(), document.errors) {
            (true, ..) => told("good", "imported"),
            (false, 0, _) => told("warning", "not-imported"),
            (false, n, errors) => {
                let (n, errors) = (n.to_string(), errors.to_string());
                let key = if document.errors > 0 { "asks-and-errors" } else { "asks" };
                let words = ask.say(&format!("job.{key}"), &[("n", &n), ("errors", &errors)]);
                Ending { words, ..told("busy", "asks") }
            }
        };
    }
    match (code, plan) {
        (0, true) if proved => told("good", "optimal"),
        (0, true) => told("good", "within-gap"),
        (0, false) => told("good", "done"),
        (4, true) => told("warning", "stopped"),
        (4, false) => told("warning", "asked-long"),
        (3, true) => infeasible(result, ask, told),
        (1, true) if status.is_some() => told("warning", "breached"),
        (1, true) if matches!(job.work, Work::Adjust { .. }) => refused(result, ask, told),
        (1, _) => {
            let address = format!("/county/{}/problems", part(job.work.about()));
            let next = plan.then(|| (address, ask.t("faulty.next")));
            Ending { next, ..told("warning", "findings") }
        }
        (101, _) => Ending { remedy: Some(ask.t("job.again")), ..told("warning", "bug") },
        (130, _) => told("warning", "interrupted"),
        (code, _) => {
            let words = ask.say("job.code", &[("code", &code.to_string())]);
            Ending { words, ..told("warning", "code") }
        }
    }
}

/// What was decided by hand cannot be asked for: the first of the findings, and what to do about it.
fn refused(result: Option<&Value>, ask: &Ask, told: &dyn Fn(&'static str, &str) -> Ending) -> Ending {
    let cause = result.and_then(|r| r.get("causes")?.get(0));
    let text = |key: &str| cause.and_then(|c| c.get(key)).and_then(Value::as_str).map(|text| private(text, ask));
    let failed = told("warning", "failed");
    Ending { words: text("message").unwrap_or(failed.words), remedy: text("remedy"), ..told("warning", "failed") }
}

/// No plan keeps the hard rules: why, and what would give one.
fn infeasible(result: Option<&Value>, ask: &Ask, told: &dyn Fn(&'static str, &str) -> Ending) -> Ending {
    let document = result.and_then(|r| DiagnoseDocument::deserialize(r.get("diagnosis")?).ok());
    let message = result.and_then(|r| r.get("message")).and_then(Value::as_str).map(|m| private(m, ask));
    Ending {
        diagnosis: document.map(|document| screens::diagnosis(&document, ask.lang)),
        remedy: message,
        ..told("warning", "infeasible")
    }
}

/// A moment as the clock on the wall shows it, to the minute.
fn clock(moment: Timestamp) -> String {
    BEIJING.to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
}
