//! The integer program on few columns.

use super::pricing::Found;
use super::tariff::Fixed;
use crate::engine::whole;
use crate::engine::{EngineError, Reporter};
use crate::goals::Goal;
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Ended, Objective, Range};
use crate::solvers::{Solver, Task};
use lungang_domain::id::TeacherIx;
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// A plan: moves that keep every row, with the auxiliaries' values.
#[derive(Debug, Clone)]
pub struct Incumbent {
    /// The moves, by teacher.
    pub moves: Vec<Found>,
    /// Values of the auxiliaries.
    pub auxiliaries: Vec<i64>,
}

impl Incumbent {
    /// The value of a goal's objective.
    pub fn value(&self, f: &Formulation<'_>, goal: usize) -> i64 {
        let goal = &f.goals[goal];
        let moves: i64 = self.moves.iter().map(|m| goal.cost(&f.world, &m.candidate)).sum();
        moves + goal.auxiliaries.iter().map(|(a, cost)| cost * self.auxiliaries[*a as usize]).sum::<i64>()
    }

    fn values(&self, columns: &[Found]) -> Option<Vec<i64>> {
        let at: HashMap<(TeacherIx, u32), usize> =
            columns.iter().enumerate().map(|(i, c)| (c.candidate.key(), i)).collect();
        let mut values = vec![0; columns.len()];
        for m in &self.moves {
            values[*at.get(&m.candidate.key())?] = 1;
        }
        values.extend(&self.auxiliaries);
        Some(values)
    }
}

/// How an integer solve on few columns ended.
pub enum Answer {
    /// No better plan lives on these columns.
    Best(Incumbent),
    /// Stopped before that was proved.
    Stopped {
        /// The best plan found.
        plan: Option<Incumbent>,
        /// Proved bound on these columns.
        bound: Option<i64>,
        /// Whether the asked gap was reached.
        within_gap: bool,
    },
    /// No plan lives on these columns.
    None,
}

/// What is asked of an integer solve.
pub struct Question<'a> {
    /// The model.
    pub formulation: &'a Formulation<'a>,
    /// What is minimised: goals with their weights.
    pub goals: &'a [(usize, i64)],
    /// What the goals before have settled.
    pub fixed: &'a Fixed,
    /// A plan to start from.
    pub hint: Option<&'a Incumbent>,
    /// Moves that are to be made; what is found then is no more than a plan.
    pub made: &'a [Found],
    /// A value that is good enough: a proved lower bound, or one within the asked gap of it.
    pub target: Option<i64>,
    /// When to stop at the latest.
    pub until: Option<Instant>,
    /// The most nodes of the search.
    pub nodes: Option<u32>,
    /// Relative gap at which to stop.
    pub gap: f64,
    /// Whether it is relied on that nothing is better.
    pub relied_on: bool,
    /// Who looks on.
    pub reporter: &'a Reporter<'a>,
}

impl Question<'_> {
    /// Minimises over plans that use these columns only.
    ///
    /// # Errors
    /// The solver's.
    pub fn ask(&self, solver: &dyn Solver, mut columns: Vec<Found>) -> Result<Answer, EngineError> {
        columns.extend(self.made);
        columns.sort_by_key(|c| c.candidate.key());
        columns.dedup_by_key(|c| c.candidate.key());
        let mut model = self.formulation.with_columns(columns.iter().map(|c| c.candidate).collect());
        model.program.rows.clone_from(&self.fixed.rows);
        model.program.drop_idle_rows();
        for (goal, value) in model.goals.iter().zip(&self.fixed.values) {
            model.program.added.push((Range::at_most(*value), goal.objective.costs.clone()));
        }
        for (bounds, settled) in model.program.columns[columns.len()..].iter_mut().zip(&self.fixed.auxiliaries) {
            *bounds = *settled;
        }
        for made in self.made {
            if let Ok(at) = columns.binary_search_by_key(&made.candidate.key(), |c| c.candidate.key()) {
                model.program.columns[at] = Bounds { lo: 1, hi: 1 };
            }
        }
        let hint = self.hint.and_then(|h| h.values(&columns)).filter(|values| model.program.holds(values));
        let objective = blend(&model.goals, self.goals);
        let offset = match self.goals {
            [(goal, 1)] => model.goals.get(*goal).map_or(0, |g| g.offset()),
            _ => 0,
        };
        let task = Task {
            program: &model.program,
            objective: &objective,
            hint: hint.as_deref(),
            target: self.target,
            until: self.until,
            nodes: self.nodes,
            gap: self.gap,
            offset,
            relied_on: self.relied_on,
            reporter: &self.reporter.of_part(),
        };
        Ok(match solver.minimise(&task)? {
            Ended::Optimal { values } => Answer::Best(plan(&columns, &values)),
            Ended::Infeasible => Answer::None,
            Ended::Stopped { values, bound, within_gap } => {
                Answer::Stopped { plan: values.map(|v| plan(&columns, &v)), bound, within_gap }
            }
        })
    }
}

/// The weighted sum of goals.
fn blend(goals: &[Goal], weights: &[(usize, i64)]) -> Objective {
    let mut costs = BTreeMap::new();
    for (goal, weight) in weights.iter().filter_map(|(goal, weight)| Some((goals.get(*goal)?, weight))) {
        goal.objective.costs.iter().for_each(|(column, cost)| *costs.entry(*column).or_insert(0) += weight * cost);
    }
    Objective { costs: costs.into_iter().filter(|(_, cost)| *cost != 0).collect() }
}

fn plan(columns: &[Found], values: &[i64]) -> Incumbent {
    let moves = columns.iter().zip(values).filter(|(_, v)| **v == 1).map(|(c, _)| *c).collect();
    Incumbent { moves, auxiliaries: values[columns.len()..].to_vec() }
}

/// The same moves with every auxiliary at its least, for goals that were not minimised to their end.
///
/// # Errors
/// The solver's.
pub fn tighten(f: &Formulation<'_>, solver: &dyn Solver, incumbent: &Incumbent) -> Result<Incumbent, EngineError> {
    let mut model = f.with_columns(incumbent.moves.iter().map(|m| m.candidate).collect());
    model.program.drop_idle_rows();
    let mut values = vec![1; incumbent.moves.len()];
    values.extend(&incumbent.auxiliaries);
    let values = whole::tighten(&model, &values, solver)?;
    Ok(plan(&incumbent.moves, &values))
}
