//! Engines: how a county's goals are brought to their optimum, one after another.
//!
//! [`fast::Fast`] makes columns where prices ask for them; [`whole::Whole`] states all of them and hands the program to any
//! solver. Both answer alike: with `lottery` last there is one optimal plan.

mod after;
pub mod fast;
pub mod whole;

use crate::model::formulation::Formulation;
use lungang_domain::certificate::Certificate;
use lungang_domain::plan::{GoalValue, Move, Plan, PlanStatus, Retask, Visit};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};
use std::time::{Duration, Instant};

/// A solver failed: not a result, a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineError {
    /// The solver reported an error.
    Solver {
        /// Which.
        solver: String,
        /// What it said.
        status: String,
    },
    /// The solver's answer breaks a row when it is computed exactly, also on a second try with other settings.
    WrongAnswer {
        /// Which.
        solver: String,
    },
}

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// Wall time for all goals together.
    pub time: Option<Duration>,
    /// Relative gap of each goal at which to stop; 0 proves the optimum.
    pub gap: f64,
}

impl Limits {
    /// What is left of them after some time.
    pub fn less(self, spent: Duration) -> Limits {
        Limits { time: self.time.map(|t| t.saturating_sub(spent)), ..self }
    }
}

/// What is known before a solve begins, from an earlier one of nearly the same formulation: one thing of the county or its
/// policy changed. Neither needs to hold any more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Start<'a> {
    /// Moves of a plan.
    pub moves: &'a [Move],
    /// Its retasks.
    pub retasks: &'a [Retask],
    /// Prices.
    pub certificate: Option<&'a Certificate>,
}

/// What solving came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Moves that keep every hard rule.
    Solved(Solution),
    /// No moves keep every hard rule.
    Infeasible,
    /// Stopped before any plan was found.
    Nothing,
}

/// Moves and what is proved of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// How it ended.
    pub status: PlanStatus,
    /// Moves, sorted.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject, sorted.
    pub retasks: Vec<Retask>,
    /// Who teaches at several schools, sorted.
    pub visits: Vec<Visit>,
    /// Goals in order.
    pub goals: Vec<GoalValue>,
    /// Prices that prove the goals' bounds, where the engine has them.
    pub certificate: Option<Certificate>,
}

impl Solution {
    /// The plan, and the prices that prove it.
    pub fn into_plan(self) -> (Plan, Option<Certificate>) {
        let Solution { status, moves, retasks, visits, goals, certificate } = self;
        (Plan { status, moves, retasks, visits, heads: None, goals }, certificate)
    }
}

/// Brings the goals of a formulation to their optimum, in order.
pub trait Engine: Sync {
    /// `fast`, `reference`: what `--engine` says.
    fn name(&self) -> &'static str;

    /// The solver behind it and its version.
    fn solver(&self) -> (&'static str, String);

    /// Minimises the goals one after another, each fixed before the next.
    ///
    /// # Errors
    /// The solver failed, or gave an answer that does not keep the rows.
    fn solve(&self, formulation: &Formulation<'_>, limits: &Limits, watch: &Watch<'_>) -> Result<Outcome, EngineError>;

    /// The same, from what is known of nearly the same formulation. The answer does not depend on it, only the time does.
    ///
    /// # Errors
    /// As of [`Engine::solve`].
    fn solve_from(
        &self,
        formulation: &Formulation<'_>,
        _start: &Start<'_>,
        limits: &Limits,
        watch: &Watch<'_>,
    ) -> Result<Outcome, EngineError> {
        self.solve(formulation, limits, watch)
    }

    /// Another way to the same answer, for when this one fails or its plan does not pass the audit.
    fn second(&self) -> Option<Box<dyn Engine>> {
        None
    }
}

/// Threads that pricing uses; the plan does not depend on them.
pub fn threads() -> u32 {
    rayon::current_num_threads() as u32
}

/// From now on pricing uses one thread in this process. Threads that were started before stay.
pub fn use_one_thread() {
    start_threads(1);
}

/// Starts the threads that pricing uses: as many as `RAYON_NUM_THREADS` says, else as the machine has cores. Where the system
/// refuses some (a limit of processes or of memory) those that it gave do the work, or this one alone: the plan is the same.
pub fn use_all_threads() {
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    start_threads(asked.unwrap_or_else(|| available_parallelism().map_or(1, NonZero::get)));
}

/// The pool has one chance to be built and panics ever after where that failed, so the threads are there before it is. Where it
/// stands already there is nothing to choose, and they end.
fn start_threads(wanted: usize) {
    let start = || {
        let (hand, handed) = channel::<rayon::ThreadBuilder>();
        let work = move || handed.recv().into_iter().for_each(rayon::ThreadBuilder::run);
        Builder::new().spawn(work).ok().map(|_| hand)
    };
    let mut ready: Vec<_> = std::iter::from_fn(|| Some(start())).take(wanted).map_while(|hand| hand).collect();
    let pool = rayon::ThreadPoolBuilder::new();
    let _ = match ready.len() {
        0 => pool.num_threads(1).use_current_thread().build_global(),
        given => pool
            .num_threads(given)
            .spawn_handler(|thread| {
                let hand = ready.pop().ok_or(std::io::ErrorKind::WouldBlock)?;
                hand.send(thread).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
            })
            .build_global(),
    };
}

/// How far a solve has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Goal that is being minimised.
    pub goal: String,
    /// Its position, from 1, and how many there are.
    pub step: (usize, usize),
    /// Best value so far.
    pub value: Option<i64>,
    /// Proved bound so far.
    pub bound: Option<i64>,
    /// Move columns priced since the solve began; for an engine that states all of them, their number.
    pub priced: u64,
    /// Move columns in the program at hand.
    pub columns: u64,
    /// Seconds since the solve began.
    pub seconds: f64,
}

