//! A school that receives, receives a team.
//!
//! in = 0 or in ≥ least, for every public school; people. Practice.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::school::Side;

/// Looks at every public school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let least = i64::from(reading.policy.rules.team_size.least.value);
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let received = world.into(s);
        let required = if received == 0 { 0 } else { least };
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.arriving[s.at()]),
            ..breach(BreachKind::TeamSize, required, received)
        };
        measured.compare(Relation::AtLeast, seen);
    }
    measured
}
