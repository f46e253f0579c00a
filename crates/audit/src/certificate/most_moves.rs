//! `goal.most_moves`: Σ x ≤ n, of a plan that was asked for with at most n moves; a retask counts nothing.

use super::columns::Column;
use super::rows::{Entry, Range, RowIx, Rows};
use super::rules::{Rule, Stated};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;

struct MostMoves(RowIx);

/// States the row.
pub(super) fn state(most: u32, rows: &mut Rows<'_>) -> Stated {
    let first = rows.len();
    let row = rows.add("goal.most_moves", Range::at_most(i64::from(most)));
    Stated { rule: Box::new(MostMoves(row)), rows: first..rows.len() }
}

impl Rule for MostMoves {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, out: &mut Vec<Entry>) {
        out.push((self.0, 1));
    }

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
