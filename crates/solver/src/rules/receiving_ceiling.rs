//! A receiving school that has its people receives the odd specialist, not many.
//!
//! in(s) ≤ max(0, teaching posts(s) − staff(s)) + ⌊share · staff(s)⌋ for every receiving school. People. Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;

struct ReceivingCeiling {
    row: Vec<Option<RowIx>>,
}

/// The most newcomers that the rule lets a receiving school have.
fn most(world: &World<'_>, school: SchoolIx) -> i64 {
    let (staff, posts) = (world.staff(school), world.teaching_posts(school));
    (posts - staff).max(0) + world.policy.rules.receiving_ceiling.share.value.floor_of(staff)
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::ReceivingCeiling;
    let mode = world.policy.rules.receiving_ceiling.mode;
    let row = world.county.school_ixs().map(|s| {
        let could = i64::from(world.reach[s.at()].1);
        (could > 0 && world.sides[s.at()] == Side::Receiving).then(|| {
            let at = rows.add(NAME, "", About::School(s), Range::at_most(most(world, s)));
            rows.give_way(NAME, mode, at, -1, could);
            at
        })
    });
    Box::new(ReceivingCeiling { row: row.collect() })
}

impl Rule for ReceivingCeiling {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, world: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        put(out, self.row[world.post(post).school.at()], 1);
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
