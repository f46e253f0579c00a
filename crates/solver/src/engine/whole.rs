//! The whole model handed to a solver, goal after goal: each is minimised and then fixed as an integer row.

use super::{Engine, EngineError, Limits, Outcome, Reporter, Sizes, Solution, Watch, after};
use crate::itinerant;
use crate::model::Model;
use crate::model::candidates::Made;
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Ended, Objective, Program, Range};
use crate::solvers::{Solver, Task};
use lungang_domain::plan::{GoalValue, PlanStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The most nodes that a draw between equally good plans is worth: a number, and no time, so that every machine leaves the same plan.
pub(crate) const DRAW: u32 = 200;

/// Any solver on the whole model: the reference, and the measure of the fast engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whole<S>(pub S);

impl<S: Solver> Engine for Whole<S> {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn solver(&self) -> (&'static str, String) {
        self.0.name()
    }

    fn solve(&self, formulation: &Formulation<'_>, limits: &Limits, watch: &Watch<'_>) -> Result<Outcome, EngineError> {
        solve(formulation, &formulation.whole(), &self.0, limits, watch)
    }
}

/// Minimises the goals of a formulation's model in order; it may have fewer columns than all.
///
/// # Errors
/// The solver failed, or a goal's fixed row made the program infeasible, which only a wrong answer can.
pub fn solve(
    formulation: &Formulation<'_>,
    model: &Model,
    solver: &dyn Solver,
    limits: &Limits,
    watch: &Watch<'_>,
) -> Result<Outcome, EngineError> {
    let (status, values, bounds) = match best(model, solver, limits, watch)? {
        Best::Found { status, values, bounds } => (status, values, bounds),
        Best::Infeasible => return Ok(Outcome::Infeasible),
        Best::Nothing => return Ok(Outcome::Nothing),
    };
    let chosen = model.candidates.iter().zip(&values).filter(|(_, v)| **v == 1);
    let made: Made = chosen.map(|(c, _)| *c).collect();
    let auxiliaries = &values[model.candidates.len()..];
    let visits = itinerant::visits(&formulation.world, &made, &model.auxiliaries, auxiliaries);
    let goals = goal_values(model, &values, &bounds);
    Ok(Outcome::Solved(Solution { status, moves: made.moves, retasks: made.retasks, visits, goals, certificate: None }))
}

/// What minimising a model's goals came to, column by column.
pub(crate) enum Best {
    /// Values that keep every row.
    Found {
        /// How it ended.
        status: PlanStatus,
        /// A value for every column.
        values: Vec<i64>,
        /// Proved bounds of the objectives, as far as there are any.
        bounds: Vec<Option<i64>>,
    },
    /// No values keep the rows.
    Infeasible,
    /// Stopped before any were found.
    Nothing,
}

/// Minimises the model's goals in order.
///
/// # Errors
/// As of [`solve`].
pub(crate) fn best(
    model: &Model,
    solver: &dyn Solver,
    limits: &Limits,
    watch: &Watch<'_>,
) -> Result<Best, EngineError> {
    let began = Instant::now();
    let until = limits.time.and_then(|t| began.checked_add(t));
    let sizes = Sizes::default();
    sizes.priced.store(model.candidates.len() as u64, Ordering::Relaxed);
    sizes.columns.store(model.candidates.len() as u64, Ordering::Relaxed);
    let mut program = model.program.clone();
    let mut best: Option<Vec<i64>> = None;
    let mut bounds: Vec<Option<i64>> = Vec::new();
    let mut status = PlanStatus::Optimal;
    // The first goal that nobody has looked at when the solve is stopped.
    let mut unseen = model.goals.len();

    for (i, goal) in model.goals.iter().enumerate() {
        let reporter = Reporter::new(watch, &goal.name, (i + 1, model.goals.len()), goal.scale(), began, &sizes);
        reporter.report(None, None);
        if best.is_some() && (watch.stopped() || until.is_some_and(|u| Instant::now() >= u)) {
            (status, unseen) = (PlanStatus::Stopped, i);
            break;
        }
        let task = Task {
            hint: best.as_deref(),
            until,
            nodes: goal.draw.then_some(DRAW),
            gap: limits.gap,
            offset: goal.offset(),
            ..Task::new(&program, &goal.objective, &reporter)
        };
        let ended = solver.minimise(&task)?;
        match ended {
            Ended::Optimal { values } => {
                let value = goal.objective.value(&values);
                reporter.report(Some(value), Some(value));
                // A value that is enough is held at that.
                let held = match goal.enough {
                    Some(enough) if value > enough => return Ok(Best::Infeasible),
                    Some(enough) => enough,
                    None => value,
                };
                bounds.push(Some(value));
                program.added.push((Range::at_most(held), goal.objective.costs.clone()));
                best = Some(values);
            }
            Ended::Stopped { values, bound, within_gap } => {
                let improved =
                    values.filter(|v| best.as_ref().is_none_or(|b| goal.objective.value(v) < goal.objective.value(b)));
                best = improved.or(best);
                let Some(values) = &best else { return Ok(Best::Nothing) };
                bounds.push(bound);
                // A draw that has had its nodes is drawn; no goal is worse for it.
                let drawn = goal.draw && !watch.stopped() && until.is_none_or(|u| Instant::now() < u);
                if !drawn {
                    status =
                        if within_gap && status != PlanStatus::Stopped { PlanStatus::Gap } else { PlanStatus::Stopped };
                }
                if !within_gap && !drawn {
                    unseen = i + 1;
                    break;
                }
                let value = goal.objective.value(values);
                let held = goal.enough.map_or(value, |enough| enough.max(value));
                program.added.push((Range::at_most(held), goal.objective.costs.clone()));
            }
            Ended::Infeasible if best.is_none() => return Ok(Best::Infeasible),
            // The incumbent keeps every row that was added: only a wrong answer can say otherwise.
            Ended::Infeasible => return Err(EngineError::WrongAnswer { solver: solver.name().0.to_owned() }),
        }
    }
    let values = match best {
        Some(values) => values,
        // A policy without goals: nothing to minimise, but a plan all the same.
        None => match feasible(&program, solver, until, watch)? {
            Ended::Optimal { values } | Ended::Stopped { values: Some(values), .. } => values,
            Ended::Stopped { values: None, .. } => return Ok(Best::Nothing),
            Ended::Infeasible => return Ok(Best::Infeasible),
        },
    };
    let values =
        if unseen < model.goals.len() { later(model, values, unseen, solver, (limits, watch))? } else { values };
    let least = status == PlanStatus::Optimal && model.goals.iter().all(|g| g.enough.is_none());
    let values = if least { values } else { tighten(model, &values, solver)? };
    Ok(Best::Found { status, values, bounds })
}

/// Betters values in the goals from the first that nobody has looked at, in their order, while those before it stay at what the values
/// come to. It proves nothing, and how the solve ended stays as it was.
fn later(
    model: &Model,
    values: Vec<i64>,
    unseen: usize,
    solver: &dyn Solver,
    (limits, watch): (&Limits, &Watch<'_>),
) -> Result<Vec<i64>, EngineError> {
    if model.candidates.len() > after::MANY {
        return Ok(values);
    }
    let mut best = tighten(model, &values, solver).unwrap_or(values);
    let until = after::until(limits);
    let (never, sizes, began) = (AtomicBool::new(false), Sizes::default(), Instant::now());
    let watch = Watch { progress: watch.progress, stop: &never };
    let mut program = model.program.clone();
    for (i, goal) in model.goals.iter().enumerate() {
        if i >= unseen && until.is_none_or(|until| Instant::now() < until) {
            let reporter = Reporter::new(&watch, &goal.name, (i + 1, model.goals.len()), goal.scale(), began, &sizes);
            let task = Task {
                hint: Some(&best),
                until,
                nodes: Some(after::NODES),
                relied_on: false,
                ..Task::new(&program, &goal.objective, &reporter)
            };
            let found = match solver.minimise(&task) {
                Ok(Ended::Optimal { values }) => Some(values),
                Ok(Ended::Stopped { values, .. }) => values,
                // A fault here costs no plan that is there.
                Ok(Ended::Infeasible) | Err(_) => None,
            };
            best = found.filter(|v| goal.objective.value(v) < goal.objective.value(&best)).unwrap_or(best);
        }
        let value = goal.objective.value(&best);
        let held = goal.enough.map_or(value, |enough| enough.max(value));
        program.added.push((Range::at_most(held), goal.objective.costs.clone()));
    }
    Ok(best)
}

/// The same moves with every auxiliary at its least, goal by goal: what a goal that was not minimised to its end measures may
/// stand above what the moves amount to.
pub(super) fn tighten(model: &Model, values: &[i64], solver: &dyn Solver) -> Result<Vec<i64>, EngineError> {
    let mut program = model.program.clone();
    for (bounds, value) in program.columns.iter_mut().zip(values).take(model.candidates.len()) {
        *bounds = Bounds { lo: *value, hi: *value };
    }
    // Where goals are paid for by one another, none is lowered so far that another leaves what is enough.
    for goal in &model.goals {
        let held = goal.enough.map(|enough| enough.max(goal.objective.value(values)));
        program.added.extend(held.map(|held| (Range::at_most(held), goal.objective.costs.clone())));
    }
    // Asked to stop already, this little must still be done.
    let (never, sizes, began) = (AtomicBool::new(false), Sizes::default(), Instant::now());
    let watch = Watch { progress: &|_| {}, stop: &never };
    let mut best = values.to_vec();
    for goal in &model.goals {
        let reporter = Reporter::new(&watch, &goal.name, (0, 0), goal.scale(), began, &sizes);
        let task = Task { hint: Some(best.as_slice()), ..Task::new(&program, &goal.objective, &reporter) };
        if let Ended::Optimal { values } = solver.minimise(&task)? {
            program.added.push((Range::at_most(goal.objective.value(&values)), goal.objective.costs.clone()));
            best = values;
        }
    }
    Ok(best)
}

fn feasible(
    program: &Program,
    solver: &dyn Solver,
    until: Option<Instant>,
    watch: &Watch<'_>,
) -> Result<Ended, EngineError> {
    let sizes = Sizes::default();
    let reporter = Reporter::new(watch, "", (0, 0), (0, 1), Instant::now(), &sizes);
    solver.minimise(&Task { until, ..Task::new(program, &Objective::default(), &reporter) })
}

pub(crate) fn goal_values(model: &Model, values: &[i64], bounds: &[Option<i64>]) -> Vec<GoalValue> {
    let each = model.goals.iter().enumerate().map(|(i, goal)| GoalValue {
        name: goal.name.clone(),
        value: goal.value(goal.objective.value(values)),
        bound: bounds.get(i).copied().flatten().map(|b| goal.value(b)),
        maximised: goal.maximised,
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::Goal;
    use crate::solvers::highs::Highs;

    /// Two goals that are paid for by one another: whatever the first gives up, the second takes.
    fn traded(enough: [i64; 2]) -> Model {
        let mut program = Program::with_rows(vec![Range::at_least(2)]);
        let goals = [0_u32, 1].map(|column| {
            program.push(Bounds { lo: 0, hi: 2 }, &mut [(0, 1)]);
            Goal {
                name: column.to_string(),
                maximised: false,
                constant: 0,
                objective: Objective { costs: vec![(column, 1)] },
                enough: Some(enough[column as usize]),
                draw: false,
            }
        });
        let nothing = (Vec::new(), Vec::new(), Vec::new());
        Model { candidates: nothing.0, auxiliaries: nothing.1, row_names: nothing.2, goals: goals.to_vec(), program }
    }

    #[test]
    fn no_goal_is_lowered_at_the_cost_of_one_that_is_held() {
        let never = AtomicBool::new(false);
        let watch = Watch { progress: &|_| {}, stop: &never };
        for (enough, expected) in [([1, 1], [1, 1]), ([2, 0], [2, 0]), ([2, 1], [1, 1]), ([0, 2], [0, 2])] {
            match best(&traded(enough), &Highs::default(), &Limits::default(), &watch) {
                Ok(Best::Found { status: PlanStatus::Optimal, values, .. }) => {
                    assert_eq!(values, expected, "held at {enough:?}");
                }
                _ => panic!("held at {enough:?} there is a plan"),
            }
        }
    }
}
