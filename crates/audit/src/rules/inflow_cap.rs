//! A school receives no more than a share of its staff, but one always may come.
//!
//! in ≤ max(1, ⌊share · staff⌋), for every public school; people. Practice.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::school::Side;

/// Looks at every public school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let share = reading.policy.rules.inflow_cap.share.value;
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let most = share.floor_of(reading.staff[s.at()]).max(1);
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.arriving[s.at()]),
            ..breach(BreachKind::InflowCap, most, world.into(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
