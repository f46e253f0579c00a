//! The goals over several years: each is the sum of the years', the worst school the largest of them.

use crate::goals::Goal;
use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::model::program::Objective;
use crate::model::rows::{About, Measured};
use lungang_domain::goal::Measure;

/// For every year that measures its worst school: W − worst rate ≥ 0. The row's subject, and (year, auxiliary).
pub(super) fn worst_rows(years: &[Formulation<'_>]) -> Vec<(About, (usize, usize))> {
    let of = |year: &Formulation<'_>| year.auxiliaries.iter().position(|a| a.what == Measured::WorstRate);
    years.iter().enumerate().filter_map(|(at, year)| Some((About::County, (at, of(year)?)))).collect()
}

/// The first year's goals, each over all years. `starts` are the positions of each year's auxiliaries, of which there are
/// `auxiliaries` with W, the last one.
pub(super) fn together(
    years: &[Formulation<'_>],
    candidates: &[Vec<Candidate>],
    starts: &[usize],
    auxiliaries: usize,
) -> Vec<Goal> {
    let Some(first) = years.first() else { return Vec::new() };
    let moves: usize = candidates.iter().map(Vec::len).sum();
    let worst = |name: &str| {
        let mut specs = first.world.policy.goals.iter();
        specs.any(|g| g.name == name && g.measure() == Some(Measure::WorstSchool))
    };
    let goal = |stated: &crate::goals::Stated| {
        let mut goal = Goal {
            name: stated.name.clone(),
            maximised: stated.maximised,
            constant: 0,
            objective: Objective::default(),
            enough: stated.enough,
            draw: stated.draw,
        };
        if worst(&stated.name) {
            goal.objective.costs.push(((moves + auxiliaries - 1) as u32, 1));
            return goal;
        }
        let mut before = 0;
        for (at, (year, own)) in years.iter().zip(candidates).enumerate() {
            // What was published speaks of the first year alone.
            if let Some(stated) = year.goals.iter().find(|g| g.name == stated.name) {
                let over = stated.over(&year.world, own);
                goal.constant += over.constant;
                let place = |column: u32| match (column as usize).checked_sub(own.len()) {
                    None => before as u32 + column,
                    Some(auxiliary) => (moves + starts[at] + auxiliary) as u32,
                };
                goal.objective.costs.extend(over.objective.costs.iter().map(|(column, cost)| (place(*column), *cost)));
            }
            before += own.len();
        }
        goal.objective.costs.sort_unstable();
        goal
    };
    first.goals.iter().map(goal).collect()
}
