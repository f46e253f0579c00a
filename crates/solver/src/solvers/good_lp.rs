//! Any solver that good_lp drives: the second opinion.

use super::{Solver, Task, highs, instance, rounded};
use crate::engine::EngineError;
use crate::model::program::{Ended, Objective, Program};
use std::time::Instant;

use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus, SolverModel, Variable,
    WithMipGap, WithTimeLimit, constraint, variable,
};

/// A solver that good_lp drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GoodLp {
    /// microlp: written in Rust, shares no code with HiGHS.
    #[default]
    Microlp,
    /// HiGHS through good_lp.
    Highs,
}

impl Solver for GoodLp {
    fn name(&self) -> (&'static str, String) {
        match self {
            GoodLp::Microlp => ("microlp", "0.6".to_owned()),
            GoodLp::Highs => ("HiGHS (good_lp)", highs::version()),
        }
    }

    fn minimise(&self, task: &Task<'_>) -> Result<Ended, EngineError> {
        let (program, objective) = (task.program, task.objective);
        if program.columns.is_empty() {
            let ended = if program.holds(&[]) { Ended::Optimal { values: Vec::new() } } else { Ended::Infeasible };
            return Ok(ended);
        }
        // A row without columns is no constraint for good_lp's solvers; a false one makes the program infeasible.
        let stated = state(program, objective);
        let time = task.until.map(|u| u.saturating_duration_since(Instant::now()).as_secs_f64());
        let Some((variables, columns, goal, constraints)) = stated else { return Ok(Ended::Infeasible) };
        let unsolved = variables.minimise(goal);
        let answer = match self {
            GoodLp::Microlp => {
                let mut model = unsolved.using(good_lp::microlp);
                for c in constraints {
                    model.add_constraint(c);
                }
                if let Some(time) = time {
                    model = model.with_time_limit(time);
                }
                model.solve().map(|s| (s.status(), columns.iter().map(|c| s.value(*c)).collect::<Vec<f64>>()))
            }
            GoodLp::Highs => {
                let _alone = instance::alone();
                let mut model = unsolved.using(good_lp::highs);
                for c in constraints {
                    model.add_constraint(c);
                }
                let mut model = model.set_threads(1);
                if let Some(time) = time {
                    model = model.with_time_limit(time);
                }
                let model = model.with_mip_gap(task.gap as f32).map_err(|e| self.fail(&e))?;
                model.solve().map(|s| (s.status(), columns.iter().map(|c| s.value(*c)).collect::<Vec<f64>>()))
            }
        };
        match answer {
            Ok((status, values)) => {
                let values = rounded(values.into_iter());
                if !program.holds(&values) {
                    return Err(EngineError::WrongAnswer { solver: self.name().0.to_owned() });
                }
                let value = objective.value(&values);
                // Asked for no gap, what a solver leaves is its tolerance: less than a unit.
                let optimal = match status {
                    SolutionStatus::Optimal => true,
                    SolutionStatus::GapLimit => task.gap == 0.0,
                    _ => false,
                };
                task.reporter.report(Some(value), optimal.then_some(value));
                match status {
                    _ if optimal => Ok(Ended::Optimal { values }),
                    SolutionStatus::TimeLimit => {
                        Ok(Ended::Stopped { values: Some(values), bound: None, within_gap: false })
                    }
                    _ => Ok(Ended::Stopped { values: Some(values), bound: None, within_gap: true }),
                }
            }
            Err(ResolutionError::Infeasible) => Ok(Ended::Infeasible),
            Err(ResolutionError::Unbounded) => Err(self.fail(&"unbounded")),
            // Out of time before any point was found.
            Err(_) if task.until.is_some_and(|u| Instant::now() >= u) => {
                Ok(Ended::Stopped { values: None, bound: None, within_gap: false })
            }
            Err(other) => Err(self.fail(&other)),
        }
    }
}

impl GoodLp {
    fn fail(&self, status: &dyn std::fmt::Debug) -> EngineError {
        EngineError::Solver { solver: self.name().0.to_owned(), status: format!("{status:?}") }
    }
}

type Stated = (ProblemVariables, Vec<Variable>, Expression, Vec<Constraint>);

/// The program in good_lp's terms; `None` where a row without columns cannot hold.
fn state(program: &Program, objective: &Objective) -> Option<Stated> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> =
        program.columns.iter().map(|b| variables.add(variable().integer().min(b.lo as f64).max(b.hi as f64))).collect();
    let mut rows: Vec<Vec<(u32, i64)>> = vec![Vec::new(); program.rows.len()];
    for column in 0..columns.len() {
        for (row, coefficient) in program.entries(column) {
            rows[*row as usize].push((column as u32, *coefficient));
        }
    }
    let linear = |entries: &[(u32, i64)]| {
        let mut sum = Expression::with_capacity(entries.len());
        for (column, coefficient) in entries {
            sum.add_mul(*coefficient as f64, columns[*column as usize]);
        }
        sum
    };
    let mut constraints = Vec::new();
    let all = program.rows.iter().zip(&rows).chain(program.added.iter().map(|(range, row)| (range, row)));
    for (range, entries) in all {
        if entries.is_empty() {
            if !range.holds(0) {
                return None;
            }
            continue;
        }
        match (range.lo, range.hi) {
            (Some(lo), Some(hi)) if lo == hi => constraints.push(constraint!(linear(entries) == lo as f64)),
            (lo, hi) => {
                constraints.extend(lo.map(|lo| constraint!(linear(entries) >= lo as f64)));
                constraints.extend(hi.map(|hi| constraint!(linear(entries) <= hi as f64)));
            }
        }
    }
    let goal = linear(&objective.costs);
    Some((variables, columns, goal, constraints))
}
