//! A teacher moves to one post, or is retasked to one, at most.
//!
//! Σ_{s,p,k} x(t,s,p,k) + Σ_k r(t,k) ≤ 1 for every teacher t who may move or be retasked. People.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, RowName, Rows};
use crate::model::world::World;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct OnePost {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let row = world.county.teacher_ixs().map(|t| {
        let may = world.eligibility.of(t).may_move() || world.stays[t.at()];
        may.then(|| rows.add(RuleName::OnePost, "", About::Teacher(t), Range::at_most(1)))
    });
    Box::new(OnePost { row: row.collect() })
}

impl Rule for OnePost {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.row[leaver.teacher.at()], 1);
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, leaver: &Leaver, _: u32, out: &mut Entries) {
        put(out, self.row[leaver.teacher.at()], 1);
    }

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// Whose moves a row counts; `None` for a row of another rule.
pub(crate) fn of(name: &RowName) -> Option<TeacherIx> {
    let (Some(RuleName::OnePost), About::Teacher(teacher)) = (name.rule, name.about) else { return None };
    Some(teacher)
}

/// The name of a row that lets a teacher move once in several years.
pub(crate) fn of_years(teacher: TeacherIx) -> RowName {
    RowName { rule: Some(RuleName::OnePost), sentence: "years", about: About::Teacher(teacher) }
}
