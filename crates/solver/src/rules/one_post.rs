//! A teacher moves to one post at most.
//!
//! Σ_{s,p,k} x(t,s,p,k) ≤ 1 for every teacher t who may move. People.

use super::{Entries, Rule, put};
use crate::model::candidates::Leaver;
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct OnePost {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let row = world.county.teacher_ixs().map(|t| {
        let may = world.eligibility.of(t).may_move();
        may.then(|| rows.add(RuleName::OnePost, "", About::Teacher(t), Range::at_most(1)))
    });
    Box::new(OnePost { row: row.collect() })
}

impl Rule for OnePost {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.row[leaver.teacher.at()], 1);
    }
}
