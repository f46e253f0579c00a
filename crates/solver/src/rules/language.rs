//! A post is filled by a teacher whose recorded level of the national language reaches what the subject asks for.
//!
//! Hard: the columns that would break it do not exist (FORMULATION §5). Soft: Σ of them − breach ≤ 0. Moves.
//! Clauses 三(二)3, 三(四)1.

use super::{Entries, Rule};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

struct Language(Option<RowIx>);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Language;
    let mode = world.policy.rules.language.mode;
    let row = (mode == Mode::Soft).then(|| {
        let row = rows.add(NAME, "", About::County, Range::at_most(0));
        rows.give_way(NAME, mode, row, -1, world.county.teachers.len() as i64);
        row
    });
    Box::new(Language(row))
}

impl Rule for Language {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    // An "at most" row has no price above 0, so speaking too little can only cost: no lift.
    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        if let Some(row) = self.0
            && !world.speaks(c.teacher, c.subject)
        {
            out.push((row.0, 1));
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, prices: &[i128]) -> i128 {
        self.0.map_or(0, |row| prices[row.0 as usize].max(0))
    }
}
