//! CBC through good_lp on the exported model, goal after goal: `lungang-peer-cbc MODEL.mps GOALS SECONDS VERSION`.
//!
//! Prints one line of JSON for every goal. Anything unexpected ends the process with a message: the bench tells it.

mod model;

use good_lp::{
    Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus, SolverModel, Variable, coin_cbc,
    constraint, variable,
};
use model::{Goal, Model};
use std::io::Write;
use std::time::Instant;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, goals, limit, version] = &arguments[..] else { return Err("model, goals, seconds, version".to_owned()) };
    let mut model = Model::read(path)?;
    let goals = Goal::read(goals, &model)?;
    told(&format!(r#"{{"ready": {{"version": "CBC {version} (good_lp 1.15.3)"}}}}"#));
    let mut best: Option<Vec<i64>> = None;
    for goal in &goals {
        let began = Instant::now();
        let values = minimise(&model, goal, limit, best.as_deref())?;
        let seconds = began.elapsed().as_secs_f64();
        let name = &goal.name;
        let Some(values) = values else {
            told(&format!(
                r#"{{"goal": {{"name": "{name}", "value": null, "seconds": {seconds}, "finished": false}}}}"#
            ));
            return Ok(());
        };
        model.check(&values)?;
        let objective: i64 = goal.costs.iter().map(|(column, cost)| cost * values[*column]).sum();
        let value = if goal.maximised { -objective } else { objective };
        told(&format!(r#"{{"goal": {{"name": "{name}", "value": {value}, "seconds": {seconds}, "finished": true}}}}"#));
        model.rows.push((None, Some(objective), goal.costs.clone()));
        best = Some(values);
    }
    Ok(())
}

fn told(line: &str) {
    println!("{line}");
    // Nobody reads any more: the next line would say so too.
    let _ = std::io::stdout().flush();
}

/// The optimal values; `None` where time ran out.
fn minimise(model: &Model, goal: &Goal, limit: &str, start: Option<&[i64]>) -> Result<Option<Vec<i64>>, String> {
    let mut variables = ProblemVariables::new();
    let column = |(i, (lo, hi)): (usize, &(i64, i64))| {
        let plain = variable().integer().min(*lo as f64).max(*hi as f64);
        variables.add(match start {
            Some(start) => plain.initial(start[i] as f64),
            None => plain,
        })
    };
    let columns: Vec<Variable> = model.columns.iter().enumerate().map(column).collect();
    let linear = |entries: &[(usize, i64)]| {
        let mut sum = Expression::with_capacity(entries.len());
        entries.iter().for_each(|(column, coefficient)| sum.add_mul(*coefficient as f64, columns[*column]));
        sum
    };
    let mut problem = variables.minimise(linear(&goal.costs)).using(coin_cbc);
    for (lo, hi, entries) in model.rows.iter().filter(|row| !row.2.is_empty()) {
        match (lo, hi) {
            (Some(lo), Some(hi)) if lo == hi => {
                drop(problem.add_constraint(constraint!(linear(entries) == *lo as f64)))
            }
            (lo, hi) => {
                if let Some(lo) = lo {
                    problem.add_constraint(constraint!(linear(entries) >= *lo as f64));
                }
                if let Some(hi) = hi {
                    problem.add_constraint(constraint!(linear(entries) <= *hi as f64));
                }
            }
        }
    }
    problem.set_parameter("timeMode", "elapsed");
    problem.set_parameter("sec", limit);
    problem.set_parameter("ratioGap", "0");
    // Whole-numbered costs: within less than one is the optimum.
    problem.set_parameter("allowableGap", "0.99");
    match problem.solve() {
        Ok(solution) if matches!(solution.status(), SolutionStatus::TimeLimit) => Ok(None),
        Ok(solution) => {
            let whole = |column: &Variable| {
                let value = solution.value(*column);
                let nearest = value.round();
                if (value - nearest).abs() > 1e-5 {
                    Err(format!("{value} is no whole number"))
                } else {
                    Ok(nearest as i64)
                }
            };
            columns.iter().map(whole).collect::<Result<_, _>>().map(Some)
        }
        Err(ResolutionError::Infeasible) => Err(format!("infeasible in goal {}", goal.name)),
        Err(other) => Err(format!("{other} in goal {}", goal.name)),
    }
}
