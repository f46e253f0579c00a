//! A school that sends ends with no more short posts than it has without any move, once it has retasked as well as it can.
//!
//! Σ short after ≤ Σ short before over all posts of every sending school; posts. Practice.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// Looks at every sending school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut short: BTreeMap<SchoolIx, (i64, i64)> = BTreeMap::new();
    for (at, post) in world.posts() {
        let (before, after) = short.entry(post.school).or_default();
        *before += i64::from(post.short());
        *after += world.short_after(at);
    }
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) == Side::Sending) {
        let (before, after) = short.get(&s).copied().unwrap_or_default();
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.leaving[s.at()]),
            ..breach(BreachKind::NoNewShort, before, after)
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
