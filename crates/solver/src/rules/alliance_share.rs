//! Enough of the moves down stay inside the sender's alliance.
//!
//! Σ_{down, same alliance} x ≥ share · Σ_down x, county-wide; people. Clause 三(三)1.

use super::share::ShareOfDown;
use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::rows::Rows;
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::rule::RuleName;

struct AllianceShare(ShareOfDown);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let rule = &world.policy.rules.alliance_share;
    Box::new(AllianceShare(ShareOfDown::state(world, rows, RuleName::AllianceShare, rule.mode, rule.share.value)))
}

impl Rule for AllianceShare {
    fn leaving(&self, _: &World<'_>, _: &Leaver, direction: Direction, out: &mut Entries) {
        self.0.leaving(false, direction, out);
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        if c.direction == Some(Direction::Down) && world.allied(c.from, c.to) {
            self.0.counted(out);
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, prices: &[i128]) -> i128 {
        self.0.lift(prices)
    }
}

/// Moves down inside an alliance serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    let inside = |m: &Move| world.allied(world.teacher(m.teacher).school, m.to);
    Box::new(move |m: &Move| world.direction(m) == Some(Direction::Down) && inside(m))
}
