//! `one_post.T`: Σ x(t, ·) + Σ r(t, ·) ≤ 1 for every teacher who may move or be retasked.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;

/// The row of every teacher.
struct OnePost(Vec<Option<RowIx>>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, _: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let mut one = |t: TeacherIx| {
        let may = reading.verdicts[t.at()].may_move() || scene.reach.stays[t.at()];
        may.then(|| rows.add(&names::teacher(reading, "one_post", t), Range::at_most(1)))
    };
    Box::new(OnePost(reading.county.teacher_ixs().map(&mut one).collect()))
}

impl Rule for OnePost {
    fn leaving(&self, _: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        put(out, self.0[teacher.at()], 1);
    }

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        put(out, self.0[column.step.teacher.at()], 1);
    }

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
