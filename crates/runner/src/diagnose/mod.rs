//! Why a county has no plan, and what would give it one: what plain counting shows, a smallest set of rule instances that
//! cannot hold together, and repairs that were solved again.

mod change;
mod elastic;
mod filter;
mod flow;
mod hires;
mod instance;
mod repairs;
mod structure;

pub use change::apply;

use crate::why::softened;
use crate::year::YearError;
use elastic::{Elastic, Means};
use filter::Found;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Change, Diagnosis, Illness, Reason, Repair};
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use lungang_solver::engine::Watch;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Engine, eligibility, staffing};
use repairs::Workshop;
use std::time::{Duration, Instant};

/// Most totals and stages whose posts are raised one after another.
const TOTALS: usize = 4;

/// Looks for the cause.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn diagnose(
    county: &County,
    policy: &Policy,
    seed: u64,
    engine: &dyn Engine,
    time: Option<Duration>,
    watch: &Watch<'_>,
) -> Result<Diagnosis, YearError> {
    let until = time.map(|time| Instant::now() + time);
    within(county, policy, Means { engine, seed, until, watch }, TOTALS)
}

fn within(county: &County, policy: &Policy, means: Means<'_>, totals: usize) -> Result<Diagnosis, YearError> {
    let needs = match staffing::needs(county, policy, means.seed) {
        Ok(needs) => needs,
        Err(StaffingError::Engine(error)) => return Err(YearError::Engine(error)),
        Err(StaffingError::TooFewAuthorised { part, floor, authorised }) => {
            return few_posts(county, policy, means, totals, (part, floor, authorised));
        }
    };
    let who = eligibility::verdicts(county, policy);
    let soft = softened(policy, |_| true);
    let mut elastic = Elastic::new(county, policy, &soft, &needs, &who, means)?;
    let reasons = std::cell::OnceCell::new();
    let hints =
        |elastic: &Elastic<'_>| structure::sets(elastic, reasons.get_or_init(|| structure::reasons(elastic, policy)));
    let set = match filter::gather(&mut elastic, hints)? {
        Found::Nothing => return Ok(Diagnosis::Feasible),
        Found::Unknown => return Ok(Diagnosis::Unknown),
        Found::Set(set) => set,
    };
    let reasons = reasons.into_inner().unwrap_or_default();
    // Half of what is left is for the repairs.
    let now = Instant::now();
    elastic.until(means.until.map(|until| now + until.saturating_duration_since(now) / 2));
    let (set, proven_irreducible) = filter::shrink(&mut elastic, set)?;
    elastic.until(means.until);
    let workshop = Workshop { county, policy, means };
    let (repairs, all_tried) = workshop.repairs(&mut elastic, &set)?;
    let instances = set.iter().map(|i| elastic.slacks[*i].instance.clone()).collect();
    Ok(Diagnosis::Infeasible(Illness { reasons, instances, proven_irreducible, repairs, all_tried }))
}

/// The authorised total cannot staff every class: raised so far that it can, the county is looked at again.
fn few_posts(
    county: &County,
    policy: &Policy,
    means: Means<'_>,
    totals: usize,
    (part, floor, authorised): (Option<Part>, u32, u32),
) -> Result<Diagnosis, YearError> {
    let raised = Change::Authorised { part, from: authorised, to: floor };
    let price = i64::from(policy.repairs.one_more_teacher.value) * i64::from(floor.saturating_sub(authorised));
    let mut illness = Illness { reasons: vec![Reason::Staffing { part, floor, authorised }], ..Illness::default() };
    if totals > 0 {
        let (county, policy) = apply(std::slice::from_ref(&raised), county, policy);
        match within(&county, &policy, means, totals - 1)? {
            Diagnosis::Feasible => {
                illness.repairs.push(Repair { changes: vec![raised], law: false, price });
                illness.all_tried = true;
            }
            Diagnosis::Unknown => {}
            // What stands in the way after that belongs to the raised total, and is said with it.
            Diagnosis::Infeasible(next) => {
                illness.reasons.extend(next.reasons);
                illness.all_tried = next.all_tried;
                illness.repairs.extend(next.repairs.into_iter().map(|repair| Repair {
                    changes: std::iter::once(raised.clone()).chain(repair.changes).collect(),
                    law: repair.law,
                    price: repair.price + price,
                }));
            }
        }
    }
    Ok(Diagnosis::Infeasible(illness))
}
