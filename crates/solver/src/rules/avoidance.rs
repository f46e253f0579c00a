//! Nobody is sent to a school that the spouse, or another relative whom the office names, heads (回避).
//!
//! Hard: the columns that would break it do not exist (FORMULATION §5). Soft: Σ of them − breach ≤ 0. Moves. Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

struct Avoidance(Option<RowIx>);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Avoidance;
    let mode = world.policy.rules.avoidance.mode;
    let row = (mode == Mode::Soft).then(|| {
        let row = rows.add(NAME, "", About::County, Range::at_most(0));
        rows.give_way(NAME, mode, row, -1, world.county.teachers.len() as i64);
        row
    });
    Box::new(Avoidance(row))
}

impl Rule for Avoidance {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    // An "at most" row has no price above 0, so going to kin can only cost: no lift.
    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        put(out, self.0.filter(|_| world.kin_heads(c.teacher, c.to)), 1);
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, prices: &[i128]) -> i128 {
        self.0.map_or(0, |row| prices[row.0 as usize].max(0))
    }
}
