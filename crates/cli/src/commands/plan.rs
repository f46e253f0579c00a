//! `plan COUNTY -o DIR`: the plan, its record, its audit.

use super::{diagnose, input, output};
use crate::args::{EngineName, Plan, SolverName};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::document::{AuditSummary, Seconds, Summary};
use lungang_domain::format::Document;
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::words::{Lang, say};
use lungang_policies::fingerprint;
use lungang_report::json::{self, DiagnoseDocument, ErrorKind};
use lungang_report::{More, text, write_with};
use lungang_results::claim::Claim;
use lungang_results::exchange::exchange;
use lungang_results::plan_files::{COUNTY, PLAN_FILES};
use lungang_results::summary;
use lungang_runner::case::Case;
use lungang_runner::conflict::Conflict;
use lungang_runner::planned::{cells, listed, read_back};
use lungang_runner::year::{self, Settings, Year};
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::engine::{Progress, Watch};
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::{Engine, eligibility};
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// What `plan --format json` prints: the summary, and the conflict where there is no plan.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Summary")]
pub struct PlanDocument {
    #[serde(flatten)]
    summary: Summary,
    /// Why no plan keeps the hard rules; only where the status is `infeasible`.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<Conflict>,
    /// The conflict in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// What cannot hold together and what would repair it, as `diagnose` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnosis: Option<DiagnoseDocument>,
}

impl Document for PlanDocument {
    const NAME: &'static str = Summary::NAME;
    const FORMAT: u32 = Summary::FORMAT;
}

/// Plans one year and leaves the folder.
pub fn run(args: &Plan, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let engine = engine(args.making.engine, args.making.solver, terminal.lang)?;
    let pins = input::pins(&args.making.pin, terminal.lang)?;
    let (numbered, _draft) = numbered(args.making.next, &args.output, terminal, interrupt)?;
    let args = &Plan { output: numbered, ..args.clone() };
    refuse_inside(&args.input.county, &args.output, terminal.lang)?;
    refuse_edited(&args.output, args.making.force, terminal.lang)?;
    let _claim = output::try_folder(&args.output, PLAN_FILES, terminal, interrupt)?;
    let line = Line::new(terminal);
    let mut case = input::case_pinned(&args.input, pins, terminal, &line)?;

    // An infeasible county still has figures of its own.
    let (county, policy) = (case.county.clone(), case.policy.clone());
    let (read_seconds, mapping) = (case.source.seconds, case.source.mapping.clone());
    case.source.read_as.pins.clone_from(&args.making.pin);
    let limits = input::limits(args.making.stopping);
    let settings = Settings { seed: args.seed, engine: engine.as_ref(), limits, start: None };
    match solve(case, &settings, terminal, interrupt, &line)? {
        Year::Planned(record) => leave(&record, mapping.as_deref(), args, terminal, interrupt, &line),
        Year::Infeasible(conflict) => {
            line.done();
            infeasible(conflict, &county, &policy, read_seconds, args, terminal, interrupt)
        }
        Year::Nothing => Err(nothing(terminal, interrupt)),
    }
}

/// Solves while the line shows how far it is.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn solve(
    case: Case,
    settings: &Settings<'_>,
    terminal: &Terminal,
    interrupt: &Interrupt,
    line: &Line,
) -> Result<Year, Stop> {
    let seen = |progress: &Progress| {
        // From the second goal on there is the plan that the first one left.
        if progress.value.is_some() || progress.step.0 > 1 {
            interrupt.found();
        }
        line.goal(progress);
    };
    let watch = Watch { progress: &seen, stop: interrupt.stop() };
    line.step("stating", &[]);
    let planned = interrupt.solving(|| year::plan(case, settings, &watch));
    planned.map_err(|error| input::year_failure(terminal.lang, &error).into())
}

