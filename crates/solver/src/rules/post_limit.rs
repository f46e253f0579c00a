//! No post has more teachers than its limit, not even one that had more before.
//!
//! serving − out + in ≤ limit, for every post with a limit that a candidate touches or that is above it already. Teachers.
//! Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, RowName, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct PostLimit {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::PostLimit;
    let mode = world.policy.rules.post_limit.mode;
    let mut row = vec![None; world.needs.posts.len()];
    for (i, post) in world.needs.posts.iter().enumerate() {
        let Some(limit) = post.limit else { continue };
        let room = i64::from(limit) - i64::from(post.serving);
        if world.touched[i] || room < 0 {
            let at = rows.add(NAME, "", About::Post(i as u32), Range::at_most(room));
            let arrivals = i64::from(world.reach[post.school.at()].1) + i64::from(world.retaskable[i]);
            rows.give_way(NAME, mode, at, -1, arrivals - room);
            row[i] = Some(at);
        }
    }
    Box::new(PostLimit { row })
}

impl Rule for PostLimit {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.row[leaver.home_post as usize], -1);
    }

    fn arriving(&self, _: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        put(out, self.row[post as usize], 1);
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, leaver: &Leaver, post: u32, out: &mut Entries) {
        put(out, self.row[leaver.home_post as usize], -1);
        put(out, self.row[post as usize], 1);
    }

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// The post whose teachers a row limits; `None` for a row of another rule.
pub(crate) fn of(name: &RowName) -> Option<u32> {
    let (Some(RuleName::PostLimit), About::Post(post)) = (name.rule, name.about) else { return None };
    Some(post)
}
