//! The exchange of heads after the moves of a plan: solved, read again by the audit, and given out where both are as good.

use lungang_audit as audit;
use lungang_domain::county::County;
use lungang_domain::heads::Heads;
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_solver::engine::EngineError;
use lungang_solver::heads;

/// Who heads which school from now on; `None` where the policy has no exchange of heads.
///
/// # Errors
/// The solver failed, or the audit finds another matching that is better, or none as good.
pub fn matched(county: &County, policy: &Policy, moves: &[Move], seed: u64) -> Result<Option<Heads>, EngineError> {
    if policy.heads().is_none() {
        return Ok(None);
    }
    let _heads = tracing::info_span!("heads").entered();
    let found = heads::heads(county, policy, moves, seed)?;
    let own = audit::headships(county, policy, moves, seed);
    if found.as_ref().map(|heads| heads.goals) != own.map(|heads| heads.goals) {
        tracing::warn!("the audit reads another exchange of heads");
        return Err(EngineError::WrongAnswer { solver: "HiGHS".to_owned() });
    }
    Ok(found)
}