/// Stopped before any plan was found.
pub fn nothing(terminal: &Terminal, interrupt: &Interrupt) -> Stop {
    if interrupt.asked() {
        return Failure::new(ErrorKind::Interrupted, say(terminal.lang, "cli.interrupted", &[])).into();
    }
    let remedy = say(terminal.lang, "cli.plan.nothing-remedy", &[]);
    Failure::new(ErrorKind::Stopped, say(terminal.lang, "cli.plan.nothing", &[])).remedy(remedy).into()
}

/// The place of the plan, and the hold on it where it is a numbered draft's.
///
/// # Errors
/// Nothing can be put there.
pub fn numbered(
    next: bool,
    output: &Path,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(PathBuf, Option<Claim>), Stop> {
    if !next {
        return Ok((output.to_owned(), None));
    }
    output::next_draft(output, terminal, interrupt).map(|(place, claim)| (place, Some(claim)))
}

/// The county is read, never written over.
fn refuse_inside(county: &Path, output: &Path, lang: Lang) -> Result<(), Stop> {
    match (county.canonicalize(), output.canonicalize()) {
        (Ok(county), Ok(output)) if county.starts_with(&output) => {
            let message = say(lang, "cli.plan.same-place", &[("path", &output.display().to_string())]);
            Err(Failure::new(ErrorKind::Usage, message).into())
        }
        _ => Ok(()),
    }
}

/// A plan that was edited by hand is somebody's work: it is replaced only when that is asked for.
///
/// # Errors
/// It was edited, or cannot be read.
pub fn refuse_edited(dir: &Path, force: bool, lang: Lang) -> Result<(), Stop> {
    if force {
        return Ok(());
    }
    let path = dir.display().to_string();
    let edited = lungang_results::run::edited(dir).map_err(|e| {
        let reason = e.to_string();
        Failure::new(ErrorKind::Write, say(lang, "cli.file", &[("path", &path), ("reason", &reason)]))
    })?;
    if edited.is_empty() {
        return Ok(());
    }
    let message = say(lang, "cli.plan.edited", &[("files", &edited.join(", ")), ("path", &path)]);
    Err(Failure::new(ErrorKind::Write, message).remedy(say(lang, "cli.plan.edited-remedy", &[])).into())
}

/// The engine asked for.
///
/// # Errors
/// It does not go with the solver.
pub fn engine(engine: EngineName, solver: Option<SolverName>, lang: Lang) -> Result<Box<dyn Engine>, Stop> {
    match (engine, solver) {
        (EngineName::Fast, None | Some(SolverName::Highs)) => Ok(Box::new(Fast::default())),
        (EngineName::Fast, Some(SolverName::Microlp)) => {
            Err(Failure::new(ErrorKind::Usage, say(lang, "cli.plan.solver-needs-reference", &[])).into())
        }
        (EngineName::Reference, None | Some(SolverName::Microlp)) => Ok(Box::new(Whole(GoodLp::Microlp))),
        (EngineName::Reference, Some(SolverName::Highs)) => Ok(Box::new(Whole(GoodLp::Highs))),
    }
}

/// Writes the folder, then says what is in it.
fn leave(
    record: &Record,
    mapping: Option<&[u8]>,
    args: &Plan,
    terminal: &Terminal,
    interrupt: &Interrupt,
    line: &Line,
) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    line.step("writing", &[("path", &args.output.display().to_string())]);
    let unkept = RefCell::new(Vec::new());
    let fill = |copy: &Path| {
        output::county_folder(&record.county.to_parts(), &record.policy, copy, lang)?;
        unkept.replace(unlike(record, copy, terminal));
        Ok(())
    };
    let more = More { difference: None, county: Some(&fill), mapping };
    let writing = tracing::info_span!("write").entered();
    let written = write_with(record, &args.output, lang, interrupt.scratch(), &more);
    drop(writing);
    line.done();
    written.map_err(|e| output::failure(&e, terminal))?;
    tell_unkept(&unkept.take(), &args.output, terminal);
    if terminal.json {
        let summary = summary::summary(record);
        terminal.print(&json::to_text(&PlanDocument { summary, conflict: None, message: None, diagnosis: None }))?;
    } else {
        terminal.print(&text::plan(record, terminal.view()))?;
    }
    let path = args.output.display().to_string();
    terminal.tell(&say(lang, "cli.plan.files", &[("path", &path), ("files", &PLAN_FILES[..3].join(", "))]));
    if !record.audit.clean {
        let n = record.audit.breaches.to_string();
        terminal.insist(&say(lang, "cli.plan.breached", &[("n", &n), ("path", &path)]));
        return Ok(Exit::Found);
    }
    if record.plan.status == PlanStatus::Stopped {
        terminal.tell(&say(lang, "cli.plan.stopped", &[]));
        return Ok(Exit::Stopped);
    }
    Ok(Exit::Done)
}

