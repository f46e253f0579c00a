//! Enough moves down stay inside the sender's alliance (联盟).
//!
//! Σ_down,inside x ≥ ⌈share · Σ_down x⌉, inside: both schools belong to the same alliance, in the county; people.
//! Clause 三(三)1.

use super::Serves;
use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};
use lungang_domain::plan::Direction;

/// Counts the moves down inside an alliance.
pub fn measure(world: &World<'_>) -> Measured {
    let county = world.before.county;
    let alliance = |s| county.school(s).alliance.as_deref();
    let inside = world.down().filter(|x| alliance(x.from).is_some() && alliance(x.from) == alliance(x.to)).count();
    let share = world.before.policy.rules.alliance_share.share.value;
    let required = share.ceil_of(world.down().count() as i64).max(0);
    Measured::count(BreachKind::AllianceShare, Relation::AtLeast, Unit::People, required, inside as i64)
}

/// Moves down inside an alliance count.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    let alliance = |s| world.before.county.school(s).alliance.as_ref();
    Box::new(move |step| {
        step.direction == Some(Direction::Down)
            && alliance(step.from).is_some()
            && alliance(step.from) == alliance(step.to)
    })
}
