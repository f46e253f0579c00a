//! Moves that carry the post lift no school above its senior posts; one that is above already does not rise further.
//!
//! seniors − out + in ≤ max(seniors, posts_senior), for every school whose senior posts are given, where moves carry the
//! post. Teachers of senior title. Clause 三(二)2.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::Title;

struct TitlePosts {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::TitlePosts;
    let mode = world.policy.rules.title_posts.mode;
    let mut row = vec![None; world.county.schools.len()];
    if world.policy.movement.carries_post.value {
        let seniors = world.seniors();
        for s in world.reached() {
            if let Some(posts) = world.county.school(s).posts_senior {
                let room = (i64::from(posts) - seniors[s.at()]).max(0);
                let at = rows.add(NAME, "", About::School(s), Range::at_most(room));
                rows.give_way(NAME, mode, at, -1, i64::from(world.reach[s.at()].1));
                row[s.at()] = Some(at);
            }
        }
    }
    Box::new(TitlePosts { row })
}

impl Rule for TitlePosts {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        if world.teacher(leaver.teacher).title == Title::Senior {
            put(out, self.row[leaver.from.at()], -1);
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    // An "at most" row has no price above 0, so arriving can only cost: no lift.
    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        if world.teacher(c.teacher).title == Title::Senior {
            put(out, self.row[c.to.at()], 1);
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, world: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let senior = world.teacher(leaver.teacher).title == Title::Senior;
        let rows = self.row.iter().flatten().filter(|_| senior);
        rows.map(|row| prices[row.0 as usize]).max().unwrap_or(0).max(0)
    }
}
