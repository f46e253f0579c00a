//! The worker: jobs in, answers out, one at a time.

use super::answer::{Answer, Planned, PlannedMove, Refusal};
use super::job::{Job, Question, Source, Ticket};
use super::limits;
use super::protocol::{Line, Request, Response, read_line, write_line};
use crate::case::Case;
use crate::year::{self, Settings, Year, YearError};
use lungang_domain::county::County;
use lungang_domain::document::EstablishmentDoc;
use lungang_domain::record::{ReadAs, Record};
use lungang_domain::whatif::{RunRetask, RunVisit};
use lungang_files::json;
use lungang_solver::engine::{Engine, EngineError, Watch};
use lungang_solver::{FormulateError, Limits};
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// Who works on what the worker reads itself, with what lies ready between jobs.
pub trait Desks {
    /// A run of a scenario.
    fn run(&mut self, ticket: &Ticket, engine: &dyn Engine, limits: Limits) -> Answer;

    /// A question about a plan's folder.
    fn ask(&mut self, question: &Question, engine: &dyn Engine, limits: Limits) -> Answer;
}

/// Answers the jobs that come in, until no more can come.
///
/// The end of the input means that whoever asked is gone: a job that is being worked on is not finished, the process ends
/// at once. So a parent that is killed leaves no worker behind, and the input is kept open until the answer is there.
///
/// # Errors
/// An answer cannot be written, or the system has no thread to watch the input.
pub fn serve(
    mut input: impl BufRead + Send + 'static,
    mut output: impl Write,
    desks: &mut dyn Desks,
) -> io::Result<()> {
    // One thread, and that before any limit of memory: a worker that cannot start a thread would not say why it ends.
    lungang_solver::engine::use_one_thread();
    let (sender, lines) = sync_channel(1);
    let open = Arc::new(AtomicUsize::new(0));
    let unanswered = Arc::clone(&open);
    std::thread::Builder::new().spawn(move || {
        while let Ok(Some(line)) = read_line(&mut input) {
            unanswered.fetch_add(1, Ordering::SeqCst);
            if sender.send(line).is_err() {
                break;
            }
        }
        if unanswered.load(Ordering::SeqCst) > 0 {
            end_now();
        }
    })?;
    for line in lines {
        let response = respond(&line, desks);
        // Before it is written: whoever has read it may close the input at once.
        open.fetch_sub(1, Ordering::SeqCst);
        write_line(&mut output, &response)?;
    }
    Ok(())
}

/// Ends the process in the middle of a solve: nothing is tidied up, since what would be is in use.
fn end_now() {
    #[cfg(unix)]
    let _ = nix::sys::signal::raise(nix::sys::signal::Signal::SIGKILL);
    std::process::abort();
}

fn respond(line: &Line, desks: &mut dyn Desks) -> Response {
    let refused = |reason: String| Response { id: 0, answer: Answer::Refused(Refusal::NotAJob { reason }) };
    let Line::Whole(text) = line else { return refused("not a line of text".to_owned()) };
    match json::parse::<Request>(text.as_bytes()) {
        Ok(request) => {
            limits::memory(request.memory_bytes);
            Response { id: request.id, answer: answer(request.job, desks) }
        }
        Err(error) => refused(error.to_string()),
    }
}

/// Works on one job.
fn answer(job: Job, desks: &mut dyn Desks) -> Answer {
    let engine = job.orders.method.engine();
    let limits = Limits { time: job.orders.time, gap: job.orders.gap };
    let source = match job.source {
        Source::Scenario(ticket) => return desks.run(&ticket, engine.as_ref(), limits),
        Source::Price(question) => return desks.ask(&question, engine.as_ref(), limits),
        source => source,
    };
    let case = match case(source) {
        Ok(case) => case,
        Err(refusal) => return Answer::Refused(refusal),
    };
    let settings = Settings { seed: job.orders.seed, engine: engine.as_ref(), limits, start: None };
    // Whoever wants no answer any more ends the process.
    let never = AtomicBool::new(false);
    match year::plan(case, &settings, &Watch { progress: &|_| {}, stop: &never }) {
        Ok(Year::Planned(record)) => Answer::Planned(Box::new(planned(&record))),
        Ok(Year::Infeasible(conflict)) => Answer::Infeasible(conflict),
        Ok(Year::Nothing) => Answer::Nothing,
        Err(error) => failed(error),
    }
}

/// A year that could not be planned, as an answer.
pub(crate) fn failed(error: YearError) -> Answer {
    match error {
        YearError::Engine(EngineError::Solver { solver, status }) => Answer::Failed { solver, status: Some(status) },
        YearError::Engine(EngineError::WrongAnswer { solver }) => Answer::Failed { solver, status: None },
        YearError::Formulate(FormulateError::CoefficientTooLarge { rule, coefficient }) => {
            Answer::Refused(Refusal::TooLarge { rule, coefficient })
        }
    }
}

fn case(source: Source) -> Result<Case, Refusal> {
    match source {
        // It has been seen to.
        Source::Scenario(ticket) => Err(Refusal::NotAJob { reason: format!("a run of {}", ticket.scenario.display()) }),
        Source::Price(question) => Err(Refusal::NotAJob { reason: format!("about {}", question.plan.display()) }),
        Source::Inline(world) if !world.points_inside() => {
            Err(Refusal::NotAJob { reason: "an index points outside its list".to_owned() })
        }
        Source::Inline(world) => Ok(Case::of(County::new(world.county), world.policy)),
        Source::Files(files) => {
            let case = Case::read(files.load(), ReadAs::default());
            case.map_err(|loaded| Refusal::of_findings(&files.county, &loaded.findings))
        }
    }
}

fn planned(record: &Record) -> Planned {
    let (county, policy) = (&record.county, &record.policy);
    let establishments = record.needs.establishments.iter().map(|e| EstablishmentDoc {
        school_id: county.school(e.school).id.clone(),
        stage: e.part,
        computed: e.computed,
        posts: e.posts,
    });
    Planned {
        status: record.plan.status,
        moves: record.plan.moves.iter().map(|m| PlannedMove::of(m, county, policy)).collect(),
        retasks: record.plan.retasks.iter().map(|r| RunRetask::of(r, county, policy)).collect(),
        visits: record.plan.visits.iter().map(|v| RunVisit::of(v, county, policy)).collect(),
        goals: record.plan.goals.clone(),
        establishments: establishments.collect(),
        certificate: record.certificate.clone(),
        seconds: record.run.seconds,
    }
}
