//! Reduced costs of moves under the prices of one proof: what depends on the teacher, on the post, and on both.

use super::auxiliaries::Auxiliary;
use super::bound::Program;
use super::columns::Column;
use super::exact::{Overflow, add, mul, product, sub};
use super::rows::Entry;
use super::rules::Stated;
use super::sheets::Sheet;
use lungang_domain::id::TeacherIx;

/// The prices of one sheet, ready for every column.
pub(super) struct Pricing<'a> {
    program: &'a Program<'a>,
    sheet: usize,
    /// Rules that have a price in the sheet.
    rules: Vec<&'a Stated>,
    /// Goals that the sheet weighs: position, and by how much their costs count.
    weights: Vec<(usize, i128)>,
    /// −Σ coefficient · price of what every move into a post touches, by post.
    arriving: Vec<i128>,
}

impl<'a> Pricing<'a> {
    /// The sheet at a position among all sheets, of the goal at a position of the goals.
    ///
    /// # Errors
    /// A number does not fit into 128 bits.
    pub(super) fn new(
        program: &'a Program<'a>,
        sheet: usize,
        goal: usize,
        stated: &Sheet<'_>,
        denominator: i64,
    ) -> Result<Self, Overflow> {
        let held = stated.held.iter().enumerate().filter(|(_, price)| **price != 0);
        let mut weights = vec![(goal, i128::from(denominator))];
        weights.extend(held.map(|(j, price)| (j, -i128::from(*price))));
        let rules = program.rules.iter().filter(|r| program.rows.priced(&r.rows, sheet)).collect();
        let mut pricing = Pricing { program, sheet, rules, weights, arriving: Vec::new() };
        let mut entries = Vec::new();
        for post in 0..program.reading.posts.len() {
            entries.clear();
            pricing.rules.iter().for_each(|r| r.rule.arriving(program.reading, post, &mut entries));
            let sum = pricing.of_entries(&entries)?;
            pricing.arriving.push(sum);
        }
        Ok(pricing)
    }

    /// −Σ coefficient · price
    fn of_entries(&self, entries: &[Entry]) -> Result<i128, Overflow> {
        entries.iter().try_fold(0, |sum, (row, coefficient)| {
            sub(sum, product(*coefficient, self.program.rows.price(*row, self.sheet)))
        })
    }

    /// The reduced cost of an auxiliary.
    pub(super) fn of_auxiliary(&self, auxiliary: &Auxiliary) -> Result<i128, Overflow> {
        let mut d = self.of_entries(&auxiliary.entries)?;
        for (goal, weight) in &self.weights {
            let cost = self.program.goals[*goal].of_auxiliary(self.program.reading, auxiliary);
            d = add(d, mul(i128::from(cost), *weight)?)?;
        }
        Ok(d)
    }

    /// What every move of a teacher gives.
    pub(super) fn leaving(&self, teacher: TeacherIx, entries: &mut Vec<Entry>) -> Result<i128, Overflow> {
        entries.clear();
        self.rules.iter().for_each(|r| r.rule.leaving(self.program.reading, teacher, entries));
        self.of_entries(entries)
    }

    /// The reduced cost of a move or a retask, in units of one over the denominator; `leaving` is its teacher's part.
    pub(super) fn reduced(&self, column: &Column, leaving: i128, entries: &mut Vec<Entry>) -> Result<i128, Overflow> {
        entries.clear();
        let (reading, retask) = (self.program.reading, column.retask());
        let mut d = 0;
        if retask {
            self.rules.iter().for_each(|r| r.rule.retasking(reading, column, entries));
        } else {
            self.rules.iter().for_each(|r| r.rule.both(reading, column, entries));
            d = add(leaving, self.arriving[column.post])?;
        }
        d = add(d, self.of_entries(entries)?)?;
        for (goal, weight) in &self.weights {
            let goal = &self.program.goals[*goal];
            let cost = if retask {
                goal.of_retask(reading, column.step.teacher, column.post)
            } else {
                goal.of_move(reading, &column.step)
            };
            d = add(d, mul(cost, *weight)?)?;
        }
        Ok(d)
    }
}
