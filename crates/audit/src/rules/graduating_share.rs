//! Enough of the eligible teachers of graduating grades move down.
//!
//! Σ_down,graduating x ≥ ⌈share · |E of graduating grades|⌉, in the county; people. A variant of other cities.

use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};

/// Counts the teachers of graduating grades among the moves down.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let eligible = reading.eligible().filter(|t| reading.county.teacher(*t).graduating).count();
    let moving = world.down().filter(|x| world.teacher(x).graduating).count();
    let required = reading.policy.rules.graduating_share.share.value.ceil_of(eligible as i64).max(0);
    Measured::count(BreachKind::GraduatingShare, Relation::AtLeast, Unit::People, required, moving as i64)
}
