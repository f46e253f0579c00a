//! `continuity`: Σ of the moves of those who are not to be moved − breach ≤ 0; only where the rule is soft. Where it is hard they
//! have no columns.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::continuity::broken;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

struct Continuity(Option<RowIx>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let soft = reading.policy.rules.mode(RuleName::Continuity) == Mode::Soft;
    let row = soft.then(|| rows.add("continuity", Range::at_most(0)));
    if let Some(row) = row {
        auxiliaries.give_way(reading, RuleName::Continuity, row, -1, reading.county.teachers.len() as i64);
    }
    Box::new(Continuity(row))
}

impl Rule for Continuity {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        if self.0.is_some() && broken(reading, &column.step) {
            put(out, self.0, 1);
        }
    }
}
