//! Branches: plans are taken apart by what a row comes to, at most k or at least k + 1, where the relaxation has it between.
//!
//! A relaxation may send 90.4 backbone teachers where plans send 90 or 91, and pay for it in every goal that comes after. In each
//! branch the relaxation is solved on from where it stands, over all columns; the least bound of the branches is the goal's.
//! Branches whose bound is above the goal's value hold no plan of the goals after it, and are gone for good.

use super::master::Point;
use super::relax::Relaxed;
use super::search::Search;
use super::step::{Among, Asked};
use super::tariff::{Aim, ONE, Tariff};
use crate::engine::{EngineError, Reporter};
use crate::model::formulation::Formulation;
use crate::model::program::Range;
use crate::rules::Entries;
use crate::rules::share::COUNTED;
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};

/// The most rows whose activity a branch limits.
pub const DEEP: usize = 12;

/// The most branches of one goal.
const MOST: usize = 40;

/// After how many branches that neither raised the least bound by what is [`WORTH`] it nor shut a part the goal is left to the integer
/// program on all columns.
const PATIENCE: usize = 10;

/// How many kinds of rows are tried to take a branch apart by.
const KINDS: usize = 8;

/// What raises the least bound by less than this part of what is open counts as nothing.
const WORTH: i64 = 16;

/// The most branches that are carried on to the goals after it.
const CARRIED: usize = 6;

/// How far an activity is from a whole number before it is taken apart.
const FRACTION: f64 = 1e-4;

/// Plans whose rows keep to more than the formulation asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch(BTreeMap<usize, Range>);

impl Branch {
    /// Whether it is all plans.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows with their limits.
    pub fn limits(&self) -> impl Iterator<Item = (usize, Range)> + '_ {
        self.0.iter().map(|(row, limit)| (*row, *limit))
    }

    /// Between what a row of the formulation lies in it.
    pub fn range(&self, f: &Formulation<'_>, row: usize) -> Range {
        self.0.get(&row).map_or(f.rows[row], |limit| f.rows[row].and(*limit))
    }

    /// Whether all its plans are plans of another branch.
    pub fn lies_in(&self, other: &Branch) -> bool {
        let within = |own: &Range, outer: &Range| own.and(*outer) == *own;
        other.0.iter().all(|(row, outer)| self.0.get(row).is_some_and(|own| within(own, outer)))
    }

    /// Whether no plan is in both because of what a row comes to.
    fn apart_from(&self, other: &Branch) -> bool {
        let empty = |range: Range| range.hi.is_some_and(|hi| range.lo.is_some_and(|lo| lo > hi));
        other.0.iter().any(|(row, outer)| self.0.get(row).is_some_and(|own| empty(own.and(*outer))))
    }

    /// Its parts, as far as others tell them apart: all its plans, each in one part.
    pub fn parts(&self, others: &[&Branch]) -> Vec<Branch> {
        let touching: Vec<&Branch> = others.iter().copied().filter(|other| !self.apart_from(other)).collect();
        if touching.iter().any(|other| self.lies_in(other)) {
            return vec![self.clone()];
        }
        // Where most of them end; the tree they came from is found again.
        let mut ends: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        for (row, limit) in touching.iter().flat_map(|other| other.limits()) {
            let own = self.0.get(&row).copied().unwrap_or(Range { lo: None, hi: None });
            for last in limit.lo.map(|lo| lo - 1).into_iter().chain(limit.hi) {
                if own.lo.is_none_or(|lo| lo <= last) && own.hi.is_none_or(|hi| hi > last) {
                    *ends.entry((row, last)).or_default() += 1;
                }
            }
        }
        let most = ends.into_iter().max_by_key(|(end, count)| (*count, std::cmp::Reverse(*end)));
        let Some(((row, last), _)) = most else { return vec![self.clone()] };
        [Range::at_most(last), Range::at_least(last + 1)]
            .into_iter()
            .flat_map(|limit| self.with(row, limit).parts(&touching))
            .collect()
    }

    /// The part of it in which a row keeps to a limit.
    fn with(&self, row: usize, limit: Range) -> Branch {
        let mut branch = self.clone();
        branch.0.entry(row).and_modify(|own| *own = own.and(limit)).or_insert(limit);
        branch
    }
}

