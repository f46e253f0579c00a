//! Small programs with goals in order, solved to the end: each goal is a row before the next is minimised.

use super::highs::Highs;
use super::{Solver, Task};
use crate::engine::{EngineError, Reporter, Sizes, Watch};
use crate::model::program::{Ended, Objective, Program, Range};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// The values that are best for the goals one after another; there are such that keep the rows. `what` is the program's name.
///
/// # Errors
/// The solver failed, or its answer does not keep the rows.
pub fn in_order(mut program: Program, goals: &[Objective], what: &str) -> Result<Vec<i64>, EngineError> {
    let (quiet, never) = (|_: &crate::engine::Progress| {}, AtomicBool::new(false));
    let watch = Watch { progress: &quiet, stop: &never };
    let sizes = Sizes::default();
    let reporter = Reporter::new(&watch, what, (1, 1), (0, 1), Instant::now(), &sizes);
    let mut best: Vec<i64> = Vec::new();
    for objective in goals {
        let hint = (!best.is_empty()).then_some(best.as_slice());
        let task = Task { hint, ..Task::new(&program, objective, &reporter) };
        best = match Highs::default().minimise(&task)? {
            Ended::Optimal { values } => values,
            _ => return Err(EngineError::WrongAnswer { solver: "HiGHS".to_owned() }),
        };
        program.added.push((Range::at_most(objective.value(&best)), objective.costs.clone()));
    }
    Ok(best)
}
