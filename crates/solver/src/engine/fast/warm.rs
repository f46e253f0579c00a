//! A start from an earlier solve: its plan, and prices that prove a bound here too, whatever they were made for.
//!
//! Where one thing of a county has changed, the bound that the old prices prove is most often the new optimum, and no linear
//! program is solved at all. A pin that is new has no price yet; given all others, its best one is known in closed form.

use super::branch::Branch;
use super::pricing::{Found, Prices, Pricing};
use super::tariff::{Aim, Fixed, ONE, Tariff};
use crate::engine::Start;
use crate::export::Names;
use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::model::program::Range;
use crate::rules::{Entries, pins};
use lungang_domain::certificate::Limit;
use std::collections::{BTreeMap, HashMap};

/// What is known of a formulation before it is solved.
#[derive(Debug, Default)]
pub struct Warm {
    /// Moves and retasks of the earlier plan that can still be made.
    pub moves: Vec<Found>,
    /// By goal: its prices.
    goals: Vec<Option<Known>>,
    /// Rows of pins that have no price: the row and its leaver.
    pins: Vec<(usize, usize)>,
}

/// A blend of goals has no weight above this: floating-point solvers tell costs of such sizes apart.
const LARGEST_WEIGHT: i128 = 1 << 24;

/// Prices of the rows and of the held goals.
type Stated = (Vec<i128>, Vec<i128>);

/// Prices of a goal as a certificate states them.
#[derive(Debug)]
struct Known {
    /// For all plans.
    whole: Stated,
    /// For the plans of a branch.
    cases: Vec<(Branch, Stated)>,
}

/// Into more parts than these plans are not taken apart from the start.
const PARTS: usize = 16;

impl Warm {
    /// Reads a start; what it says of rows, goals and moves that are not in the formulation is passed over.
    pub fn new(f: &Formulation<'_>, start: &Start<'_>) -> Warm {
        let moves = f.columns_of(start.moves, start.retasks).map(|c| found(f, c)).collect();
        let Some(certificate) = start.certificate.filter(|c| i128::from(c.denominator) == ONE) else {
            return Warm { moves, ..Warm::default() };
        };
        let names = Names::new(f.world.county, f.world.policy, f.world.needs);
        let rows: HashMap<String, usize> = f.row_names.iter().enumerate().map(|(i, r)| (names.row(r), i)).collect();
        let of = |name: &str| certificate.goals.iter().position(|g| g.name == name);
        let stated = |prices: &BTreeMap<String, i64>, held: &[i64], at: usize| -> Stated {
            let mut own = vec![0; f.rows.len()];
            for (row, price) in prices.iter().filter_map(|(name, price)| Some((*rows.get(name)?, *price))) {
                own[row] = i128::from(price);
            }
            let earlier = f.goals[..at].iter().map(|g| {
                let price = of(&g.name).and_then(|i| held.get(i)).copied().unwrap_or(0);
                i128::from(price.min(0))
            });
            (own, earlier.collect())
        };
        // A case whose rows are not all there any more is no branch here.
        let branch = |limits: &[Limit]| -> Option<Branch> {
            let limit = |l: &Limit| Some((*rows.get(&l.row)?, Range { lo: l.least, hi: l.most }));
            limits.iter().map(limit).collect()
        };
        let known = f.goals.iter().enumerate().map(|(at, g)| {
            let goal = &certificate.goals[of(&g.name)?];
            let cases = goal.cases.iter();
            let cases = cases.filter_map(|c| Some((branch(&c.limits)?, stated(&c.prices, &c.held, at))));
            Some(Known { whole: stated(&goal.prices, &goal.held, at), cases: cases.collect() })
        });
        let known = known.collect();
        let names = f.row_names.iter().enumerate();
        let unpriced = names.filter_map(|(row, name)| Some((row, pins::of(&f.world, name)?)));
        let place = |teacher| f.leavers.binary_search_by_key(&teacher, |l| l.teacher).ok();
        let unpriced = unpriced.filter_map(|(row, teacher)| Some((row, place(teacher)?)));
        Warm { moves, goals: known, pins: unpriced.collect() }
    }

    fn of(&self, goal: usize) -> Option<&Known> {
        self.goals.get(goal)?.as_ref()
    }

    /// The prices of a goal, settled, for all plans and for each part of the given branches that the certificate tells apart;
    /// `None` where nothing is known of it, or a stop was asked for.
    pub fn prices(&self, goal: usize, leaves: &[Branch], fixed: &Fixed, pricing: &Pricing<'_>) -> Option<Prices> {
        let Known { whole, cases } = self.of(goal)?;
        let settled =
            |stated: &Stated, branch: &Branch| self.settled(&[(goal, 1)], stated.clone(), (fixed, branch), pricing);
        let known: Vec<&Branch> = cases.iter().map(|(branch, _)| branch).collect();
        let parts: Vec<Branch> = leaves.iter().flat_map(|leaf| leaf.parts(&known)).collect();
        let parts = if parts.len() > PARTS { leaves } else { &parts };
        let branches = parts.iter().filter(|part| !part.is_whole()).map(|part| {
            // The prices of a case hold in every part of it.
            let case = cases.iter().find(|(branch, _)| part.lies_in(branch)).map_or(whole, |(_, stated)| stated);
            Some((part.clone(), settled(case, part)?))
        });
        Some(Prices { branches: branches.collect::<Option<_>>()?, whole: settled(whole, &Branch::default())? })
    }

