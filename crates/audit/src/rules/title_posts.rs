//! Senior posts are not exceeded by moves that carry the post.
//!
//! seniors − out + in ≤ max(seniors, posts_senior), over teachers of title senior, for every public school whose senior
//! posts are given, where moves carry the post; people. Clause 三(二)2.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::school::Side;
use lungang_domain::teacher::Title;

/// Looks at every public school with senior posts given; at none where the post stays behind.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    if !reading.policy.movement.carries_post.value {
        return measured;
    }
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let Some(posts) = reading.county.school(s).posts_senior else {
            continue;
        };
        let arriving = world.arriving[s.at()].iter().map(|&i| &world.steps[i]);
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids(arriving.filter(|step| world.teacher(step).title == Title::Senior)),
            ..breach(BreachKind::TitlePosts, reading.seniors[s.at()].max(i64::from(posts)), world.seniors_after(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
