//! Engines: whatever minimises a linear objective over an integer program.

mod callback;
pub mod highs;
pub mod reference;

use crate::model::program::{Allowance, Ended, Objective, Program};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

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
}

/// The best value and the best bound of the bare objective that were reported.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    value: Option<i64>,
    bound: Option<i64>,
}

impl<'a> Reporter<'a> {
    /// Reports on one goal, whose value is `scale.0 + scale.1 · objective`.
    pub fn new(watch: &'a Watch<'a>, goal: &'a str, step: (usize, usize), scale: (i64, i64), began: Instant) -> Self {
        Reporter { watch, goal, step, scale, began, whole: true, known: Mutex::default() }
    }

    /// For a solve on some of the columns: its values hold for the whole program, its bounds do not.
    pub fn of_part(&self) -> Reporter<'a> {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Reporter {
            whole: false,
            known: Mutex::new(known),
            ..Reporter::new(self.watch, self.goal, self.step, self.scale, self.began)
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
            value: known.value.map(|v| self.scale.0 + self.scale.1 * v),
            bound: known.bound.map(|b| self.scale.0 + self.scale.1 * b),
            seconds: self.began.elapsed().as_secs_f64(),
        });
    }
}

/// The linear relaxation of a program under an objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxation {
    /// Value of every column.
    pub values: Vec<f64>,
    /// Price (dual) of every row, the program's own first, then those added: what one more unit of its side costs.
    pub prices: Vec<f64>,
}

/// Minimises objectives over integer programs.
pub trait Engine: Sync {
    /// `highs`, `reference` …: what `--engine` and `--solver` say.
    fn name(&self) -> &'static str;

    /// The solver behind it and its version.
    fn solver(&self) -> (&'static str, String);

    /// Minimises `objective` over `program`; `hint` is a feasible point to start from.
    ///
    /// # Errors
    /// The solver failed or its answer does not keep the rows.
    fn minimise(
        &self,
        program: &Program,
        objective: &Objective,
        hint: Option<&[i64]>,
        allowance: Allowance,
        reporter: &Reporter<'_>,
    ) -> Result<Ended, EngineError>;

    /// Programs with at least this many open columns are narrowed by their relaxation before they are minimised.
    fn narrows_from(&self) -> usize {
        usize::MAX
    }

    /// Solves the linear relaxation; `None` where the engine has none to offer, or no optimum was reached.
    ///
    /// # Errors
    /// The solver failed.
    fn relax(
        &self,
        _program: &Program,
        _objective: &Objective,
        _allowance: Allowance,
        _reporter: &Reporter<'_>,
    ) -> Result<Option<Relaxation>, EngineError> {
        Ok(None)
    }
}

/// Rounds a solver's answer to integers.
fn rounded(values: impl Iterator<Item = f64>) -> Vec<i64> {
    values.map(|v| v.round() as i64).collect()
}

/// The least integer that a floating-point lower bound proves, with the solver's tolerance taken off.
pub(crate) fn proved(bound: f64) -> Option<i64> {
    let slack = (1e-6 + 1e-9 * bound.abs()).min(0.5);
    (bound.is_finite() && bound.abs() < 9e15).then(|| (bound - slack).ceil() as i64)
}
