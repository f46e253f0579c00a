//! A receiving school that has its people receives the odd specialist, not many.
//!
//! in ≤ max(0, teaching posts − staff) + ⌊share · staff⌋ for every receiving school, those who teach and posts before the moves; people. Practice.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::Side;

/// Looks at every receiving school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) == Side::Receiving) {
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.arriving[s.at()]),
            ..breach(BreachKind::ReceivingCeiling, most(reading, s), world.into(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}

/// The most teachers that a receiving school may have come.
pub(crate) fn most(reading: &Reading<'_>, s: SchoolIx) -> i64 {
    let (staff, posts) = (reading.staff[s.at()], reading.teaching_posts[s.at()]);
    let free = if posts > staff { posts - staff } else { 0 };
    free + reading.policy.rules.receiving_ceiling.share.value.floor_of(staff)
}
