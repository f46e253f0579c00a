//! Pricing: the moves that prices ask for, over all columns, none of which is stored.

use super::branch::Branch;
use super::tariff::{ONE, Tariff};
use crate::engine::Watch;
use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::model::program::Bounds;
use crate::rules::Entries;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A move with its leaver and its reduced cost, `one-post` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Position among the leavers.
    pub leaver: u32,
    /// The move.
    pub candidate: Candidate,
    /// Reduced cost, in units of 2⁻²⁰.
    pub reduced: i128,
}

/// Prices of a goal: for all plans, and for those of each branch into which they were taken apart; no branches where they were
/// not.
#[derive(Debug, Clone)]
pub struct Prices {
    /// For all plans.
    pub whole: Tariff,
    /// By branch.
    pub branches: Vec<(Branch, Tariff)>,
}

impl From<Tariff> for Prices {
    fn from(whole: Tariff) -> Prices {
        Prices { whole, branches: Vec::new() }
    }
}

impl Prices {
    /// No whole-numbered solution has a lower objective.
    pub fn whole_bound(&self) -> i64 {
        let of_branches = self.branches.iter().map(|(_, tariff)| tariff.whole_bound()).min();
        of_branches.unwrap_or(i64::MIN).max(self.whole.whole_bound())
    }

    /// The tariff that proves least of its plans: the best of all are among them.
    pub fn least(&self) -> &Tariff {
        let branches = self.branches.iter().map(|(_, tariff)| tariff);
        branches.min_by_key(|tariff| tariff.bound).unwrap_or(&self.whole)
    }
}

/// What was proved of an earlier goal: a move whose reduced cost there exceeds the room is in no plan that keeps the goal.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The prices.
    pub prices: Prices,
    /// The value at which the goal is held, in units of 2⁻²⁰.
    value: i128,
}

impl Proof {
    /// The proof that prices give of a goal that is held at a value.
    pub fn of(prices: Prices, value: i64) -> Proof {
        Proof { prices, value: i128::from(value) * ONE }
    }

    /// By how much a reduced cost of these prices may exceed the bound.
    pub fn room(&self, tariff: &Tariff) -> i128 {
        self.value - tariff.bound
    }

    /// Whether the move is in no plan that keeps the goal.
    pub fn shuts(&self, f: &Formulation<'_>, leaver: usize, c: &Candidate, entries: &mut Entries) -> bool {
        self.everywhere(|_, tariff| {
            let limit = self.room(tariff) + tariff.teacher[leaver] + 1;
            tariff.reduced(f, leaver, c, limit, entries).is_none()
        })
    }

    /// By how much a plan with a choice of a leaver is above the value at least, in units of 2⁻²⁰; not above 0 where nothing is proved.
    /// Without a move, what a move would cost is saved.
    pub fn over(&self, f: &Formulation<'_>, leaver: usize, c: Option<&Candidate>, entries: &mut Entries) -> i128 {
        let mut of = |tariff: &Tariff| {
            let share = c.map_or(Some(0), |c| tariff.reduced(f, leaver, c, i128::MAX / 4, entries));
            share.map_or(0, |share| share - tariff.teacher[leaver]) - self.room(tariff)
        };
        let of_branches = self.prices.branches.iter().map(|(_, tariff)| of(tariff)).min();
        of_branches.unwrap_or(i128::MIN).max(of(&self.prices.whole))
    }

    /// Whether what the prices of all plans say holds, or those of every branch that has a plan that keeps the goal say; `says` also
    /// takes the position: 0 for all plans, then the branches.
    fn everywhere(&self, mut says: impl FnMut(usize, &Tariff) -> bool) -> bool {
        let branches = &self.prices.branches;
        let mut of = |(at, (_, tariff)): (usize, &(Branch, Tariff))| self.room(tariff) < 0 || says(at + 1, tariff);
        (!branches.is_empty() && branches.iter().enumerate().all(&mut of)) || says(0, &self.prices.whole)
    }

    /// Takes note of the auxiliaries that stand at one of their bounds in every plan that keeps the goal.
    pub fn narrow(&self, f: &Formulation<'_>, auxiliaries: &mut [Bounds]) {
        let branches = self.prices.branches.iter().map(|(_, tariff)| tariff);
        let reduced: Vec<Vec<i128>> =
            std::iter::once(&self.prices.whole).chain(branches).map(|tariff| tariff.of_auxiliaries(f)).collect();
        for (i, b) in auxiliaries.iter_mut().enumerate() {
            if self.everywhere(|at, tariff| reduced[at][i] > self.room(tariff)) {
                b.hi = b.lo;
            } else if self.everywhere(|at, tariff| -reduced[at][i] > self.room(tariff)) {
                b.lo = b.hi;
            }
        }
    }
}

