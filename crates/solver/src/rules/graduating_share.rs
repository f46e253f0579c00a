//! Enough of the eligible teachers of graduating grades move to rural and weak schools.
//!
//! Σ_{down, graduating} x ≥ ⌈share · |{t ∈ E : graduating}|⌉, county-wide; people. A variant of Hefei.

use super::Rule;
use crate::model::candidates::Candidate;
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
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
    fn touch(&self, world: &World<'_>, c: &Candidate, out: &mut Vec<(u32, i64)>) {
        if c.down() && world.teacher(c.teacher).graduating {
            out.push((self.0.0, 1));
        }
    }
}
