//! A plan in the figures by which sizes are weighed.

use lungang_domain::county::County;
use lungang_domain::frontier::{GoalReached, SizeFigures};
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_solver::rules::budget;

/// The figures of a plan with so many moves down.
pub(super) fn of(county: &County, policy: &Policy, needs: &Needs, plan: &Plan, moves_down: u32) -> SizeFigures {
    let (mut unmet_need, mut short_posts) = (needs.second_subjects(county, policy, plan.decided()), 0);
    // By how much more of a school is short than before.
    let mut more = vec![0_i64; county.schools.len()];
    for (post, after) in needs.posts.iter().zip(needs.after(county, policy, plan.decided())) {
        let short = after.short(post);
        unmet_need += i64::from(post.weight) * i64::from(short);
        short_posts += short;
        more[post.school.at()] += i64::from(short) - i64::from(post.short());
    }
    let newly_short: i64 = more.iter().map(|more| (*more).max(0)).sum();
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
        unmet_need,
        short_posts,
        newly_short: u32::try_from(newly_short).unwrap_or(u32::MAX),
        metres,
        // A mean of journeys is no longer than the longest.
        mean_metres: mean.and_then(|mean| u32::try_from(mean).ok()),
        unknown_journeys: super::count(plan.moves.len() - journeys.len()),
        yuan,
        goals: plan.goals.iter().map(|g| GoalReached { name: g.name.clone(), value: g.value }).collect(),
    }
}
