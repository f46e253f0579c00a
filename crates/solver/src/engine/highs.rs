//! HiGHS on the whole model, one goal at a time.

use super::{Engine, EngineError, Relaxation, Reporter, callback, proved, rounded};
use crate::model::program::{Allowance, Ended, Objective, Program};
use highs::{ColProblem, HighsModelStatus, Model, SolvedModel};

/// The HiGHS engine; one thread, so that a plan never depends on the machine.
#[derive(Debug, Clone, Copy)]
pub struct Highs {
    /// Open columns from which a program is narrowed by its relaxation first.
    pub narrows_from: usize,
    /// Settings of the first try.
    pub settings: Settings,
}

impl Default for Highs {
    fn default() -> Self {
        Highs { narrows_from: 600, settings: Settings::default() }
    }
}

/// Which path HiGHS takes to an optimum; a fault of one path need not lie on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether the program is simplified first.
    pub presolve: bool,
    /// Seed of the choices among equals, 0 … 2³¹ − 1.
    pub seed: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { presolve: true, seed: 0 }
    }
}

impl Settings {
    /// Of the second try within one engine: differs in both, so that a fault of one path does not repeat.
    fn other(self) -> Settings {
        Settings { presolve: !self.presolve, seed: if self.seed == 20_180_059 { 0 } else { 20_180_059 } }
    }
}

impl Engine for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn solver(&self) -> (&'static str, String) {
        ("HiGHS", version())
    }

    fn minimise(
        &self,
        program: &Program,
        objective: &Objective,
        hint: Option<&[i64]>,
        allowance: Allowance,
        reporter: &Reporter<'_>,
    ) -> Result<Ended, EngineError> {
        if program.columns.is_empty() {
            let ended = if program.holds(&[]) { Ended::Optimal { values: Vec::new() } } else { Ended::Infeasible };
            return Ok(ended);
        }
        let mut fault = None;
        for settings in [self.settings, self.settings.other()] {
            match attempt(program, objective, hint, allowance, reporter, settings) {
                Ok(ended) => return Ok(ended),
                Err(error) => fault = Some(error),
            }
        }
        Err(fault.unwrap_or_else(|| EngineError::WrongAnswer { solver: "HiGHS".to_owned() }))
    }

    fn narrows_from(&self) -> usize {
        self.narrows_from
    }

    fn relax(
        &self,
        program: &Program,
        objective: &Objective,
        allowance: Allowance,
        reporter: &Reporter<'_>,
    ) -> Result<Option<Relaxation>, EngineError> {
        let mut model = state(program, objective, false).map_err(|e| fail("model", &e))?;
        configure(&mut model, self.settings, allowance);
        let solved = callback::solve(model, reporter).map_err(|e| fail("run", &e))?;
        if solved.status() != HighsModelStatus::Optimal {
            return Ok(None);
        }
        let solution = solved.get_solution();
        Ok(Some(Relaxation { values: solution.columns().to_vec(), prices: solution.dual_rows().to_vec() }))
    }
}

fn fail(what: &str, status: &dyn std::fmt::Debug) -> EngineError {
    EngineError::Solver { solver: "HiGHS".to_owned(), status: format!("{what}: {status:?}") }
}

fn configure(model: &mut Model, settings: Settings, allowance: Allowance) {
    model.set_option("threads", 1);
    model.set_option("parallel", "off");
    model.set_option("mip_rel_gap", allowance.gap);
    model.set_option("presolve", if settings.presolve { "choose" } else { "off" });
    model.set_option("random_seed", settings.seed);
    if let Some(time) = allowance.time {
        model.set_option("time_limit", time.as_secs_f64().max(0.001));
    }
}

fn attempt(
    program: &Program,
    objective: &Objective,
    hint: Option<&[i64]>,
    allowance: Allowance,
    reporter: &Reporter<'_>,
    settings: Settings,
) -> Result<Ended, EngineError> {
    let mut model = state(program, objective, true).map_err(|e| fail("model", &e))?;
    configure(&mut model, settings, allowance);
    if let Some(hint) = hint {
        let columns: Vec<f64> = hint.iter().map(|v| *v as f64).collect();
        model.try_set_solution(Some(&columns), None, None, None).map_err(|e| fail("start", &e))?;
    }
    let solved = callback::solve(model, reporter).map_err(|e| fail("run", &e))?;
    read(program, objective, &solved, allowance).map_err(|status| match status {
        Some(status) => fail("status", &status),
        None => EngineError::WrongAnswer { solver: "HiGHS".to_owned() },
    })
}

