//! No school falls below its teaching posts by rotation.
//!
//! staff − out + in ≥ max(0, min(staff, teaching posts) − tolerance), for every public school; people. Clause 三(二)1.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::Side;

/// Looks at every public school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.leaving[s.at()]),
            ..breach(BreachKind::StaffingFloor, floor(reading, s), world.staff_after(s))
        };
        measured.compare(Relation::AtLeast, seen);
    }
    measured
}

/// The fewest teachers a school may be left with.
pub(crate) fn floor(reading: &Reading<'_>, s: SchoolIx) -> i64 {
    let tolerance = i64::from(reading.policy.rules.staffing_floor.tolerance.value);
    (reading.staff[s.at()].min(reading.teaching_posts[s.at()]) - tolerance).max(0)
}
