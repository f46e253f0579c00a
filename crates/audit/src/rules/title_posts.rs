//! Senior posts are not exceeded by moves that carry the post.
//!
//! seniors − out + in ≤ max(seniors, posts_senior), over teachers of title senior, for every public school whose senior
//! posts are given, where moves carry the post; people. Senior teachers who come where they are not given, and all where no
//! title is recorded, are not checked. Clause 三(二)2.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::missing::Missing;
use lungang_domain::school::Side;
use lungang_domain::teacher::Title;

/// Looks at every public school with senior posts given; at none where the post stays behind.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    if !reading.policy.movement.carries_post.value {
        return measured;
    }
    let titled = reading.county.teachers.iter().any(|t| t.title != Title::None);
    for s in reading.county.school_ixs().filter(|s| reading.side(*s) != Side::Outside) {
        let arriving = world.arriving[s.at()].iter().map(|&i| &world.steps[i]);
        let Some(posts) = reading.county.school(s).posts_senior else {
            // Nobody of the title arrives: nothing can be exceeded.
            measured.lacks(Missing::PostsSenior, arriving.filter(|x| world.teacher(x).title == Title::Senior).count());
            continue;
        };
        if !titled {
            measured.lacks(Missing::Title, arriving.count());
            continue;
        }
        let seen = Breach {
            school: Some(reading.school_id(s)),
            teachers: world.ids(arriving.filter(|step| world.teacher(step).title == Title::Senior)),
            ..breach(BreachKind::TitlePosts, reading.seniors[s.at()].max(i64::from(posts)), world.seniors_after(s))
        };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
