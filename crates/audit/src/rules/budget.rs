//! Allowances of the moves stay within the budget.
//!
//! Σ 12 · allowance(hardship of the new school) · x ≤ yuan, in the county; yuan a year. Clause 三(二)4.

use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};

/// Adds up the allowances of a year.
pub fn measure(world: &World<'_>) -> Measured {
    let (county, policy) = (world.before.county, world.before.policy);
    let monthly = policy.weights.allowance.value;
    let yearly = |hardship: u8| 12 * i64::from(monthly[usize::from(hardship).min(monthly.len() - 1)]);
    let spent = world.steps.iter().map(|x| yearly(county.school(x.to).hardship)).sum();
    let yuan = i64::from(policy.rules.budget.yuan.value);
    Measured::count(BreachKind::Budget, Relation::AtMost, Unit::Yuan, yuan, spent)
}
