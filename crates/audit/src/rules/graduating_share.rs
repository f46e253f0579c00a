//! Enough of the eligible teachers of graduating grades move down.
//!
//! Σ_down,graduating x ≥ ⌈share · |E of graduating grades|⌉, in the county; people. A variant of other cities.

use super::Serves;
use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};
use lungang_domain::missing::Missing;
use lungang_domain::plan::Direction;

/// Counts the teachers of graduating grades among the moves down.
pub fn measure(world: &World<'_>) -> Measured {
    let moving = world.down().filter(|x| world.teacher(x).graduating).count();
    let required = required(world.before);
    let count = Measured::count(BreachKind::GraduatingShare, Relation::AtLeast, Unit::People, required, moving as i64);
    if world.before.county.teachers.iter().any(|t| t.graduating) {
        return count;
    }
    // Graduating grades have teachers: where the roster marks none of them, nobody knows of how many this is a share.
    let mut measured = Measured { checked: 0, ..count };
    measured.lacks(Missing::GraduatingGrade, world.before.eligible().count());
    measured
}

/// How many teachers of graduating grades must move down.
pub(crate) fn required(reading: &Reading<'_>) -> i64 {
    let eligible = reading.eligible().filter(|t| reading.county.teacher(*t).graduating).count();
    reading.policy.rules.graduating_share.share.value.ceil_of(eligible as i64).max(0)
}

/// Teachers of graduating grades who move down count.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    Box::new(|step| step.direction == Some(Direction::Down) && world.teacher(step).graduating)
}
