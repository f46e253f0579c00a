//! An alternative as a record, so that it can be written, audited and asked like any plan.

use crate::heads;
use crate::planned::Planned;
use lungang_audit as audit;
use lungang_domain::alternatives::{Alternative, Kept};
use lungang_domain::plan::{GoalValue, Plan, PlanStatus};
use lungang_domain::record::{Record, RunInfo};
use lungang_domain::rule::RuleName;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{eligibility, serves, staffing};

/// The record of an alternative to a plan; its goals have the plan's bounds, up to the first goal that is worse.
///
/// # Errors
/// There are no needs to plan for, or the solver failed.
pub fn record(planned: &Planned, kept: &[Kept], alternative: &Alternative) -> Result<Record, StaffingError> {
    let (county, policy, seed) = (&planned.county, &planned.policy, planned.run.seed);
    let needs = staffing::needs(county, policy, seed)?;
    let who = eligibility::verdicts(county, policy);
    let value = |goal: &str| kept.iter().zip(&alternative.goals).find(|(k, _)| k.goal.name == goal);
    let soft = RuleName::ALL.iter().map(|rule| format!("breach:{rule}"));
    let names = soft.chain(policy.goals.iter().map(|g| g.name.clone()));
    // A bound is of plans whose earlier goals are no worse than the plan's: it holds up to the first that slack made worse.
    let mut same = true;
    let goals = names.filter_map(|name| match value(&name) {
        Some((kept, value)) => {
            let bound = kept.goal.bound.filter(|_| same);
            same &= *value == kept.goal.value;
            Some(GoalValue { value: *value, bound, ..kept.goal.clone() })
        }
        // What is left to chance was drawn among plans as different as these: its bound says nothing of others.
        None => alternative.drawn.iter().find(|d| d.name == name).map(|d| GoalValue { bound: None, ..d.clone() }),
    });
    let Alternative { moves, retasks, visits, .. } = alternative.clone();
    let heads = heads::matched(county, policy, &moves, seed).map_err(StaffingError::Engine)?;
    let plan = Plan { status: PlanStatus::Gap, moves, retasks, visits, heads, goals: goals.collect() };
    let report = audit::check(county, policy, &audit::submission_of(&plan, county, policy, &needs, seed));
    Ok(Record {
        county: county.clone(),
        policy: policy.clone(),
        findings: planned.findings.clone(),
        serves: serves::serves(county, policy, &needs, &who, &plan),
        needs,
        eligibility: who,
        plan,
        certificate: None,
        audit: report,
        // Its moves were made by no engine on its own: there is no certificate of them.
        run: RunInfo { engine: "alternatives".to_owned(), ..planned.run.clone() },
    })
}
