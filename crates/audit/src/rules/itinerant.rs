//! Enough of the periods that are too few for a post are taught by travelling teachers (走教).
//!
//! Σ periods ≥ ⌈share · shared periods⌉ in the county. Periods a week. The office's own number. That a way leads to every
//! school visited, and that nobody teaches more than the load nor at a school more than it shares, is looked at where the visits are read.

use super::Serves;
use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};
use lungang_domain::id::TeacherIx;
use std::collections::BTreeSet;

/// Counts the periods that are taught.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let required = reading.policy.rules.itinerant.share.value.ceil_of(reading.shared.periods());
    let taught = crate::goals::total(world.lessons.iter().filter(|l| l.way.is_some()).map(|l| l.periods));
    Measured::count(BreachKind::ItinerantLeast, Relation::AtLeast, Unit::Periods, required, taught)
}

/// Whoever travels as well serves it.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    let travelling: BTreeSet<TeacherIx> = world.lessons.iter().map(|l| l.teacher).collect();
    Box::new(move |step| travelling.contains(&step.teacher))
}
