//! No school rises above its posts by moves that carry the post (编随人走).
//!
//! payroll − out + in ≤ max(payroll, posts), for every public school, where moves carry the post; people, whether they teach or
//! not. Clause 三(二)1.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::school::Side;

/// Looks at every public school; at none where the post stays behind.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    if !reading.policy.movement.carries_post.value {
        return measured;
    }
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let ceiling = reading.payroll[s.at()].max(reading.school_posts[s.at()]);
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.arriving[s.at()]),
            ..breach(BreachKind::EstablishmentCeiling, ceiling, world.payroll_after(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
