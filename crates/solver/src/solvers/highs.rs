//! HiGHS on a program stated in full.

use super::columns::Columns;
use super::instance::{Instance, Refused, Status};
use super::{Solver, Task, proved, rounded};
use crate::engine::EngineError;
use crate::model::program::{Ended, Range};

/// HiGHS.
#[derive(Debug, Clone, Copy, Default)]
pub struct Highs {
    /// How the first attempt is made.
    pub settings: Settings,
}

/// Settings of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether the program is simplified first.
    pub presolve: bool,
    /// HiGHS's own seed, which chooses among equals.
    pub seed: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { presolve: true, seed: 0 }
    }
}

impl Settings {
    /// Settings of a second attempt, so different that a fault of one path is not likely to repeat.
    pub fn second(self) -> Settings {
        Settings { presolve: !self.presolve, seed: self.seed ^ 20_180_059 }
    }

    /// Settings of a third.
    pub fn third(self) -> Settings {
        Settings { seed: self.seed ^ 59_018_020, ..self }
    }
}

impl Solver for Highs {
    fn name(&self) -> (&'static str, String) {
        ("HiGHS", version())
    }

    fn minimise(&self, task: &Task<'_>) -> Result<Ended, EngineError> {
        if task.program.columns.is_empty() {
            let ended = if task.program.holds(&[]) { Ended::Optimal { values: Vec::new() } } else { Ended::Infeasible };
            return Ok(ended);
        }
        let ended = match attempt(task, self.settings) {
            // That nothing keeps the rows cannot be checked: it has to be said twice.
            Err(_) | Ok(Ended::Infeasible) => attempt(task, self.settings.second()),
            ended => ended,
        };
        match ended? {
            Ended::Optimal { values } if claimed(task, &values) => self.again(task, values),
            ended => Ok(ended),
        }
    }
}

/// Whether that nothing is better is HiGHS's word alone, and relied on.
fn claimed(task: &Task<'_>, values: &[i64]) -> bool {
    let objective = task.objective;
    task.relied_on && !objective.costs.is_empty() && task.target.is_none_or(|target| objective.value(values) > target)
}

impl Highs {
    /// Has it said again that nothing is better, with other settings and from nothing: HiGHS 1.15 has called the point that it
    /// started from the best where a better one was near. Asked is for a better point, by a row, so that the answer is that there
    /// is none, or one; until there is none.
    fn again(&self, task: &Task<'_>, mut values: Vec<i64>) -> Result<Ended, EngineError> {
        let mut program = task.program.clone();
        while claimed(task, &values) {
            let better = Range::at_most(task.objective.value(&values) - 1);
            program.added.push((better, task.objective.costs.clone()));
            let asked = Task { program: &program, hint: None, ..*task };
            // As of a first answer that is wrong, another is asked for.
            let answer = attempt(&asked, self.settings.third()).or_else(|_| attempt(&asked, self.settings.second()))?;
            match answer {
                Ended::Infeasible => break,
                Ended::Optimal { values: other } => values = other,
                Ended::Stopped { values: other, bound, within_gap } => {
                    let bound = bound.map(|bound| bound.min(task.objective.value(&values)));
                    return Ok(Ended::Stopped { values: Some(other.unwrap_or(values)), bound, within_gap });
                }
            }
        }
        Ok(Ended::Optimal { values })
    }
}

pub(crate) fn fail(refused: Refused) -> EngineError {
    EngineError::Solver { solver: "HiGHS".to_owned(), status: refused.0.to_owned() }
}

/// A range as HiGHS takes it.
pub(crate) fn sides(range: Range) -> (f64, f64) {
    (range.lo.map_or(f64::NEG_INFINITY, |v| v as f64), range.hi.map_or(f64::INFINITY, |v| v as f64))
}

fn attempt(task: &Task<'_>, settings: Settings) -> Result<Ended, EngineError> {
    let mut instance = state(task, settings).map_err(fail)?;
    let status = instance.run(task.reporter, task.until).map_err(fail)?;
    read(task, &instance, status)
}

/// With more columns HiGHS does not try each of them at 0 and at 1 before it begins: that took 20 of 28 seconds on 88 000.
const PROBED: usize = 10_000;

/// HiGHS's number of that step of its presolve.
const PROBING: i32 = 1 << 15;