impl FromIterator<(usize, Range)> for Branch {
    fn from_iter<I: IntoIterator<Item = (usize, Range)>>(limits: I) -> Branch {
        limits.into_iter().fold(Branch::default(), |branch, (row, limit)| branch.with(row, limit))
    }
}

/// A branch with its relaxation.
pub struct Leaf {
    /// Which plans.
    pub branch: Branch,
    /// Prices that prove a bound of them.
    pub tariff: Tariff,
    /// The point of the relaxation; of no moves where known prices shut the branch before.
    pub point: Point,
    /// Whether a plan was looked for on the moves of the point.
    pub asked: bool,
}

impl Search<'_> {
    /// The relaxation of a goal in a branch, of which prices may be known; `None` where a stop was asked for.
    ///
    /// # Errors
    /// HiGHS's.
    pub(super) fn leaf(
        &mut self,
        goal: usize,
        (branch, known): (Branch, Option<Tariff>),
        reporter: &Reporter<'_>,
    ) -> Result<Option<Leaf>, EngineError> {
        // From here on a bound says that no plan is as good as the one at hand.
        let shuts = |tariff: &Tariff| self.value(goal).is_some_and(|value| tariff.whole_bound() > value);
        if let Some(tariff) = known.clone().filter(shuts) {
            return Ok(Some(Leaf { branch, tariff, point: Point::default(), asked: true }));
        }
        let goals = [(goal, 1)];
        self.master.enter(&branch)?;
        let relaxed = self.relax(Aim::Goals(&goals), known, 0.0, &branch, &reporter.of_part());
        self.master.leave(&branch)?;
        if relaxed.is_err() {
            self.master.forget()?;
        }
        Ok(match relaxed? {
            Relaxed::Optimum(point, tariff) => Some(Leaf { branch, tariff, point, asked: false }),
            Relaxed::Stopped(_) => None,
        })
    }

    /// Takes plans apart until the least bound of all branches meets the value, or there are too many. Plans are looked for on
    /// the moves that the best branch makes. `None` where a stop was asked for.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn branch(
        &mut self,
        goal: usize,
        leaves: &mut Vec<Leaf>,
        reporter: &Reporter<'_>,
    ) -> Result<Option<()>, EngineError> {
        let mut in_vain = 0;
        while let Some(at) = least(leaves) {
            let bound = leaves[at].tariff.whole_bound();
            if self.value(goal).is_some_and(|value| value <= self.good_enough(goal, bound)) || leaves.len() >= MOST {
                break;
            }
            if !std::mem::replace(&mut leaves[at].asked, true) {
                let used = self.used(&leaves[at].point, 1e-9);
                if let Asked::Stopped = self.ask(goal, used, Among::Some, bound, reporter)? {
                    return Ok(None);
                }
                continue;
            }
            // From here on a bound says that no plan is better.
            let shut = self.value(goal).map_or(i128::MAX, |value| i128::from(value - 1) * ONE + 1);
            let parts = match self.part(goal, &leaves[at], shut, reporter) {
                Parted::By(parts) => *parts,
                Parted::Stopped => return Ok(None),
                Parted::Whole => break,
            };
            // Little is gained where the bound hardly rises and neither part is shut, again and again.
            let narrowed = parts.iter().any(|leaf| leaf.tariff.bound >= shut);
            leaves.remove(at);
            leaves.extend(parts);
            let risen = least(leaves).map_or(0, |at| leaves[at].tariff.whole_bound().saturating_sub(bound));
            let open = self.value(goal).map_or(0, |value| value.saturating_sub(bound));
            in_vain = if narrowed || risen > open / WORTH { 0 } else { in_vain + 1 };
            if in_vain >= PATIENCE {
                break;
            }
        }
        Ok(Some(()))
    }

    /// Takes a leaf apart by that of its rows, one of each kind, which gains most: the lesser gain of both parts counts, then the
    /// greater, neither beyond what shuts a part. A row from which HiGHS cannot go on proves nothing and costs nothing: another may do.
    fn part(&mut self, goal: usize, parent: &Leaf, shut: i128, reporter: &Reporter<'_>) -> Parted {
        let mut best: Option<([i128; 2], Box<[Leaf; 2]>)> = None;
        for Fraction { row, last } in self.fractions(parent) {
            let [lower, upper] = [Range::at_most(last), Range::at_least(last + 1)].map(|l| parent.branch.with(row, l));
            let (lower, upper) =
                match (self.leaf(goal, (lower, None), reporter), self.leaf(goal, (upper, None), reporter)) {
                    (Ok(Some(lower)), Ok(Some(upper))) => (lower, upper),
                    (Ok(_), Ok(_)) => return Parted::Stopped,
                    (Err(_), _) | (_, Err(_)) => continue,
                };
            let mut bounds = [&lower, &upper].map(|part| part.tariff.bound.min(shut));
            bounds.sort_unstable();
            tracing::debug!(goal, row = ?self.f.row_names[row], last, ?bounds, "part");
            if best.as_ref().is_none_or(|(so_far, _)| bounds > *so_far) {
                best = Some((bounds, Box::new([lower, upper])));
            }
            if bounds[0] >= shut {
                break;
            }
        }
        best.map_or(Parted::Whole, |(_, parts)| Parted::By(parts))
    }

    /// The rows whose activity lies between two whole numbers, of each rule and sentence the one that lies furthest; those of which
    /// there are few come first. Of rows about the same that lie as far between, as inflow and beds of a school do, one is enough.
    fn fractions(&self, leaf: &Leaf) -> Vec<Fraction> {
        let f = self.f;
        let mut activity = vec![0.0; f.rows.len()];
        let mut entries = Entries::new();
        for (found, value) in self.master.columns.iter().zip(&leaf.point.moves).filter(|(_, value)| **value > 1e-9) {
            f.touch(&f.leavers[found.leaver as usize], &found.candidate, &mut entries);
            entries.iter().for_each(|(row, c)| activity[*row as usize] += *c as f64 * value);
        }
        for (own, value) in f.auxiliary_entries.iter().zip(&leaf.point.auxiliaries).filter(|(_, value)| **value != 0.0)
        {
            own.iter().for_each(|(row, c)| activity[*row as usize] += *c as f64 * value);
        }
        let deep = leaf.branch.0.len() >= DEEP;
        let rows = activity.into_iter().enumerate();
        let rows = rows.filter(|(row, _)| !deep || leaf.branch.0.contains_key(row));
        let mut kinds: BTreeMap<(RuleName, &str), (usize, i64, Fraction)> = BTreeMap::new();
        for (row, activity) in rows {
            let (name, range) = (&f.row_names[row], leaf.branch.range(f, row));
            let (part, last) = (activity - activity.floor(), activity.floor() as i64);
            let apart = part.min(1.0 - part);
            // Both sides must be there.
            let splits = range.lo.is_none_or(|lo| lo <= last) && range.hi.is_none_or(|hi| hi > last);
            let Some(rule) = name.rule.filter(|_| apart > FRACTION && splits) else { continue };
            let apart = (apart * 1e3) as i64;
            let (count, most, fraction) =
                kinds.entry((rule, name.sentence)).or_insert((0, apart, Fraction { row, last }));
            *count += 1;
            if apart > *most {
                (*most, *fraction) = (apart, Fraction { row, last });
            }
        }
        let mut kinds: Vec<_> = kinds.into_values().collect();
        kinds.sort_by_key(|(count, _, fraction)| (f.row_names[fraction.row].sentence != COUNTED, *count, fraction.row));
        let mut seen = BTreeSet::new();
        kinds.retain(|(_, apart, fraction)| seen.insert((*apart, f.row_names[fraction.row].about)));
        kinds.truncate(KINDS);
        kinds.into_iter().map(|(_, _, fraction)| fraction).collect()
    }
}