/// Who looks on: takes progress, and may ask to stop.
pub struct Watch<'a> {
    /// Called from time to time, perhaps from another thread.
    pub progress: &'a (dyn Fn(&Progress) + Sync),
    /// Set to true to stop with the best plan so far.
    pub stop: &'a AtomicBool,
}

impl Watch<'_> {
    /// Whether a stop was asked for.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What the engine may report to while it minimises one objective.
pub struct Reporter<'a> {
    /// Who looks on.
    pub watch: &'a Watch<'a>,
    /// Goal that is being minimised.
    pub goal: &'a str,
    /// Position and number of goals.
    pub step: (usize, usize),
    /// Turns a value of the bare objective into the goal's.
    scale: (i64, i64),
    /// When the solve began.
    pub began: Instant,
    /// Whether bounds hold for the whole program.
    whole: bool,
    known: Mutex<Known>,
    sizes: &'a Sizes,
}

/// How much there is to do and was done, over all goals.
#[derive(Debug, Default)]
pub struct Sizes {
    /// Move columns priced.
    pub priced: AtomicU64,
    /// Move columns in the program at hand.
    pub columns: AtomicU64,
}

/// The best value and the best bound of the bare objective that were reported.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    value: Option<i64>,
    bound: Option<i64>,
}

impl<'a> Reporter<'a> {
    /// Reports on one goal, whose value is `scale.0 + scale.1 · objective`.
    pub fn new(
        watch: &'a Watch<'a>,
        goal: &'a str,
        step: (usize, usize),
        scale: (i64, i64),
        began: Instant,
        sizes: &'a Sizes,
    ) -> Self {
        Reporter { watch, goal, step, scale, began, whole: true, known: Mutex::default(), sizes }
    }

    /// For a solve on some of the columns: its values hold for the whole program, its bounds do not.
    pub fn of_part(&self) -> Reporter<'a> {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Reporter {
            whole: false,
            known: Mutex::new(known),
            ..Reporter::new(self.watch, self.goal, self.step, self.scale, self.began, self.sizes)
        }
    }

    /// Reports an incumbent and a bound that hold for the whole program; what was known before and is better stays.
    pub fn report(&self, value: Option<i64>, bound: Option<i64>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.value = [known.value, value].into_iter().flatten().min();
        known.bound = [known.bound, bound.filter(|_| self.whole)].into_iter().flatten().max();
        (self.watch.progress)(&Progress {
            goal: self.goal.to_owned(),
            step: self.step,
            value: known.value.map(|v| self.scale.0.saturating_add(self.scale.1.saturating_mul(v))),
            bound: known.bound.map(|b| self.scale.0.saturating_add(self.scale.1.saturating_mul(b))),
            priced: self.sizes.priced.load(Ordering::Relaxed),
            columns: self.sizes.columns.load(Ordering::Relaxed),
            seconds: self.began.elapsed().as_secs_f64(),
        });
    }
}
