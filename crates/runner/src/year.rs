//! One year: needs, eligibility, model, solution, audited plan. Readable by anyone, top to bottom.

use crate::conflict::{self, Conflict};
use lungang_audit as audit;
use lungang_domain::county::County;
use lungang_domain::document::Seconds;
use lungang_domain::finding::Findings;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_domain::record::{InputHash, Record, RunInfo};
use lungang_solver::engine::{Engine, EngineError, Watch};
use lungang_solver::staffing::StaffingError;
use lungang_solver::{FormulateError, Limits, Outcome, eligibility, formulate, serves, staffing};
use std::time::Instant;

/// What a plan is made from.
pub struct Inputs {
    /// The county.
    pub county: County,
    /// The policy.
    pub policy: Policy,
    /// Findings of reading.
    pub findings: Findings,
    /// Hashes of the files.
    pub files: Vec<InputHash>,
    /// Where the county was, as the user gave it.
    pub path: String,
    /// Seconds that reading took.
    pub read_seconds: f64,
}

/// How a plan is made.
pub struct Settings<'a> {
    /// Seed of the lottery.
    pub seed: u64,
    /// The engine.
    pub engine: &'a dyn Engine,
    /// When to stop.
    pub limits: Limits,
}

/// What a year came to.
#[derive(Debug)]
pub enum Year {
    /// A plan with its audit.
    Planned(Box<Record>),
    /// No plan keeps the hard rules.
    Infeasible(Conflict),
    /// Stopped before any plan was found.
    Nothing,
}

/// A fault, not a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearError {
    /// The data would need numbers that no floating-point solver can be trusted with.
    Formulate(FormulateError),
    /// The solver failed.
    Engine(EngineError),
}

/// Plans one year.
///
/// # Errors
/// The model cannot be stated, or the solver failed. An infeasible county is a result, not an error.
pub fn plan(inputs: Inputs, settings: &Settings<'_>, watch: &Watch<'_>) -> Result<Year, YearError> {
    let Inputs { county, policy, findings, files, path, read_seconds } = inputs;
    let began = Instant::now();
    let needs = match staffing::needs(&county, &policy, settings.seed) {
        Ok(needs) => needs,
        Err(StaffingError::Engine(e)) => return Err(YearError::Engine(e)),
        Err(few) => return Ok(Year::Infeasible(Conflict::of_staffing(&few))),
    };
    let who = eligibility::verdicts(&county, &policy);
    let model = formulate(&county, &policy, &needs, &who, settings.seed).map_err(YearError::Formulate)?;
    let model_seconds = began.elapsed().as_secs_f64();
    tracing::info!(
        eligible = who.count(),
        rows = model.rows.len(),
        auxiliaries = model.auxiliaries.len(),
        seconds = model_seconds,
        "model stated"
    );

    let began = Instant::now();
    let outcome = settings.engine.solve(&model, &settings.limits, watch).map_err(YearError::Engine)?;
    let solve_seconds = began.elapsed().as_secs_f64();
    tracing::info!(engine = settings.engine.name(), seconds = solve_seconds, "solved");
    let solution = match outcome {
        Outcome::Solved(solution) => solution,
        Outcome::Nothing => return Ok(Year::Nothing),
        Outcome::Infeasible => {
            return conflict::find(&county, &policy, &needs, &who, settings, watch).map(Year::Infeasible);
        }
    };
    let plan = Plan { status: solution.status, moves: solution.moves, goals: solution.goals };
    let because = serves::serves(&county, &policy, &needs, &who, &plan.moves);

    let began = Instant::now();
    let certificate = solution.certificate;
    let submission =
        audit::submission_of(&plan, &county, &policy, &needs, settings.seed).certified(certificate.clone());
    let report = audit::check(&county, &policy, &submission);
    tracing::info!(clean = report.clean, breaches = report.breaches, "audited");
    let seconds = Seconds {
        read: read_seconds,
        model: model_seconds,
        solve: solve_seconds,
        audit: began.elapsed().as_secs_f64(),
    };
    let (solver, solver_version) = settings.engine.solver();
    let run = RunInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        county: path,
        policy: policy.id.clone(),
        policy_sha256: lungang_tables::policy::fingerprint(&policy),
        seed: settings.seed,
        engine: settings.engine.name().to_owned(),
        solver: solver.to_owned(),
        solver_version,
        threads: lungang_solver::engine::threads(),
        seconds,
        inputs: files,
    };
    let record = Record {
        county,
        policy,
        findings,
        needs,
        eligibility: who,
        plan,
        serves: because,
        certificate,
        audit: report,
        run,
    };
    Ok(Year::Planned(Box::new(record)))
}
