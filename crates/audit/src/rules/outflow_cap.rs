//! A school sends no more than a share of its staff, and somebody stays at every post that is needed.
//!
//! out ≤ ⌊share · staff⌋ for every public school; out of the post ≤ serving − 1 for every post with required ≥ 1 and
//! serving ≥ 1, a leaver counted under the main subject and part at home; people. Practice.

use super::measured::{Measured, breach, post_breach};
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::Side;

/// Looks at every public school, then at every needed post where somebody serves.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let public = |s| reading.side(s) != Side::Outside;
    let mut measured = Measured::family();
    for s in reading.county.school_ixs().filter(|s| public(*s)) {
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids_at(&world.leaving[s.at()]),
            ..breach(BreachKind::OutflowSchool, most(reading, s), world.out(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    for (i, post) in world.posts().filter(|(_, p)| p.required >= 1 && p.serving >= 1 && public(p.school)) {
        let leaving = &world.post_leaving[i];
        let most = i64::from(post.serving) - 1;
        let seen = Breach {
            teachers: world.ids_at(leaving),
            ..post_breach(world, post, BreachKind::OutflowPost, most, leaving.len() as i64)
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}

/// The most teachers a school may send.
pub(crate) fn most(reading: &Reading<'_>, s: SchoolIx) -> i64 {
    reading.policy.rules.outflow_cap.share.value.floor_of(reading.staff[s.at()])
}
