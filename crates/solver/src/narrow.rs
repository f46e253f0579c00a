//! Exact minimisation on few columns: the linear relaxation says which columns can matter.
//!
//! The relaxation's prices prove a bound and a reduced cost for every column ([`crate::bound`]). A column whose reduced
//! cost exceeds (incumbent − bound) is in no better solution. So the integer program is first solved on the columns that
//! the relaxation uses, then on those of least reduced cost; when its value meets the bound it is optimal for the whole
//! program. If not, the columns within the gap are admitted, and only those.

use crate::bound::Proof;
use crate::engine::{Engine, EngineError, Relaxation, Reporter};
use crate::model::program::{Allowance, Bounds, Ended, Objective, Program};
use std::time::Instant;

/// How many columns of least reduced cost are tried, one after the other, before the whole gap is admitted.
const TRIES: [usize; 2] = [1_500, 6_000];

/// Minimises as [`Engine::minimise`] does, and shuts the columns that no later goal can use: their bounds become 0.
///
/// # Errors
/// The engine's.
pub(crate) fn minimise(
    engine: &dyn Engine,
    program: &mut Program,
    objective: &Objective,
    hint: Option<&[i64]>,
    allowance: Allowance,
    reporter: &Reporter<'_>,
) -> Result<Ended, EngineError> {
    let began = Instant::now();
    let left = || Allowance { time: allowance.time.map(|t| t.saturating_sub(began.elapsed())), ..allowance };
    let open = program.columns.iter().filter(|b| b.hi > b.lo).count();
    if open < engine.narrows_from() {
        return engine.minimise(program, objective, hint, left(), reporter);
    }
    let Some(relaxed) = engine.relax(program, objective, left(), reporter)? else {
        return engine.minimise(program, objective, hint, left(), reporter);
    };
    let proof = Proof::new(program, objective, &relaxed.prices);
    let bound = proof.bound();
    let mut best: Option<Vec<i64>> = hint.map(<[i64]>::to_vec);
    reporter.report(best.as_ref().map(|b| objective.value(b)), Some(bound));

    let order = by_reduced_cost(program, &proof);
    let mut sets: Vec<usize> = vec![0];
    sets.extend(TRIES.iter().copied().filter(|n| *n < order.len()));
    for least in sets {
        if meets(objective, best.as_deref(), bound) {
            break;
        }
        let keep = columns_kept(program, &relaxed, best.as_deref(), &order[..least]);
        match on(engine, program, &keep, objective, best.as_deref(), left(), reporter)? {
            Ended::Optimal { values } => best = Some(values),
            // Only where no incumbent is known: these few columns may hold no solution at all.
            Ended::Infeasible => {}
            Ended::Stopped { values, within_gap, .. } => {
                best = values.or(best);
                if !within_gap {
                    return Ok(Ended::Stopped { values: best, bound: Some(bound), within_gap });
                }
            }
        }
        // The asked gap counts against the bound of the whole program, not of the columns tried.
        if near_enough(objective, best.as_deref(), bound, allowance.gap) {
            return Ok(Ended::Stopped { values: best, bound: Some(bound), within_gap: true });
        }
    }
    let ended = match &best {
        Some(values) if meets(objective, best.as_deref(), bound) => Ended::Optimal { values: values.clone() },
        Some(values) => {
            // Every solution at least as good as the incumbent lives on the columns within the gap.
            let value = objective.value(values);
            let keep = within_gap(program, &proof, value, values);
            match on(engine, program, &keep, objective, best.as_deref(), left(), reporter)? {
                // Columns that were left out give nothing below the incumbent.
                Ended::Stopped { values, bound: part, within_gap } => {
                    let bound = part.map_or(bound, |b| b.min(value).max(bound));
                    Ended::Stopped { values, bound: Some(bound), within_gap }
                }
                // The incumbent lives on these columns.
                Ended::Infeasible => return Err(EngineError::WrongAnswer { solver: engine.solver().0.to_owned() }),
                ended @ Ended::Optimal { .. } => ended,
            }
        }
        None => engine.minimise(program, objective, hint, left(), reporter)?,
    };
    if let Ended::Optimal { values } = &ended {
        let keep = within_gap(program, &proof, objective.value(values), values);
        shut(program, &keep);
    }
    Ok(ended)
}

/// Whether the incumbent lies within the asked relative gap, but is not proved optimal.
fn near_enough(objective: &Objective, best: Option<&[i64]>, bound: i64, gap: f64) -> bool {
    let Some(value) = best.map(|b| objective.value(b)) else { return false };
    value > bound && (value - bound) as f64 <= gap * value.abs().max(1) as f64
}

/// Whether the incumbent's value is the proved bound.
fn meets(objective: &Objective, best: Option<&[i64]>, bound: i64) -> bool {
    best.is_some_and(|values| objective.value(values) <= bound)
}

/// Only these may be shut: columns that can be 0 and need not be.
fn may_shut(bounds: &Bounds) -> bool {
    bounds.lo == 0 && bounds.hi == 1
}

/// Open columns by reduced cost; among equals in a fixed order that spreads over teachers and posts.
fn by_reduced_cost(program: &Program, proof: &Proof) -> Vec<usize> {
    let mut order: Vec<usize> = (0..program.columns.len()).filter(|i| may_shut(&program.columns[*i])).collect();
    let spread = |i: usize| (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    order.sort_by_key(|i| (proof.reduced(*i), spread(*i)));
    order
}

/// The relaxation's own columns, the incumbent's, and the `least` ones.
fn columns_kept(program: &Program, relaxed: &Relaxation, best: Option<&[i64]>, least: &[usize]) -> Vec<bool> {
    let used = |i: usize| relaxed.values[i] > 1e-9 || best.is_some_and(|b| b[i] != 0);
    let mut keep: Vec<bool> = program.columns.iter().enumerate().map(|(i, b)| !may_shut(b) || used(i)).collect();
    least.iter().for_each(|i| keep[*i] = true);
    keep
}

/// The columns that a solution of this value, or a lower one, can use.
fn within_gap(program: &Program, proof: &Proof, value: i64, best: &[i64]) -> Vec<bool> {
    let each = program.columns.iter().enumerate();
    each.map(|(i, b)| !may_shut(b) || best[i] != 0 || proof.allows(i, value)).collect()
}

fn shut(program: &mut Program, keep: &[bool]) {
    for (bounds, _) in program.columns.iter_mut().zip(keep).filter(|(_, keep)| !**keep) {
        *bounds = Bounds { lo: 0, hi: 0 };
    }
}

/// Minimises with all but the kept columns shut for the moment.
fn on(
    engine: &dyn Engine,
    program: &mut Program,
    keep: &[bool],
    objective: &Objective,
    hint: Option<&[i64]>,
    allowance: Allowance,
    reporter: &Reporter<'_>,
) -> Result<Ended, EngineError> {
    let whole = program.columns.clone();
    shut(program, keep);
    let ended = engine.minimise(program, objective, hint, allowance, &reporter.of_part());
    program.columns = whole;
    ended
}
