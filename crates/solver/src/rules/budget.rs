//! The allowances of the new moves stay within the budget.
//!
//! Σ 12 · allowance(hardship of s) · x ≤ yuan, county-wide. Yuan a year. Clause 三(二)4.

use super::{Entries, Rule};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::school::School;

struct Budget(RowIx);

/// Allowance of a move to a school, yuan a year.
pub fn allowance(policy: &Policy, to: &School) -> i64 {
    let class = usize::from(to.hardship).min(6);
    12 * i64::from(policy.weights.allowance.value[class])
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Budget;
    let rule = &world.policy.rules.budget;
    let row = rows.add(NAME, "", About::County, Range::at_most(i64::from(rule.yuan.value)));
    let dearest = 12 * i64::from(world.policy.weights.allowance.value.iter().copied().max().unwrap_or(0));
    rows.give_way(NAME, rule.mode, row, -1, dearest * world.county.teachers.len() as i64);
    Box::new(Budget(row))
}

impl Rule for Budget {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, world: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        out.push((self.0.0, allowance(world.policy, world.county.school(world.post(post).school))));
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
