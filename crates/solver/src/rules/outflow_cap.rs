//! A school sends no more than a share of its staff; of a subject it needs no more than it can spare or a share of those who teach it,
//! and never the last.
//!
//! out(s) ≤ ⌊share · staff(s)⌋ for every school; out(s,p,k) ≤ min(serving − 1, max(1, serving − required, ⌊subject-share · serving⌋))
//! for every post with required ≥ 1 and serving ≥ 1. People. Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Post;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct OutflowCap {
    school: Vec<Option<RowIx>>,
    post: Vec<Option<RowIx>>,
}

/// The most teachers that the rule lets a school send.
pub(super) fn most(world: &World<'_>, school: SchoolIx) -> i64 {
    world.policy.rules.outflow_cap.share.value.floor_of(world.staff(school))
}

/// The most teachers that the rule lets a needed post give.
fn most_of(world: &World<'_>, post: &Post) -> i64 {
    let (serving, required) = (i64::from(post.serving), i64::from(post.required));
    let share = world.policy.rules.outflow_cap.subject_share.value.floor_of(serving);
    (serving - required).max(share).max(1).min(serving - 1)
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::OutflowCap;
    let rule = &world.policy.rules.outflow_cap;
    let mut at_most = |sentence, about, most: i64, could: i64| {
        let at = rows.add(NAME, sentence, about, Range::at_most(most));
        rows.give_way(NAME, rule.mode, at, -1, could);
        at
    };
    let school = world.county.school_ixs().map(|s| {
        let could = i64::from(world.reach[s.at()].0);
        (could > 0).then(|| at_most("school", About::School(s), most(world, s), could))
    });
    let school = school.collect();
    let post = world.needs.posts.iter().enumerate().map(|(i, post)| {
        let kept = world.touched[i] && post.required > 0 && post.serving > 0;
        let serving = i64::from(post.serving);
        kept.then(|| at_most("post", About::Post(i as u32), most_of(world, post), serving))
    });
    let post = post.collect();
    Box::new(OutflowCap { school, post })
}

impl Rule for OutflowCap {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.school[leaver.from.at()], 1);
        put(out, self.post[leaver.home_post as usize], 1);
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
