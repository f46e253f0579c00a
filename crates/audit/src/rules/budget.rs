//! Allowances of the moves stay within the budget.
//!
//! Σ 12 · allowance(hardship of the new school) · x ≤ yuan, in the county; yuan a year. Where no school of the county has a
//! class of hardship the allowances are not known. Clause 三(二)4.

use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};
use lungang_domain::id::SchoolIx;
use lungang_domain::missing::Missing;

/// Adds up the allowances of a year.
pub fn measure(world: &World<'_>) -> Measured {
    let spent = world.steps.iter().map(|x| allowance(world.before, x.to)).sum();
    let yuan = i64::from(world.before.policy.rules.budget.yuan.value);
    let mut measured = Measured::count(BreachKind::Budget, Relation::AtMost, Unit::Yuan, yuan, spent);
    if world.before.county.schools.iter().all(|s| s.hardship == 0) {
        measured.lacks(Missing::Hardship, world.steps.len());
    }
    measured
}

/// The allowance of a move to a school, yuan a year.
pub(crate) fn allowance(reading: &Reading<'_>, to: SchoolIx) -> i64 {
    let monthly = reading.policy.weights.allowance.value;
    let hardship = usize::from(reading.county.school(to).hardship);
    12 * i64::from(monthly[hardship.min(monthly.len() - 1)])
}
