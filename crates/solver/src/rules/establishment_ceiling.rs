//! Moves that carry the post lift no school above its posts; one that is above already does not rise further.
//!
//! payroll − out + in ≤ max(payroll, posts), for every school that a candidate could leave or enter, where moves carry the post:
//! establishment is of everybody on the payroll, teaching or not. People. Clause 三(二)1.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct EstablishmentCeiling {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::EstablishmentCeiling;
    let mode = world.policy.rules.establishment_ceiling.mode;
    let mut row = vec![None; world.county.schools.len()];
    if world.policy.movement.carries_post.value {
        for s in world.reached() {
            let room = (world.posts_of(s) - world.payroll(s)).max(0);
            let at = rows.add(NAME, "", About::School(s), Range::at_most(room));
            rows.give_way(NAME, mode, at, -1, i64::from(world.reach[s.at()].1));
            row[s.at()] = Some(at);
        }
    }
    Box::new(EstablishmentCeiling { row })
}

impl Rule for EstablishmentCeiling {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.row[leaver.from.at()], -1);
    }

    fn arriving(&self, world: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        put(out, self.row[world.post(post).school.at()], 1);
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