/// Reads a copy of the county back, while it is nobody else's yet, and says where it is not what was planned.
fn unlike(record: &Record, copy: &Path, terminal: &Terminal) -> Vec<String> {
    let lang = terminal.lang;
    match read_back(copy) {
        Ok((county, policy)) if fingerprint(&policy) == record.run.policy_sha256 => {
            listed(&cells((&record.county, &record.policy), (&county, &policy), lang), input::most(terminal), lang)
        }
        Ok(_) => vec![COUNTY.to_owned()],
        Err(error) => vec![error.say(lang)],
    }
}

/// Where what the folder keeps is not what was planned, answers about the plan would be about something else.
fn tell_unkept(unlike: &[String], dir: &Path, terminal: &Terminal) {
    if !unlike.is_empty() {
        let path = dir.join(COUNTY).display().to_string();
        terminal.insist(&say(terminal.lang, "cli.plan.unkept", &[("path", &path)]));
        unlike.iter().for_each(|line| terminal.insist(line));
    }
}

/// No plan: a result, said in words.
fn infeasible(
    conflict: Conflict,
    county: &County,
    policy: &Policy,
    read: f64,
    args: &Plan,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Exit, Stop> {
    let message = conflict.say(terminal.lang);
    let asked =
        diagnose::AfterPlan { seed: args.seed, time: args.making.stopping.time_limit, input: Some(&args.input) };
    let diagnosis = diagnose::after_plan(county, policy, &asked, terminal, interrupt)?;
    if terminal.json {
        let summary = without_moves(county, policy, read, args.seed);
        let document = PlanDocument {
            summary,
            conflict: Some(conflict),
            message: Some(message.clone()),
            diagnosis: Some(diagnosis.0),
        };
        terminal.print(&json::to_text(&document))?;
        terminal.insist(&message);
    } else {
        terminal.print(&format!("{message}\n{}", diagnosis.1))?;
    }
    terminal.tell(&say(terminal.lang, "cli.plan.no-files", &[]));
    Ok(Exit::Infeasible)
}

/// The figures of a county that has no plan: as it stands today.
pub fn without_moves(county: &County, policy: &Policy, read: f64, seed: u64) -> Summary {
    let needs = lungang_solver::staffing::needs(county, policy, seed).unwrap_or_default();
    let unmet = needs.unmet_before(county, policy);
    let short = needs.posts.iter().map(lungang_domain::needs::Post::short).sum();
    let exchange = exchange(county, policy, &eligibility::verdicts(county, policy), &[]);
    Summary {
        status: PlanStatus::Infeasible,
        eligible: exchange.eligible_sending,
        moves: 0,
        moves_down: 0,
        backbone_moves: 0,
        exchange: Some(exchange),
        quota_required: None,
        backbone_required: None,
        unmet_need_before: unmet,
        unmet_need_after: unmet,
        short_posts_before: short,
        short_posts_after: short,
        short_posts_new: Some(0),
        goals: Vec::new(),
        private_schools: county.private_schools(),
        audit: AuditSummary { clean: false, breaches: 0, standing: Standing::Open },
        seconds: Seconds { read, ..Seconds::default() },
        lookahead: None,
    }
}
