//! Solvers: whatever minimises a linear objective over an integer program that is stated in full.

pub mod columns;
pub mod good_lp;
pub mod highs;
pub mod in_order;
pub mod instance;

use crate::engine::{EngineError, Reporter};
use crate::model::program::{Ended, Objective, Program};
use std::time::Instant;

/// One minimisation.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// Columns and rows.
    pub program: &'a Program,
    /// What is minimised.
    pub objective: &'a Objective,
    /// A point that keeps the rows, to start from.
    pub hint: Option<&'a [i64]>,
    /// A value that is good enough to stop at: a proved lower bound where the gap is 0, else one within the gap of it.
    pub target: Option<i64>,
    /// When to stop at the latest.
    pub until: Option<Instant>,
    /// The most nodes of the search, so that every machine ends at the same plan; no limit where absent.
    pub nodes: Option<u32>,
    /// Relative gap at which to stop; 0 proves the optimum.
    pub gap: f64,
    /// What is added to the objective before the gap is taken.
    pub offset: i64,
    /// Whether the answer is relied on where it says that nothing is better: then it has to be said twice.
    pub relied_on: bool,
    /// Who looks on.
    pub reporter: &'a Reporter<'a>,
}

impl<'a> Task<'a> {
    /// One that is solved to the end, from nothing.
    pub fn new(program: &'a Program, objective: &'a Objective, reporter: &'a Reporter<'a>) -> Task<'a> {
        Task {
            program,
            objective,
            hint: None,
            target: None,
            until: None,
            nodes: None,
            gap: 0.0,
            offset: 0,
            relied_on: true,
            reporter,
        }
    }
}

/// Minimises objectives over integer programs.
pub trait Solver: Send + Sync {
    /// Its name and version.
    fn name(&self) -> (&'static str, String);

    /// Minimises.
    ///
    /// # Errors
    /// The solver failed or its answer does not keep the rows.
    fn minimise(&self, task: &Task<'_>) -> Result<Ended, EngineError>;
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
