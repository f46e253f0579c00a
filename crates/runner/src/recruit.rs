//! The recruitment plan of a county after its plan: solved, read again by the audit, and given out where both agree.

use crate::year::YearError;
use lungang_audit as audit;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::{Policy, Recruits};
use lungang_domain::recruitment::Recruitment;
use lungang_domain::school::Part;
use lungang_solver::engine::EngineError;
use lungang_solver::recruit;

/// A new teacher's post.
pub type Hire = (SchoolIx, Part, SubjectIx);

/// The recruitment plan for so many school years.
///
/// # Errors
/// The solver failed, or the audit reads another plan.
pub fn recruitment(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    plan: &Plan,
    seed: u64,
    years: u16,
) -> Result<Recruitment, YearError> {
    let found = recruit::recruit(county, policy, needs, plan.decided(), seed, years).map_err(YearError::Engine)?;
    let submission = audit::submission_of(plan, county, policy, needs, seed);
    if audit::recruitment(county, policy, &submission, years) != found {
        tracing::warn!("the audit reads another recruitment plan");
        return Err(YearError::Engine(EngineError::WrongAnswer { solver: "HiGHS".to_owned() }));
    }
    Ok(found)
}

/// The new teachers of the next year, where the policy lets the recruitment plan say who they are.
///
/// # Errors
/// As [`recruitment`].
pub fn next_year(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    plan: &Plan,
    seed: u64,
) -> Result<Option<Vec<Hire>>, YearError> {
    match policy.recruits() {
        Recruits::LikeForLike => Ok(None),
        Recruits::Plan => recruitment(county, policy, needs, plan, seed, 1).map(|plan| Some(hires(&plan))),
    }
}

/// Everybody who is recruited, post by post.
pub fn hires(plan: &Recruitment) -> Vec<Hire> {
    plan.openings.iter().flat_map(|o| (0..o.recruits).map(move |_| o.key())).collect()
}
