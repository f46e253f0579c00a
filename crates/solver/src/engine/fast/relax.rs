//! The relaxation of an aim by column generation: solve the master, price every column, add the few that are asked for.

use super::branch::Branch;
use super::master::{Point, Solved};
use super::pricing::{Found, order};
use super::search::Search;
use super::tariff::{self, Aim, Tariff};
use crate::engine::{EngineError, Reporter};
use crate::rules::post_balance;
use std::sync::atomic::Ordering;

/// The cheapest columns of a teacher that one round of pricing looks at, and how many of them may enter.
const SEEN: usize = 12;
const ENTER: usize = 3;

/// How many may enter where a few rounds are wanted more than a small master.
const MANY: usize = 9;

/// How many columns of a post may enter in one round beyond the teachers that the post lacks.
const SPARE: u32 = 2;

/// A reduced cost of less than this below 0 is of no account to the relaxation, in units of 2⁻²⁰.
const TOLERANCE: i128 = 64;

/// How the relaxation of a goal ended.
pub enum Relaxed {
    /// No column would better it, or the bound rounded up meets it already.
    Optimum(Point, Tariff),
    /// Stopped; perhaps with a bound.
    Stopped(Option<Tariff>),
}

impl Search<'_> {
    /// The first columns: what posts would be worth if nobody else came, less what is lost at home.
    pub(super) fn seed(&mut self) -> Result<(), EngineError> {
        let f = self.f;
        let mut prices = vec![0.0; f.rows.len()];
        for (row, name) in f.row_names.iter().enumerate() {
            if let Some(post) = post_balance::of(name) {
                let post = f.world.post(post);
                let weight = f64::from(post.weight).max(1.0);
                prices[row] = if post.short() > 0 { weight } else { weight * 1e-3 };
            }
        }
        let whole = Branch::default();
        let tariff = Tariff::new(f, Aim::Feasible, (&prices, &[]), (&self.fixed, &whole), &[]);
        let found = self.pricing().below(&tariff, SEEN, |_| i128::MAX / 4);
        let chosen = self.choose(found.into_iter().flatten().flatten().collect(), ENTER);
        self.master.add(chosen)?;
        Ok(())
    }

    /// The columns that enter: the cheapest first, few of a teacher and few of a post.
    fn choose(&self, mut found: Vec<Found>, most: usize) -> Vec<Found> {
        found.sort_by_cached_key(order);
        let mut of_teacher = vec![0; self.f.leavers.len()];
        let mut of_post = vec![0; self.f.world.touched.len()];
        found.retain(|new| {
            let (leaver, post) = (new.leaver as usize, new.candidate.post as usize);
            let room = self.f.world.post(new.candidate.post).short() + SPARE * (most / ENTER) as u32;
            let enters = of_teacher[leaver] < most && of_post[post] < room;
            of_teacher[leaver] += usize::from(enters);
            of_post[post] += u32::from(enters);
            enters
        });
        found
    }

    /// The relaxation of an aim in a branch that the master keeps to, by column generation, to within a share `near` of its bound;
    /// `known` are prices that are known to prove something.
    pub(super) fn relax(
        &mut self,
        aim: Aim<'_>,
        known: Option<Tariff>,
        near: f64,
        branch: &Branch,
        reporter: &Reporter<'_>,
    ) -> Result<Relaxed, EngineError> {
        let f = self.f;
        let mut best = known;
        loop {
            self.sizes.columns.store(self.master.columns.len() as u64, Ordering::Relaxed);
            let point = match self.master.solve(reporter, self.until)? {
                Solved::Point(point) => point,
                // The rows may lack what they need while that is the aim, and later the master holds what was found to
                // suffice, or the plan at hand: an answer that nothing does proves nothing.
                Solved::Infeasible => return Err(self.wrong()),
                Solved::Stopped => return Ok(Relaxed::Stopped(best)),
            };
            let (fixed, slack) = ((&self.fixed, branch), &self.master.slack);
            let mut tariff = Tariff::new(f, aim, (&point.prices, &point.held), fixed, slack);
            let limits: Vec<i128> = f
                .leavers
                .iter()
                .map(|l| f.one_post(l).map_or(0, |row| tariff::whole(branch.range(f, row), point.prices[row])))
                .collect();
            let Some(found) = self.pricing().below(&tariff, SEEN, |leaver| limits[leaver]) else {
                return Ok(Relaxed::Stopped(best));
            };
            let least = limits.iter().zip(&found);
            let least = least.map(|(limit, found)| found.first().map_or(*limit, |f| f.reduced.min(*limit))).collect();
            tariff.settle(f, branch, least);
            if best.as_ref().is_none_or(|b| b.bound < tariff.bound) {
                best = Some(tariff);
            }
            let bound = best.as_ref().map_or(i64::MIN, Tariff::whole_bound);
            reporter.report(None, Some(bound));
            let new: Vec<Found> = found
                .into_iter()
                .flatten()
                .filter(|new| new.reduced < limits[new.leaver as usize] - TOLERANCE && !self.master.has(&new.candidate))
                .map(|new| Found { reduced: new.reduced - limits[new.leaver as usize], ..new })
                .collect();
            tracing::debug!(
                ?aim,
                relaxation = point.value,
                bound,
                columns = self.master.columns.len(),
                new = new.len()
            );
            let ends = match aim {
                // No plan of the branch is as good as the one at hand.
                Aim::Goals([(goal, 1)])
                    if !branch.is_whole() && self.value(*goal).is_some_and(|value| bound > value) =>
                {
                    true
                }
                // A fraction of a unit is of no account: the objective is whole-numbered.
                Aim::Goals(_) => bound as f64 >= point.value - f64::max(1e-4, near * point.value.abs()),
                // What is lacking has to be gone, or proved not to go.
                Aim::Feasible => bound > 0 || point.value <= 1e-9,
            };
            if let Some(tariff) = best.take_if(|_| ends || new.is_empty()) {
                return Ok(Relaxed::Optimum(point, tariff));
            }
            let chosen = self.choose(new, if near > 0.0 { MANY } else { ENTER });
            self.master.add(chosen)?;
        }
    }
}
