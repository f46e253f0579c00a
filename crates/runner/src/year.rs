//! One year: needs, eligibility, model, solution, audited plan. Readable by anyone, top to bottom.

use crate::case::{Case, Source};
use crate::conflict::{self, Conflict};
use crate::heads;
use lungang_audit as audit;
use lungang_domain::audit::AuditReport;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::document::Seconds;
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_domain::record::{Record, RunInfo};
use lungang_solver::engine::{Engine, EngineError, Start, Watch};
use lungang_solver::staffing::StaffingError;
use lungang_solver::{FormulateError, Formulation, Limits, Outcome, eligibility, formulate, serves, staffing};
use std::time::Instant;

/// How a plan is made.
pub struct Settings<'a> {
    /// Seed of the lottery.
    pub seed: u64,
    /// The engine.
    pub engine: &'a dyn Engine,
    /// When to stop.
    pub limits: Limits,
    /// Prices of a year like this one, where there are any: the plan does not depend on them, only the time does.
    pub start: Option<&'a Certificate>,
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
pub fn plan(case: Case, settings: &Settings<'_>, watch: &Watch<'_>) -> Result<Year, YearError> {
    let Case { county, policy, findings, source } = case;
    let Source { path, read_as, files, seconds: read_seconds, .. } = source;
    let began = Instant::now();
    let _year = tracing::info_span!("year", seed = settings.seed).entered();
    let counting = tracing::info_span!("needs").entered();
    let needs = match staffing::needs(&county, &policy, settings.seed) {
        Ok(needs) => needs,
        Err(StaffingError::Engine(e)) => return Err(YearError::Engine(e)),
        Err(few) => return Ok(Year::Infeasible(Conflict::of_staffing(&few))),
    };
    let who = eligibility::verdicts(&county, &policy);
    drop(counting);
    let stating = tracing::info_span!("formulate").entered();
    let model = formulate(&county, &policy, &needs, &who, settings.seed).map_err(YearError::Formulate)?;
    drop(stating);
    let model_seconds = began.elapsed().as_secs_f64();
    tracing::info!(
        eligible = who.count(),
        rows = model.rows.len(),
        auxiliaries = model.auxiliaries.len(),
        seconds = model_seconds,
        "model stated"
    );

    let scene = Scene { county: &county, policy: &policy, needs: &needs, model: &model };
    let judged = match scene.judged(settings, watch)? {
        Judged::Plan(judged) => *judged,
        Judged::Nothing => return Ok(Year::Nothing),
        Judged::Infeasible => {
            let _finding = tracing::info_span!("conflict").entered();
            let settings = Settings { limits: settings.limits.less(began.elapsed()), ..*settings };
            return conflict::find(&county, &policy, &needs, &who, &settings, watch).map(Year::Infeasible);
        }
    };
    let because = serves::serves(&county, &policy, &needs, &who, &judged.plan);
    let seconds = Seconds { read: read_seconds, model: model_seconds, ..judged.seconds };
    let (solver, solver_version) = judged.solver;
    let run = RunInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        county: path,
        read_as,
        policy: policy.id.clone(),
        policy_sha256: lungang_policies::fingerprint(&policy),
        seed: settings.seed,
        engine: judged.engine.to_owned(),
        solver: solver.to_owned(),
        solver_version,
        threads: lungang_solver::engine::threads(),
        seconds,
        inputs: files,
        again: None,
        ahead: None,
    };
    let record = Record {
        county,
        policy,
        findings,
        needs,
        eligibility: who,
        plan: judged.plan,
        serves: because,
        certificate: judged.certificate,
        audit: judged.report,
        run,
    };
    Ok(Year::Planned(Box::new(record)))
}

/// The most columns that are stated in full when the engine has failed.
const MOST_COLUMNS: usize = 3_000_000;

/// What a plan is made and judged by.
struct Scene<'a> {
    county: &'a County,
    policy: &'a Policy,
    needs: &'a Needs,
    model: &'a Formulation<'a>,
}

/// A plan with its audit and whoever made it.
struct JudgedPlan {
    plan: Plan,
    certificate: Option<Certificate>,
    report: AuditReport,
    seconds: Seconds,
    engine: &'static str,
    solver: (&'static str, String),
}

/// What solving and judging came to.
enum Judged {
    Plan(Box<JudgedPlan>),
    Nothing,
    Infeasible,
}

impl Scene<'_> {
    /// Solves and audits. An engine that fails, or whose plan the audit does not pass, is followed by its second opinions; the
    /// last one's answer stands as it is.
    fn judged(&self, settings: &Settings<'_>, watch: &Watch<'_>) -> Result<Judged, YearError> {
        let began = Instant::now();
        let mut other: Option<Box<dyn Engine>> = None;
        loop {
            let engine = other.as_deref().unwrap_or(settings.engine);
            // The reference engine states every column: no way out where they do not fit into memory.
            let fits = |e: &dyn Engine| e.name() == engine.name() || self.model.count_columns() <= MOST_COLUMNS;
            // One clock for all opinions.
            let limits = settings.limits.less(began.elapsed());
            let start = Start { moves: &[], retasks: &[], certificate: settings.start.filter(|_| other.is_none()) };
            let solving = tracing::info_span!("solve", engine = engine.name()).entered();
            let solved = engine.solve_from(self.model, &start, &limits, watch);
            drop(solving);
            let next = engine.second();
            let solution = match solved {
                Ok(Outcome::Solved(solution)) => solution,
                Ok(Outcome::Nothing) => return Ok(Judged::Nothing),
                Ok(Outcome::Infeasible) => return Ok(Judged::Infeasible),
                Err(error) if watch.stopped() || !next.as_deref().is_some_and(fits) => {
                    return Err(YearError::Engine(error));
                }
                Err(error) => {
                    tracing::warn!(engine = engine.name(), ?error, "the engine failed, a second opinion is asked");
                    other = next;
                    continue;
                }
            };
            let solve = began.elapsed().as_secs_f64();
            tracing::info!(engine = engine.name(), seconds = solve, "solved");
            let audited = Instant::now();
            let auditing = tracing::info_span!("audit").entered();
            let (mut plan, certificate) = solution.into_plan();
            plan.heads =
                heads::matched(self.county, self.policy, &plan.moves, settings.seed).map_err(YearError::Engine)?;
            let submission = audit::submission_of(&plan, self.county, self.policy, self.needs, settings.seed);
            let report = audit::check(self.county, self.policy, &submission.certified(certificate.clone()));
            drop(auditing);
            tracing::info!(clean = report.clean, breaches = report.breaches, "audited");
            if !report.clean && !watch.stopped() && next.as_deref().is_some_and(fits) {
                let kinds: Vec<&str> = report.faults.iter().map(|fault| fault.kind.as_str()).collect();
                tracing::warn!(
                    engine = engine.name(),
                    ?kinds,
                    "the audit does not pass the plan, a second opinion is asked"
                );
                other = next;
                continue;
            }
            let seconds = Seconds { solve, audit: audited.elapsed().as_secs_f64(), ..Seconds::default() };
            let (engine, solver) = (engine.name(), engine.solver());
            return Ok(Judged::Plan(Box::new(JudgedPlan { plan, certificate, report, seconds, engine, solver })));
        }
    }
}
