//! One contestant of our own in a process of its own: the county is loaded and stated, only stating and solving are timed,
//! and every finished goal is a line of JSON on stdout, as the peers write it.

use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_runner::load;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::engine::{EngineError, Progress, Watch};
use lungang_solver::model::program::Ended;
use lungang_solver::solvers::highs::{self, Highs};
use lungang_solver::solvers::{Solver, Task};
use lungang_solver::{Engine, Formulation, Limits, Outcome, Solution, eligibility, formulate, staffing};
use lungang_tables::read::Options;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Seed of the lottery: that of `plan` and `export` where none is given.
const SEED: u64 = 1;

/// What a process of our own does.
pub enum Part {
    /// Counts columns and rows.
    Count,
    /// The engine, with a time limit for all goals and a gap.
    Fast(Limits),
    /// HiGHS on the whole model, with a time limit for each goal.
    Highs(Duration),
}

/// Loads and states the county, and plays the part.
pub fn run(part: &Part, path: &Path) -> Result<(), String> {
    let loaded = load::load(path, &Options::default(), None);
    let (Some(county), Some(policy)) = (loaded.county, loaded.policy) else {
        return Err(format!("{} cannot be read", path.display()));
    };
    let began = Instant::now();
    let needs = staffing::needs(&county, &policy, SEED).map_err(|e| format!("{e:?}"))?;
    state(part, &county, &policy, &needs, began)
}

fn state(part: &Part, county: &County, policy: &Policy, needs: &Needs, began: Instant) -> Result<(), String> {
    let who = eligibility::verdicts(county, policy);
    let stated = formulate(county, policy, needs, &who, SEED).map_err(|e| format!("{e:?}"))?;
    let formulate = began.elapsed().as_secs_f64();
    println!("{}", json!({"ready": {"version": format!("HiGHS {}", highs::version()), "formulate": formulate}}));
    match part {
        Part::Count => {
            let moves = stated.leavers.iter().flat_map(|l| l.each(&stated.world));
            let receiving: BTreeSet<_> = moves.map(|c| c.to).collect();
            let columns = stated.count_columns();
            println!(
                "{}",
                json!({"count": {
                    "columns": columns, "rows": stated.rows.len(), "eligible": who.count(), "receiving": receiving.len(),
                }})
            );
            Ok(())
        }
        Part::Fast(limits) => fast(&stated, limits),
        Part::Highs(limit) => whole(&stated, *limit),
    }
}

/// When the last word on each goal came, what was priced, and how many columns the program had at most.
#[derive(Default)]
struct Seen {
    ends: Vec<f64>,
    priced: u64,
    columns: u64,
}

fn fast(stated: &Formulation<'_>, limits: &Limits) -> Result<(), String> {
    let seen = Mutex::new(Seen { ends: vec![0.0; stated.goals.len()], ..Seen::default() });
    let began = Instant::now();
    let look = |progress: &Progress| {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(end) = progress.step.0.checked_sub(1).and_then(|i| seen.ends.get_mut(i)) {
            *end = began.elapsed().as_secs_f64();
        }
        seen.priced = seen.priced.max(progress.priced);
        seen.columns = seen.columns.max(progress.columns);
    };
    let never = AtomicBool::new(false);
    let outcome = Fast::default().solve(stated, limits, &Watch { progress: &look, stop: &never });
    let seconds = began.elapsed().as_secs_f64();
    let solution = match outcome.map_err(|e| format!("{e:?}"))? {
        Outcome::Solved(solution) => solution,
        Outcome::Infeasible => return Err("infeasible".to_owned()),
        Outcome::Nothing => return Err("nothing found in time".to_owned()),
    };
    let mut seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    // What comes after the last goal's last word belongs to it.
    if let Some(last) = seen.ends.last_mut() {
        *last = seconds;
    }
    tell(&solution, &seen);
    Ok(())
}

fn tell(solution: &Solution, seen: &Seen) {
    let mut before = 0.0f64;
    for (i, goal) in solution.goals.iter().enumerate() {
        // A goal that was never spoken of took its time together with another.
        let end = seen.ends.get(i).copied().unwrap_or(before).max(before);
        let proofs = solution.certificate.iter().flat_map(|c| &c.goals);
        let certified = proofs.filter(|proof| proof.name == goal.name).map(|proof| proof.bound).next();
        let finished = solution.status == PlanStatus::Optimal || goal.bound == Some(goal.value);
        println!(
            "{}",
            json!({"goal": {
                "name": goal.name, "value": goal.value, "bound": goal.bound, "certified": certified,
                "seconds": end - before, "finished": finished,
            }})
        );
        before = end;
    }
    println!("{}", json!({"done": {"priced": seen.priced, "columns": seen.columns}}));
}

fn whole(stated: &Formulation<'_>, limit: Duration) -> Result<(), String> {
    let goals = stated.goals.iter().map(|g| (g.name.clone(), g.scale())).collect();
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    let timed = Timed { inner: Highs::default(), limit, goals, out_of_time: AtomicBool::new(false) };
    let engine = Whole(timed);
    match engine.solve(stated, &Limits::default(), &watch) {
        Ok(Outcome::Solved(_)) => Ok(()),
        // A goal that ran out of time was told and is a result.
        Err(_) if engine.0.out_of_time.load(std::sync::atomic::Ordering::Relaxed) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

/// A solver with a time limit for every goal, which tells what became of each.
struct Timed {
    inner: Highs,
    limit: Duration,
    /// Name and scale of each goal.
    goals: Vec<(String, (i64, i64))>,
    out_of_time: AtomicBool,
}

impl Solver for Timed {
    fn name(&self) -> (&'static str, String) {
        self.inner.name()
    }

    fn minimise(&self, task: &Task<'_>) -> Result<Ended, EngineError> {
        let began = Instant::now();
        let ended = self.inner.minimise(&Task { until: Some(began + self.limit), ..*task })?;
        let seconds = began.elapsed().as_secs_f64();
        let Some((name, scale)) = task.reporter.step.0.checked_sub(1).and_then(|i| self.goals.get(i)) else {
            return Ok(ended);
        };
        let value = match &ended {
            Ended::Optimal { values } => Some(scale.0 + scale.1 * task.objective.value(values)),
            _ => None,
        };
        println!(
            "{}",
            json!({"goal": {"name": name, "value": value, "seconds": seconds, "finished": value.is_some()}})
        );
        match ended {
            Ended::Stopped { .. } => {
                self.out_of_time.store(true, std::sync::atomic::Ordering::Relaxed);
                Err(EngineError::Solver { solver: self.name().0.to_owned(), status: "out of time".to_owned() })
            }
            other => Ok(other),
        }
    }
}
