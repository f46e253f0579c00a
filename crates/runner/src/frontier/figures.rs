//! A plan in the figures by which sizes are weighed.

use lungang_domain::county::County;
use lungang_domain::frontier::{GoalReached, SizeFigures};
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_results::changes::Changes;
use lungang_solver::rules::budget;

/// The figures of a plan with so many moves down.
pub(super) fn of(county: &County, policy: &Policy, needs: &Needs, plan: &Plan, moves_down: u32) -> SizeFigures {
    let changes = Changes::between(county, policy, needs, plan);
    let journeys: Vec<u32> = plan.moves.iter().filter_map(|m| county.journey(m.teacher, m.to)).collect();
    let metres: u64 = journeys.iter().map(|metres| u64::from(*metres)).sum();
    let mean = metres.checked_div(journeys.len() as u64);
    // Without classes of hardship nobody knows what is paid.
    let known = county.schools.iter().any(|school| school.hardship > 0);
    let yuan = known.then(|| plan.moves.iter().map(|m| budget::allowance(policy, county.school(m.to))).sum());
    SizeFigures {
        moves: super::count(plan.moves.len()),
        moves_down,
        retasks: super::count(plan.retasks.len()),
        unmet_need: changes.weighted_short_after() + needs.second_subjects(county, policy, plan.decided()),
        short_posts: changes.short_after(),
        newly_short: changes.newly_short(),
        metres,
        // A mean of journeys is no longer than the longest.
        mean_metres: mean.and_then(|mean| u32::try_from(mean).ok()),
        unknown_journeys: super::count(plan.moves.len() - journeys.len()),
        yuan,
        goals: plan.goals.iter().map(|g| GoalReached { name: g.name.clone(), value: g.value }).collect(),
    }
}
