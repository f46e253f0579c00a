//! The reference engine: the same program in full through good_lp, the second opinion.

use super::{Engine, EngineError, Reporter, highs, proved, rounded};
use crate::model::program::{Allowance, Ended, Objective, Program};
use std::time::Instant;

use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus, SolverModel, Variable,
    WithMipGap, WithTimeLimit, constraint, variable,
};

/// Solvers that good_lp drives here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferenceSolver {
    /// microlp: written in Rust, shares no code with HiGHS.
    #[default]
    Microlp,
    /// HiGHS through good_lp.
    Highs,
}

/// The reference engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reference {
    /// Which solver.
    pub solver: ReferenceSolver,
}

impl Engine for Reference {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn solver(&self) -> (&'static str, String) {
        match self.solver {
            ReferenceSolver::Microlp => ("microlp", "0.6".to_owned()),
            ReferenceSolver::Highs => ("HiGHS (good_lp)", highs::version()),
        }
    }

    fn minimise(
        &self,
        program: &Program,
        objective: &Objective,
        _hint: Option<&[i64]>,
        allowance: Allowance,
        reporter: &Reporter<'_>,
    ) -> Result<Ended, EngineError> {
        if program.columns.is_empty() {
            let ended = if program.holds(&[]) { Ended::Optimal { values: Vec::new() } } else { Ended::Infeasible };
            return Ok(ended);
        }
        // A row without columns is no constraint for good_lp's solvers; a false one makes the program infeasible.
        let stated = state(program, objective);
        let asked = Instant::now();
        let Some((variables, columns, goal, constraints)) = stated else { return Ok(Ended::Infeasible) };
        let unsolved = variables.minimise(goal);
        let answer = match self.solver {
            ReferenceSolver::Microlp => {
                let mut model = unsolved.using(good_lp::microlp);
                for c in constraints {
                    model.add_constraint(c);
                }
                if let Some(time) = allowance.time {
                    model = model.with_time_limit(time.as_secs_f64());
                }
                model.solve().map(|s| (s.status(), columns.iter().map(|c| s.value(*c)).collect::<Vec<f64>>()))
            }
            ReferenceSolver::Highs => {
                let mut model = unsolved.using(good_lp::highs);
                for c in constraints {
                    model.add_constraint(c);
                }
                let mut model = model.set_threads(1);
                if let Some(time) = allowance.time {
                    model = model.with_time_limit(time.as_secs_f64());
                }
                let model = model.with_mip_gap(allowance.gap as f32).map_err(|e| self.fail(&e))?;
                model.solve().map(|s| (s.status(), columns.iter().map(|c| s.value(*c)).collect::<Vec<f64>>()))
            }
        };
        match answer {
            Ok((status, values)) => {
                let values = rounded(values.into_iter());
                if !program.holds(&values) {
                    return Err(EngineError::WrongAnswer { solver: self.solver().0.to_owned() });
                }
                let value = objective.value(&values);
                reporter.report(Some(value), proved(value as f64));
                match status {
                    SolutionStatus::Optimal => Ok(Ended::Optimal { values }),
                    SolutionStatus::TimeLimit => {
                        Ok(Ended::Stopped { values: Some(values), bound: None, within_gap: false })
                    }
                    _ => Ok(Ended::Stopped { values: Some(values), bound: None, within_gap: true }),
                }
            }
            Err(ResolutionError::Infeasible) => Ok(Ended::Infeasible),
            Err(ResolutionError::Unbounded) => Err(self.fail(&"unbounded")),
            // Out of time before any point was found.
            Err(_) if allowance.time.is_some_and(|t| asked.elapsed() >= t) => {
                Ok(Ended::Stopped { values: None, bound: None, within_gap: false })
            }
            Err(other) => Err(self.fail(&other)),
        }
    }
}

impl Reference {
    fn fail(&self, status: &dyn std::fmt::Debug) -> EngineError {
        EngineError::Solver { solver: self.solver().0.to_owned(), status: format!("{status:?}") }
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
