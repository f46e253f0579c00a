//! A school sends no more than a share of its staff, a post no more than it can spare or a share of its teachers, and never the last.
//!
//! out ≤ ⌊share · staff⌋ for every public school; out of the post ≤ max(serving − required, ⌊subject-share · serving⌋), but at least 1
//! where two or more serve and at most serving − 1, for every post with required ≥ 1 and serving ≥ 1, a leaver counted under the
//! main subject and part at home; people. Practice.

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
        let most = most_of_post(reading, i);
        let seen = Breach {
            teachers: world.ids_at(leaving),
            ..post_breach(world, post, BreachKind::OutflowPost, most, leaving.len() as i64)
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}

/// The most teachers that may leave a needed post where somebody serves.
pub(crate) fn most_of_post(reading: &Reading<'_>, post: usize) -> i64 {
    let at = &reading.posts[post];
    let (serving, required) = (i64::from(at.serving), i64::from(at.required));
    let share = reading.policy.rules.outflow_cap.subject_share.value.floor_of(serving);
    share.max(serving - required).max(1).min(serving - 1)
}

/// The most teachers a school may send.
pub(crate) fn most(reading: &Reading<'_>, s: SchoolIx) -> i64 {
    reading.policy.rules.outflow_cap.share.value.floor_of(reading.staff[s.at()])
}
