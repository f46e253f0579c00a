//! No school falls below its teaching posts by rotation; one that is below already does not fall further.
//!
//! staff − out + in ≥ min(staff, teaching posts) − tolerance (at least 0), for every school that a candidate could leave or enter.
//! Teachers. Clause 三(二)1.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct StaffingFloor {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::StaffingFloor;
    let rule = &world.policy.rules.staffing_floor;
    let mut row = vec![None; world.county.schools.len()];
    for s in world.reached() {
        let staff = world.staff(s);
        let floor = (staff.min(world.teaching_posts(s)) - i64::from(rule.tolerance.value)).max(0);
        let at = rows.add(NAME, "", About::School(s), Range::at_least(floor - staff));
        rows.give_way(NAME, rule.mode, at, 1, floor);
        row[s.at()] = Some(at);
    }
    Box::new(StaffingFloor { row })
}

impl Rule for StaffingFloor {
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
