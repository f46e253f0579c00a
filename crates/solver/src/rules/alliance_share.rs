//! Enough of the moves down stay inside the sender's alliance.
//!
//! Σ_{down, same alliance} x ≥ share · Σ_down x, county-wide; people. Clause 三(三)1.

use super::Rule;
use super::share::ShareOfDown;
use crate::model::candidates::Candidate;
use crate::model::rows::Rows;
use crate::model::world::World;
use lungang_domain::rule::RuleName;

struct AllianceShare(ShareOfDown);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let rule = &world.policy.rules.alliance_share;
    Box::new(AllianceShare(ShareOfDown::state(world, rows, RuleName::AllianceShare, rule.mode, rule.share.value)))
}

impl Rule for AllianceShare {
    fn touch(&self, world: &World<'_>, c: &Candidate, out: &mut Vec<(u32, i64)>) {
        if c.down() {
            self.0.touch(world.allied(c.from, c.to), out);
        }
    }
}
