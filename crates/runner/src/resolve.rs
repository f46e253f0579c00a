//! A plan solved again: what the certificate leaves to a search is shown by a second search, here and now.

use crate::case::Case;
use crate::planned::Planned;
use crate::year::{self, Settings, Year, YearError};
use lungang_domain::plan::PlanStatus;
use lungang_solver::Limits;
use lungang_solver::engine::{Engine, Watch};

/// What a second solve came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// The same value of every goal, and the search went to its end.
    Same,
    /// Other values, or no end.
    Other,
    /// Not solved: the plan has no certificate that leaves a goal open, or was made from more than its county and policy, with an
    /// eye to later years or near a published plan.
    NotAlone,
}

/// The goal that only a plan made again from a published one has.
const CHANGES: &str = "changes";

/// Solves the county of a plan again, under its policy and with its seed.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn resolve(planned: &Planned, engine: &dyn Engine, watch: &Watch<'_>) -> Result<Resolved, YearError> {
    let goals = &planned.document.summary.goals;
    if planned.certificate.is_none() || planned.run.ahead.is_some() || goals.iter().any(|g| g.name == CHANGES) {
        return Ok(Resolved::NotAlone);
    }
    let settings = Settings { seed: planned.run.seed, engine, limits: Limits::default(), start: None };
    let Year::Planned(again) = year::plan(Case::of(planned.county.clone(), planned.policy.clone()), &settings, watch)?
    else {
        return Ok(Resolved::Other);
    };
    let own = again.plan.goals.iter().map(|g| (g.name.as_str(), g.value));
    let same = again.plan.status == PlanStatus::Optimal && own.eq(goals.iter().map(|g| (g.name.as_str(), g.value)));
    Ok(if same { Resolved::Same } else { Resolved::Other })
}
