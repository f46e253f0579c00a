//! A school receives no more newcomers than a share of its staff, but one always may come.
//!
//! in(s) ≤ max(1, ⌊share · staff(s)⌋) for every school. People. Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct InflowCap {
    row: Vec<Option<RowIx>>,
}

/// The most newcomers that the rule lets a school receive.
pub(super) fn most(world: &World<'_>, school: SchoolIx) -> i64 {
    world.policy.rules.inflow_cap.share.value.floor_of(world.staff(school)).max(1)
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::InflowCap;
    let mode = world.policy.rules.inflow_cap.mode;
    let row = world.county.school_ixs().map(|s| {
        let could = i64::from(world.reach[s.at()].1);
        (could > 0).then(|| {
            let at = rows.add(NAME, "", About::School(s), Range::at_most(most(world, s)));
            rows.give_way(NAME, mode, at, -1, could);
            at
        })
    });
    Box::new(InflowCap { row: row.collect() })
}

impl Rule for InflowCap {
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
