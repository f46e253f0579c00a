//! A county solved by an engine, as most of these properties need it.

use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_solver::engine::{EngineError, Watch};
use lungang_solver::{Engine, Limits, Outcome, Solution, eligibility, formulate, staffing};
use std::sync::atomic::AtomicBool;

/// Seed of every lottery here.
pub const SEED: u64 = 59;

/// The solution and the needs that it was made with; `None` where the county is infeasible. No limit may stop it.
pub fn solved(county: &County, policy: &Policy, engine: &dyn Engine, limits: &Limits) -> Option<(Solution, Needs)> {
    tried(county, policy, engine, limits).expect("the solver does not fail")
}

/// The same with a solver that may fail.
pub fn tried(
    county: &County,
    policy: &Policy,
    engine: &dyn Engine,
    limits: &Limits,
) -> Result<Option<(Solution, Needs)>, EngineError> {
    let Ok(needs) = staffing::needs(county, policy, SEED) else { return Ok(None) };
    let who = eligibility::verdicts(county, policy);
    let model = formulate(county, policy, &needs, &who, SEED).expect("small numbers");
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    Ok(match engine.solve(&model, limits, &watch)? {
        Outcome::Solved(solution) => Some((solution, needs)),
        Outcome::Infeasible => None,
        Outcome::Nothing => panic!("no limit was set"),
    })
}