/// How a leaf was taken apart.
enum Parted {
    /// Into two.
    By(Box<[Leaf; 2]>),
    /// By no row: none lies between two whole numbers, or none helps.
    Whole,
    /// A stop was asked for.
    Stopped,
}

/// What a leaf is taken apart by: the row, and its largest activity in the lower part.
struct Fraction {
    row: usize,
    last: i64,
}

/// The position of the leaf with the least bound; of several the last, so that one of them is followed to its end.
pub fn least(leaves: &[Leaf]) -> Option<usize> {
    (0..leaves.len()).rev().min_by_key(|at| leaves[*at].tariff.bound)
}

/// The branches in which a goal is no worse than a value; all plans where they are many, or none.
pub fn carried(leaves: &[(Branch, Tariff)], value: i64) -> Vec<Branch> {
    let open = leaves.iter().filter(|(_, tariff)| tariff.bound <= i128::from(value) * ONE);
    let open: Vec<Branch> = open.map(|(branch, _)| branch.clone()).collect();
    if (1..=CARRIED).contains(&open.len()) { open } else { vec![Branch::default()] }
}

#[cfg(test)]
mod tests {
    use super::Branch;
    use crate::model::program::Range;

    fn branch(limits: &[(usize, Option<i64>, Option<i64>)]) -> Branch {
        limits.iter().map(|(row, lo, hi)| (*row, Range { lo: *lo, hi: *hi })).collect()
    }

