//! A policy whose hard rules may give way.

use lungang_domain::goal::REPLAN_GOALS;
use lungang_domain::policy::{Mode, Policy, Switch};
use lungang_solver::goals::Stated;

/// The policy without goals of its own, and with the chosen ones of its hard rules soft: what a plan would have to break becomes
/// a goal each.
pub(crate) fn softened(policy: &Policy, chosen: impl Fn(&Switch) -> bool) -> Policy {
    let mut soft = policy.clone();
    soft.goals.clear();
    let hard = policy.rules.switches().into_iter().filter(|(_, switch)| switch.mode == Mode::Hard);
    for (rule, switch) in hard.filter(|(_, switch)| chosen(switch)) {
        soft.rules.set_mode(rule, Mode::Soft, switch.reason);
    }
    soft
}

/// Leaves out the goals about a plan that was published: it is no rule, and they cost moves.
pub(crate) fn unpublished(goals: &mut Vec<Stated>) {
    goals.retain(|goal| !REPLAN_GOALS.contains(&goal.name.as_str()));
}