/// The program as HiGHS holds it.
fn state(program: &Program, objective: &Objective, integer: bool) -> Result<Model, highs::HighsStatus> {
    let range = |r: &crate::model::program::Range| {
        r.lo.map_or(f64::NEG_INFINITY, |v| v as f64)..=r.hi.map_or(f64::INFINITY, |v| v as f64)
    };
    let mut problem = ColProblem::new();
    let mut rows: Vec<_> = program.rows.iter().map(|r| problem.add_row(range(r))).collect();
    rows.extend(program.added.iter().map(|(r, _)| problem.add_row(range(r))));

    // Rows that came later are stored by row; turned around they join their columns.
    let mut later: Vec<Vec<(usize, i64)>> =
        vec![Vec::new(); if program.added.is_empty() { 0 } else { program.columns.len() }];
    for (i, (_, entries)) in program.added.iter().enumerate() {
        for (column, coefficient) in entries {
            later[*column as usize].push((program.rows.len() + i, *coefficient));
        }
    }
    let mut costs = objective.costs.iter().peekable();
    for (i, bounds) in program.columns.iter().enumerate() {
        let cost = costs.next_if(|(column, _)| *column as usize == i).map_or(0, |(_, cost)| *cost);
        let own = program.entries(i).iter().map(|(row, c)| (rows[*row as usize], *c as f64));
        let added = later.get(i).into_iter().flatten().map(|(row, c)| (rows[*row], *c as f64));
        let range = bounds.lo as f64..=bounds.hi as f64;
        problem.add_column_with_integrality(cost as f64, range, own.chain(added), integer);
    }
    problem.try_optimise(highs::Sense::Minimise)
}

/// Reads the answer and checks it exactly; `Err(None)` is an answer that does not keep the rows.
fn read(
    program: &Program,
    objective: &Objective,
    solved: &SolvedModel,
    allowance: Allowance,
) -> Result<Ended, Option<HighsModelStatus>> {
    let status = solved.status();
    match status {
        HighsModelStatus::Infeasible => return Ok(Ended::Infeasible),
        // Every column has finite bounds, so "unbounded or infeasible" can only be the latter.
        HighsModelStatus::UnboundedOrInfeasible => return Ok(Ended::Infeasible),
        HighsModelStatus::Optimal | HighsModelStatus::ReachedTimeLimit | HighsModelStatus::ReachedInterrupt => {}
        other => return Err(Some(other)),
    }
    let has_point = solved.primal_solution_status() == highs::HighsSolutionStatus::Feasible;
    let values = has_point.then(|| rounded(solved.get_solution().columns().iter().copied()));
    if let Some(values) = &values
        && !program.holds(values)
    {
        return Err(None);
    }
    let bound = solved.double_info_value(c"mip_dual_bound").ok().and_then(proved);
    match (status, values) {
        (HighsModelStatus::Optimal, Some(values)) if allowance.gap == 0.0 => {
            // HiGHS says optimal: its own bound must agree with the value recomputed from whole numbers.
            let value = objective.value(&values);
            if bound.is_none_or(|b| b >= value) { Ok(Ended::Optimal { values }) } else { Err(None) }
        }
        (HighsModelStatus::Optimal, Some(values)) => {
            let value = objective.value(&values);
            if bound.is_some_and(|b| b >= value) {
                return Ok(Ended::Optimal { values });
            }
            Ok(Ended::Stopped { values: Some(values), bound, within_gap: true })
        }
        (HighsModelStatus::Optimal, None) => Err(Some(status)),
        (_, values) => Ok(Ended::Stopped { values, bound, within_gap: false }),
    }
}

/// The version of the HiGHS that is built in.
pub fn version() -> String {
    format!("{}.{}.{}", highs_sys::HIGHS_VERSION_MAJOR, highs_sys::HIGHS_VERSION_MINOR, highs_sys::HIGHS_VERSION_PATCH)
}
