//! `budget`: Σ allowance of a year · x ≤ yuan.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::budget;
use lungang_domain::id::TeacherIx;
use lungang_domain::rule::RuleName;

struct Budget(RowIx);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let (county, policy) = (scene.reading.county, scene.reading.policy);
    let row = rows.add("budget", Range::at_most(i64::from(policy.rules.budget.yuan.value)));
    let dearest = 12 * policy.weights.allowance.value.iter().map(|monthly| i64::from(*monthly)).max().unwrap_or(0);
    let most = dearest.saturating_mul(county.teachers.len() as i64);
    auxiliaries.give_way(scene.reading, RuleName::Budget, row, -1, most);
    Box::new(Budget(row))
}

impl Rule for Budget {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        out.push((self.0, budget::allowance(reading, reading.posts[post].school)));
    }

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
