//! A school receives no more than a share of its staff, but one always may come.
//!
//! in ≤ max(1, ⌊share · staff⌋), for every public school; people. Practice.

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
            teachers: world.ids_at(&world.arriving[s.at()]),
            ..breach(BreachKind::InflowCap, most(reading, s), world.into(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}

/// The most newcomers a school may receive.
pub(crate) fn most(reading: &Reading<'_>, s: SchoolIx) -> i64 {
    reading.policy.rules.inflow_cap.share.value.floor_of(reading.staff[s.at()]).max(1)
}