/// The program as HiGHS holds it.
fn state(task: &Task<'_>, settings: Settings) -> Result<Instance, Refused> {
    let (program, objective) = (task.program, task.objective);
    let mut instance = Instance::new()?;
    // The gap is relative to the value as people see it.
    instance.set_offset(task.offset)?;
    instance.set_real(c"mip_rel_gap", task.gap)?;
    instance.set_real(c"mip_abs_gap", if task.gap == 0.0 { 0.99 } else { 0.0 })?;
    if let Some(nodes) = task.nodes {
        instance.set_int(c"mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX))?;
    }
    instance.set_text(c"presolve", if settings.presolve { c"choose" } else { c"off" })?;
    instance.set_int(c"random_seed", (settings.seed & 0x7fff_ffff) as i32)?;
    if program.columns.len() > PROBED {
        instance.set_int(c"presolve_rule_off", PROBING)?;
    }
    if let Some(target) = task.target {
        instance.set_real(c"objective_target", (target + task.offset) as f64 + 0.01)?;
    }

    let ranges = program.rows.iter().chain(program.added.iter().map(|(range, _)| range));
    let all: Vec<(f64, f64)> = ranges.map(|r| sides(*r)).collect();
    instance.add_rows(&all, &[])?;
    // Rows that came later are stored by row; turned around they join their columns.
    let mut later: Vec<Vec<(usize, i64)>> =
        vec![Vec::new(); if program.added.is_empty() { 0 } else { program.columns.len() }];
    for (i, (_, entries)) in program.added.iter().enumerate() {
        for (column, coefficient) in entries {
            later[*column as usize].push((program.rows.len() + i, *coefficient));
        }
    }
    let mut costs = objective.costs.iter().peekable();
    let mut columns = Columns::default();
    for (i, bounds) in program.columns.iter().enumerate() {
        let cost = costs.next_if(|(column, _)| *column as usize == i).map_or(0, |(_, cost)| *cost);
        let own = program.entries(i).iter().map(|(row, c)| (*row as usize, *c));
        let added = later.get(i).into_iter().flatten().copied();
        columns.push(cost, (bounds.lo, bounds.hi), own.chain(added));
    }
    instance.add_columns(&columns)?;
    instance.make_integer()?;
    if let Some(hint) = task.hint {
        instance.start_from(hint)?;
    }
    Ok(instance)
}

/// Reads the answer and checks it exactly.
fn read(task: &Task<'_>, instance: &Instance, status: Status) -> Result<Ended, EngineError> {
    let wrong = || EngineError::WrongAnswer { solver: "HiGHS".to_owned() };
    match status {
        Status::Infeasible if task.hint.is_some() => return Err(wrong()),
        Status::Infeasible => return Ok(Ended::Infeasible),
        Status::Fault(number) => {
            return Err(EngineError::Solver { solver: "HiGHS".to_owned(), status: format!("status {number}") });
        }
        Status::Optimal | Status::Stopped => {}
    }
    let values = match instance.has_point() {
        true => Some(rounded(instance.solution().map_err(fail)?.0.into_iter())),
        false => None,
    };
    if values.as_ref().is_some_and(|values| !task.program.holds(values)) {
        return Err(wrong());
    }
    let bound = instance.figure(c"mip_dual_bound").and_then(|bound| proved(bound - task.offset as f64));
    let Some(values) = values else {
        return match status {
            Status::Optimal => Err(wrong()),
            _ => Ok(Ended::Stopped { values: None, bound, within_gap: false }),
        };
    };
    let value = task.objective.value(&values);
    if task.target.is_some_and(|target| value <= target) {
        return Ok(match task.gap {
            0.0 => Ended::Optimal { values },
            _ => Ended::Stopped { values: Some(values), bound, within_gap: true },
        });
    }
    match status {
        // HiGHS says optimal: its own bound must agree with the value recomputed from whole numbers.
        Status::Optimal if bound.is_some_and(|b| b >= value) => Ok(Ended::Optimal { values }),
        Status::Optimal if task.objective.costs.is_empty() => Ok(Ended::Optimal { values }),
        Status::Optimal if task.gap == 0.0 => Err(wrong()),
        Status::Optimal => Ok(Ended::Stopped { values: Some(values), bound, within_gap: true }),
        _ => Ok(Ended::Stopped { values: Some(values), bound, within_gap: false }),
    }
}

/// The version of the HiGHS that is built in.
pub fn version() -> String {
    format!("{}.{}.{}", highs_sys::HIGHS_VERSION_MAJOR, highs_sys::HIGHS_VERSION_MINOR, highs_sys::HIGHS_VERSION_PATCH)
}