    fn holds(branch: &Branch, point: [i64; 3]) -> bool {
        branch.limits().all(|(row, limit)| limit.holds(point[row]))
    }

    /// The points of a small box, which stand for all plans.
    fn points() -> impl Iterator<Item = [i64; 3]> {
        (0..216).map(|n| [n % 6, n / 6 % 6, n / 36])
    }

    #[test]
    fn parts_cover_a_branch_once_whatever_tells_them_apart() {
        // Any cases at all, as of a certificate of other data: they overlap, leave gaps and contradict each other.
        let mut state = 1_u64;
        let mut below = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let mut taken_apart = 0;
        for _ in 0..2_000 {
            let mut any = |most: u64| {
                let limits: Vec<(usize, Option<i64>, Option<i64>)> = (0..below(most))
                    .map(|_| {
                        let mut side = || (below(2) == 0).then(|| below(6) as i64);
                        let (lo, hi) = (side(), side());
                        (below(3) as usize, lo, hi)
                    })
                    .collect();
                branch(&limits)
            };
            let (whole, others) = (any(2), [any(4), any(4), any(4)]);
            let parts = whole.parts(&others.each_ref());
            taken_apart += usize::from(parts.len() > 1);
            for point in points() {
                let in_parts = parts.iter().filter(|part| holds(part, point)).count();
                assert_eq!(
                    in_parts,
                    usize::from(holds(&whole, point)),
                    "{whole:?} by {others:?}: {parts:?} at {point:?}"
                );
            }
        }
        assert!(taken_apart > 500, "{taken_apart}");
    }

    #[test]
    fn the_cases_of_a_certificate_are_found_again() {
        let cases = [
            branch(&[(0, None, Some(2)), (1, None, Some(3))]),
            branch(&[(0, None, Some(2)), (1, Some(4), None)]),
            branch(&[(0, Some(3), None), (2, None, Some(0))]),
            branch(&[(0, Some(3), None), (2, Some(1), None)]),
        ];
        let known: Vec<&Branch> = cases.iter().collect();
        assert_eq!(Branch::default().parts(&known), cases);
        // Within one of them there is nothing to tell apart.
        assert_eq!(cases[3].parts(&known), [cases[3].clone()]);
    }
}
