//! Goals one after another: each is minimised and then fixed as an integer row.

use crate::engine::{Engine, EngineError, Reporter, Watch};
use crate::model::Model;
use crate::model::program::{Allowance, Bounds, Ended, Range};
use crate::narrow;
use lungang_domain::plan::{GoalValue, Move, PlanStatus};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// Wall time for all goals together.
    pub time: Option<Duration>,
    /// Relative gap of each goal at which to stop; 0 proves the optimum.
    pub gap: f64,
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
    /// Goals in order.
    pub goals: Vec<GoalValue>,
}

/// The solve failed.
pub type SolveError = EngineError;

/// Minimises the model's goals in order.
///
/// # Errors
/// The engine failed, or a goal's fixed row made the program infeasible, which only a wrong answer can.
pub fn solve(model: &Model, engine: &dyn Engine, limits: &Limits, watch: &Watch<'_>) -> Result<Outcome, SolveError> {
    let began = Instant::now();
    let mut program = model.program.clone();
    let mut best: Option<Vec<i64>> = None;
    let mut bounds: Vec<Option<i64>> = Vec::new();
    let mut status = PlanStatus::Optimal;

    for (i, goal) in model.goals.iter().enumerate() {
        let reporter = Reporter::new(watch, &goal.name, (i + 1, model.goals.len()), goal.scale(), began);
        let left = limits.time.map(|t| t.saturating_sub(began.elapsed()));
        if best.is_some() && (watch.stopped() || left.is_some_and(|t| t.is_zero())) {
            status = PlanStatus::Stopped;
            break;
        }
        let allowance = Allowance { time: left, gap: limits.gap };
        let ended = narrow::minimise(engine, &mut program, &goal.objective, best.as_deref(), allowance, &reporter)?;
        match ended {
            Ended::Optimal { values } => {
                let value = goal.objective.value(&values);
                reporter.report(Some(value), Some(value));
                bounds.push(Some(value));
                program.added.push((Range::at_most(value), goal.objective.costs.clone()));
                best = Some(values);
            }
            Ended::Stopped { values, bound, within_gap } => {
                let improved =
                    values.filter(|v| best.as_ref().is_none_or(|b| goal.objective.value(v) < goal.objective.value(b)));
                best = improved.or(best);
                let Some(values) = &best else { return Ok(Outcome::Nothing) };
                bounds.push(bound);
                status =
                    if within_gap && status != PlanStatus::Stopped { PlanStatus::Gap } else { PlanStatus::Stopped };
                if !within_gap {
                    break;
                }
                let value = goal.objective.value(values);
                program.added.push((Range::at_most(value), goal.objective.costs.clone()));
            }
            Ended::Infeasible if best.is_none() => return Ok(Outcome::Infeasible),
            // The incumbent keeps every row that was added: only a wrong answer can say otherwise.
            Ended::Infeasible => return Err(EngineError::WrongAnswer { solver: engine.solver().0.to_owned() }),
        }
    }
    let values = match best {
        Some(values) => values,
        // A policy without goals: nothing to minimise, but a plan all the same.
        None => match feasible(&program, engine, limits, watch, began)? {
            Ended::Optimal { values } | Ended::Stopped { values: Some(values), .. } => values,
            Ended::Stopped { values: None, .. } => return Ok(Outcome::Nothing),
            Ended::Infeasible => return Ok(Outcome::Infeasible),
        },
    };
    let values = if status == PlanStatus::Optimal { values } else { tighten(model, &values, engine, began)? };
    let chosen = model.candidates.iter().zip(&values).filter(|(_, v)| **v == 1);
    let mut moves: Vec<Move> = chosen.map(|(c, _)| c.stands_for()).collect();
    moves.sort();
    Ok(Outcome::Solved(Solution { status, moves, goals: goal_values(model, &values, &bounds) }))
}

/// The same moves with every auxiliary at its least: what a goal that was not minimised to its end measures may stand
/// above what the moves amount to.
fn tighten(model: &Model, values: &[i64], engine: &dyn Engine, began: Instant) -> Result<Vec<i64>, SolveError> {
    let mut program = model.program.clone();
    for (bounds, value) in program.columns.iter_mut().zip(values).take(model.candidates.len()) {
        *bounds = Bounds { lo: *value, hi: *value };
    }
    // Asked to stop already, this little must still be done.
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    let mut best = values.to_vec();
    for goal in &model.goals {
        let reporter = Reporter::new(&watch, &goal.name, (0, 0), goal.scale(), began);
        let allowance = Allowance { time: None, gap: 0.0 };
        if let Ended::Optimal { values } =
            engine.minimise(&program, &goal.objective, Some(&best), allowance, &reporter)?
        {
            program.added.push((Range::at_most(goal.objective.value(&values)), goal.objective.costs.clone()));
            best = values;
        }
    }
    Ok(best)
}

fn feasible(
    program: &crate::model::program::Program,
    engine: &dyn Engine,
    limits: &Limits,
    watch: &Watch<'_>,
    began: Instant,
) -> Result<Ended, SolveError> {
    let reporter = Reporter::new(watch, "", (0, 0), (0, 1), began);
    let allowance = Allowance { time: limits.time, gap: limits.gap };
    engine.minimise(program, &Default::default(), None, allowance, &reporter)
}

fn goal_values(model: &Model, values: &[i64], bounds: &[Option<i64>]) -> Vec<GoalValue> {
    let each = model.goals.iter().enumerate().map(|(i, goal)| GoalValue {
        name: goal.name.clone(),
        value: goal.value(goal.objective.value(values)),
        bound: bounds.get(i).copied().flatten().map(|b| goal.value(b)),
        maximised: goal.maximised,
    });
    each.collect()
}