/// Looks at every column that no earlier proof shuts.
pub struct Pricing<'a> {
    /// The model.
    pub formulation: &'a Formulation<'a>,
    /// What is proved of the goals before.
    pub proofs: &'a [Proof],
    /// Who may ask to stop.
    pub watch: &'a Watch<'a>,
    /// When to stop at the latest.
    pub until: Option<Instant>,
    /// Columns looked at so far.
    pub priced: &'a AtomicU64,
}

impl Pricing<'_> {
    /// By leaver, the moves whose reduced cost lies below the leaver's limit, the `keep` cheapest of each, cheapest first.
    /// `None` where a stop was asked for.
    pub fn below(&self, tariff: &Tariff, keep: usize, limit: impl Fn(usize) -> i128 + Sync) -> Option<Vec<Vec<Found>>> {
        let f = self.formulation;
        let of_leaver = |leaver: usize| {
            if self.watch.stopped() || self.until.is_some_and(|u| Instant::now() >= u) {
                return None;
            }
            let (mut best, mut entries) = (Vec::<Found>::new(), Entries::new());
            let limit = limit(leaver);
            let looked = tariff.each_below(f, leaver, limit, |candidate, reduced| {
                let found = Found { leaver: leaver as u32, candidate, reduced };
                let full = best.len() == keep;
                let better = !full || order(&found) < order(&best[keep - 1]);
                if better && !self.proofs.iter().any(|p| p.shuts(f, leaver, &candidate, &mut entries)) {
                    best.insert(best.partition_point(|b| order(b) < order(&found)), found);
                    best.truncate(keep);
                }
                if best.len() == keep { best[keep - 1].reduced + 1 } else { limit }
            });
            self.priced.fetch_add(looked, Ordering::Relaxed);
            Some(best)
        };
        (0..f.leavers.len()).into_par_iter().map(of_leaver).collect()
    }

    /// Gives a tariff of a branch the best prices of the `one-post` rows, over all columns. `None` where a stop was asked for.
    pub fn settle(&self, tariff: &mut Tariff, branch: &Branch) -> Option<()> {
        let f = self.formulation;
        // Where somebody has to move the best price is what their cheapest move costs, also above 0.
        let has_to = |leaver: usize| {
            let row = f.one_post(&f.leavers[leaver]);
            row.is_some_and(|row| branch.range(f, row).lo.is_some_and(|lo| lo > 0))
        };
        let least = self.below(tariff, 1, |leaver| if has_to(leaver) { i128::MAX / 4 } else { 0 })?;
        let least = least.iter().map(|found| found.first().map_or(0, |f| f.reduced)).collect();
        tariff.settle(f, branch, least);
        Some(())
    }

    /// Of all moves whose reduced cost lies below the leaver's limit, the `most` cheapest over their `one-post` prices, and
    /// whether these are all. `None` where a stop was asked for.
    pub fn least(
        &self,
        tariff: &Tariff,
        most: usize,
        limit: impl Fn(usize) -> i128 + Sync,
    ) -> Option<(Vec<Found>, bool)> {
        // No more than a few times as many as are asked for are held, however many there are; where that leaves out some that
        // there would be room for, more of each teacher's.
        let mut each = most.saturating_mul(4).div_ceil(self.formulation.leavers.len().max(1)).max(most.min(64));
        let (found, cut) = loop {
            let found = self.below(tariff, each, &limit)?;
            let cut = found.iter().any(|list| list.len() == each);
            if !cut || found.iter().map(Vec::len).sum::<usize>() > most {
                break (found, cut);
            }
            each = each.saturating_mul(4);
        };
        let over = |f: Found| Found { reduced: f.reduced - tariff.teacher[f.leaver as usize], ..f };
        let mut all: Vec<Found> = found.into_iter().flatten().map(over).collect();
        let complete = !cut && all.len() <= most;
        if all.len() > most {
            all.select_nth_unstable_by_key(most, order);
            all.truncate(most);
        }
        Some((all, complete))
    }
}

/// By reduced cost; among equals in a fixed order that spreads over teachers and posts.
pub fn order(found: &Found) -> (i128, u64) {
    let key = u64::from(found.candidate.teacher.0) << 32 | u64::from(found.candidate.post);
    (found.reduced, key.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xD6E8_FEB8_6659_FD93))
}