    /// A settled tariff with a price for pins that have none.
    fn settled(
        &self,
        goals: &[(usize, i64)],
        (mut prices, held): Stated,
        (fixed, branch): (&Fixed, &Branch),
        pricing: &Pricing<'_>,
    ) -> Option<Tariff> {
        let (f, aim) = (pricing.formulation, Aim::Goals(goals));
        let tariff = Tariff::of(f, aim, (prices.clone(), held.clone()), (fixed, branch), &[]);
        for (row, leaver) in self.pins.iter().filter(|(row, _)| prices[*row] == 0).collect::<Vec<_>>() {
            prices[*row] = of_pin(f, &tariff, *row, *leaver);
        }
        let same = prices == tariff.prices;
        let mut tariff = if same { tariff } else { Tariff::of(f, aim, (prices, held), (fixed, branch), &[]) };
        pricing.settle(&mut tariff, branch)?;
        Some(tariff)
    }

    /// Goals from one on, blended: the weight of each, and a tariff of their sum.
    ///
    /// Each weighs twice what the known prices say that those after it gain by a unit of it. The prices of the blend are
    /// then a sum of the known ones with positive factors, so that moves are near in it when they are near in all. Goals at
    /// the end are left out where weights would grow beyond what a floating-point solver tells apart.
    pub fn blend(&self, from: usize, fixed: &Fixed, pricing: &Pricing<'_>) -> Option<(Vec<(usize, i64)>, Tariff)> {
        let known = |goal: usize| self.of(goal).map(|known| &known.whole);
        let held = |goal: usize, earlier: usize| -> i128 {
            known(goal).and_then(|(_, held)| held.get(earlier)).map_or(0, |price| -price)
        };
        for last in (from..self.goals.len()).rev() {
            let (prices, _) = known(last)?;
            // Factors are in units of 2^-20.
            let (mut weights, mut factors) = (vec![(last, 1_i128)], vec![(last, ONE)]);
            for goal in (from..last).rev() {
                let gain: i128 = weights.iter().map(|(later, weight)| weight * (held(*later, goal) / ONE + 1)).sum();
                let weight = 2 * gain + 1;
                let lent: i128 = factors.iter().map(|(later, factor)| factor * held(*later, goal) / ONE).sum();
                factors.push((goal, (weight * ONE - lent).max(0)));
                weights.push((goal, weight));
            }
            if weights.iter().any(|(_, weight)| *weight > LARGEST_WEIGHT) {
                continue;
            }
            let mut prices = prices.clone();
            for (goal, factor) in factors.iter().filter(|(goal, _)| *goal != last) {
                let (own, _) = known(*goal)?;
                prices.iter_mut().zip(own).for_each(|(sum, price)| *sum += factor * price / ONE);
            }
            let before =
                |goal: usize| -> i128 { factors.iter().map(|(g, factor)| -factor * held(*g, goal) / ONE).sum() };
            let weights: Vec<(usize, i64)> =
                weights.iter().rev().map(|(goal, weight)| (*goal, *weight as i64)).collect();
            let stated = (prices, (0..from).map(before).collect());
            let tariff = self.settled(&weights, stated, (fixed, &Branch::default()), pricing)?;
            return Some((weights, tariff));
        }
        None
    }
}

/// The best price of a pin's row, given all others: a move that must be made is worth what it costs beyond the teacher's
/// best, one that must not be made is made worthless.
fn of_pin(f: &Formulation<'_>, tariff: &Tariff, row: usize, leaver: usize) -> i128 {
    let (mut meant, mut others, mut entries) = (None::<i128>, 0, Entries::new());
    tariff.each_below(f, leaver, i128::MAX / 4, |candidate, reduced| {
        f.touch(&f.leavers[leaver], &candidate, &mut entries);
        if entries.iter().any(|(r, _)| *r as usize == row) {
            meant = Some(meant.map_or(reduced, |m| m.min(reduced)));
        } else {
            others = others.min(reduced);
        }
        i128::MAX / 4
    });
    match meant {
        None => 0,
        Some(meant) if f.rows[row].lo.is_some() => (meant - others).max(0),
        Some(meant) => meant.min(0),
    }
}

fn found(f: &Formulation<'_>, candidate: Candidate) -> Found {
    let leaver = f.leavers.partition_point(|l| l.teacher < candidate.teacher);
    Found { leaver: leaver as u32, candidate, reduced: 0 }
}
