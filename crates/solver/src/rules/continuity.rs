//! Class teachers and teachers of graduating grades, whom the policy names, are not moved.
//!
//! Hard: they have no columns (FORMULATION §5). Soft: Σ of their moves − breach ≤ 0. Moves. Practice.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

struct Continuity(Option<RowIx>);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Continuity;
    let mode = world.policy.rules.continuity.mode;
    let row = (mode == Mode::Soft).then(|| {
        let row = rows.add(NAME, "", About::County, Range::at_most(0));
        rows.give_way(NAME, mode, row, -1, world.county.teachers.len() as i64);
        row
    });
    Box::new(Continuity(row))
}

impl Rule for Continuity {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.0.filter(|_| world.goes_on(leaver.teacher)), 1);
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
