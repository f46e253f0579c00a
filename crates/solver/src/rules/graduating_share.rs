//! Enough of the eligible teachers of graduating grades move to rural and weak schools.
//!
//! Σ_{down, graduating} x ≥ ⌈share · |{t ∈ E : graduating}|⌉, county-wide; people. A variant of Hefei.

use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::rule::RuleName;

struct GraduatingShare(RowIx);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::GraduatingShare;
    let rule = &world.policy.rules.graduating_share;
    let graduating = world.eligibility.eligible().filter(|t| world.teacher(*t).graduating).count();
    let required = rule.share.value.ceil_of(graduating as i64);
    let row = rows.add(NAME, "", About::County, Range::at_least(required));
    rows.give_way(NAME, rule.mode, row, 1, required);
    Box::new(GraduatingShare(row))
}

impl Rule for GraduatingShare {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, direction: Direction, out: &mut Entries) {
        if direction == Direction::Down && world.teacher(leaver.teacher).graduating {
            out.push((self.0.0, 1));
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// Moves down of teachers of graduating grades serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    let graduating = |m: &Move| world.teacher(m.teacher).graduating;
    Box::new(move |m: &Move| world.direction(m) == Some(Direction::Down) && graduating(m))
}
