//! Prices in whole numbers, and what they make of every move column.
//!
//! For any prices y of the rows, every solution x within its bounds has
//! c·x ≥ Σ_r (y_r > 0 ? y_r·lo_r : y_r·hi_r) + Σ_j min(d_j·lo_j, d_j·hi_j) with d = c − Aᵀy.
//! So the prices may come from a floating-point solver: rounded to multiples of 2⁻²⁰ they prove what they prove, and a
//! tolerance of the solver can only make the bound weaker, never wrong.
//!
//! The price of a teacher's `one-post` row is not taken from the solver: given all others, the best one is the least
//! reduced cost among the teacher's moves, or 0 ([`Tariff::settle`]).

use super::branch::Branch;
use crate::goals::Stated;
use crate::model::candidates::{Candidate, Leaver};
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Range};
use crate::rules::Entries;
use lungang_domain::plan::Direction;
use rayon::prelude::*;

/// One, in the units of prices and reduced costs.
pub const ONE: i128 = 1 << 20;

/// The largest price, in the units of prices: a certificate holds it in 64 bits.
const LARGEST: f64 = 9e18;

/// Every direction has its column in the tables below.
const DIRECTIONS: [Direction; 3] = [Direction::Down, Direction::Up, Direction::Level];

fn at(direction: Direction) -> usize {
    match direction {
        Direction::Down => 0,
        Direction::Up => 1,
        Direction::Level => 2,
    }
}

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim<'a> {
    /// Goals with their weights: one of weight 1, or several at once; none where a policy has no goals.
    Goals(&'a [(usize, i64)]),
    /// How far the rows are from holding.
    Feasible,
}

impl<'a> Aim<'a> {
    /// The goals with their weights.
    pub fn goals(self) -> &'a [(usize, i64)] {
        match self {
            Aim::Goals(goals) => goals,
            Aim::Feasible => &[],
        }
    }
}

/// The prices of one aim, with all that is needed to price a move quickly.
#[derive(Debug, Clone)]
pub struct Tariff {
    /// What is minimised: goals with their weights.
    goals: Vec<(usize, i64)>,
    /// Price of every row, `one-post` apart, in units of 2⁻²⁰.
    pub prices: Vec<i128>,
    /// Prices of the rows that hold the goals before, 0 or below.
    pub held: Vec<i128>,
    /// Price of the `one-post` row of every leaver, 0 or below.
    pub teacher: Vec<i128>,
    /// By leaver: a lower bound of what a move costs before anything is gained.
    least: Vec<i128>,
    /// By leaver and direction: what leaving is worth.
    leaving: Vec<[i128; 3]>,
    /// By post and direction: what arriving is worth.
    arriving: Vec<[i128; 3]>,
    /// By list of posts and direction: the posts, those that are worth most first.
    ranked: Vec<[Vec<u32>; 3]>,
    /// What the sides of the rows and the auxiliaries come to, `one-post` apart.
    fixed: i128,
    /// The bound of the aim, once settled.
    pub bound: i128,
}

impl Tariff {
    /// A tariff from the prices of a floating-point solver, those of the rows and those of the held goals.
    pub fn new(
        f: &Formulation<'_>,
        aim: Aim<'_>,
        prices: (&[f64], &[f64]),
        (fixed, branch): (&Fixed, &Branch),
        slack: &[Slack],
    ) -> Self {
        let (prices, held) = prices;
        let of = |(row, y): (usize, &f64)| whole(branch.range(f, row), *y);
        let prices: Vec<i128> = prices.iter().enumerate().map(of).collect();
        let held: Vec<i128> = held.iter().map(|y| whole(Range::at_most(0), *y)).collect();
        Self::of(f, aim, (prices, held), (fixed, branch), slack)
    }

    /// A tariff from prices in whole numbers; one that would lean on a side that its row does not have counts 0.
    pub fn of(
        f: &Formulation<'_>,
        aim: Aim<'_>,
        prices: (Vec<i128>, Vec<i128>),
        (fixed, branch): (&Fixed, &Branch),
        slack: &[Slack],
    ) -> Self {
        let (mut prices, held) = prices;
        f.leavers.iter().filter_map(|l| f.one_post(l)).for_each(|row| prices[row] = 0);
        let rows = prices.iter_mut().enumerate();
        rows.filter(|(row, y)| !leans(branch.range(f, *row), **y)).for_each(|(_, y)| *y = 0);
        let mut tariff = Tariff {
            goals: aim.goals().to_vec(),
            least: Vec::new(),
            leaving: Vec::new(),
            arriving: Vec::new(),
            ranked: Vec::new(),
            fixed: 0,
            bound: i128::MIN,
            teacher: vec![0; f.leavers.len()],
            prices,
            held,
        };
        tariff.fixed = tariff.sides(f, branch, &fixed.values) + tariff.auxiliaries(f, &fixed.auxiliaries);
        if aim == Aim::Feasible {
            tariff.fixed += tariff.slacks(slack);
        }
        tariff.tables(f);
        tariff
    }

    /// Σ over the rows of price times the side it leans on.
    fn sides(&self, f: &Formulation<'_>, branch: &Branch, values: &[i64]) -> i128 {
        let priced = self.prices.iter().enumerate().filter(|(_, y)| **y != 0);
        let of_rows = priced.map(|(row, y)| y * i128::from(side(branch.range(f, row), *y)));
        let of_goals = self.held.iter().zip(values).map(|(y, value)| y * i128::from(*value));
        of_rows.sum::<i128>() + of_goals.sum::<i128>()
    }

    /// Reduced costs of the auxiliaries.
    pub fn of_auxiliaries(&self, f: &Formulation<'_>) -> Vec<i128> {
        let mut reduced: Vec<i128> = f.auxiliary_entries.iter().map(|own| -worth(&self.prices, own)).collect();
        for (weight, goal) in self.weights(f) {
            goal.auxiliaries.iter().for_each(|(a, cost)| reduced[*a as usize] += weight * i128::from(*cost));
        }
        reduced
    }

    /// Σ over the auxiliaries of the least that their reduced cost comes to within their bounds.
    fn auxiliaries(&self, f: &Formulation<'_>, bounds: &[Bounds]) -> i128 {
        let each = self.of_auxiliaries(f).into_iter().zip(bounds);
        each.map(|(d, b)| (d * i128::from(b.lo)).min(d * i128::from(b.hi))).sum()
    }

    /// Takes note of the rows whose activity lies near the side that their price leans on, in every plan of a branch within the room
    /// over the bound.
    pub fn narrow(&self, f: &Formulation<'_>, branch: &Branch, room: i128, fixed: &mut Fixed) {
        let priced = self.prices.iter().copied().enumerate().filter(|(_, y)| *y != 0);
        let posts = f.leavers.iter().zip(&self.teacher).filter(|(_, y)| **y != 0);
        let posts = posts.filter_map(|(leaver, y)| Some((f.one_post(leaver)?, *y)));
        for (row, y) in priced.chain(posts) {
            // Every unit of slack costs the price.
            let slack = i64::try_from(room.max(0) / y.abs()).unwrap_or(i64::MAX);
            let Range { lo, hi } = &mut fixed.rows[row];
            match (y > 0, branch.range(f, row)) {
                (true, Range { lo: Some(side), .. }) => *hi = tighter(*hi, side.saturating_add(slack), i64::min),
                (false, Range { hi: Some(side), .. }) => *lo = tighter(*lo, side.saturating_sub(slack), i64::max),
                _ => {}
            }
        }
        branch.limits().for_each(|(row, limit)| fixed.rows[row] = fixed.rows[row].and(limit));
    }

    /// The same for what the rows lack.
    fn slacks(&self, slack: &[Slack]) -> i128 {
        let each = slack.iter().map(|s| {
            let d = ONE - self.prices[s.row] * i128::from(s.sign);
            (d * i128::from(s.most)).min(0)
        });
        each.sum()
    }

    /// Goals that a move's cost is made of, each with its weight.
    fn weights<'a>(&'a self, f: &'a Formulation<'_>) -> impl Iterator<Item = (i128, &'a Stated)> {
        let own = self.goals.iter().map(|(goal, weight)| (i128::from(*weight) * ONE, &f.goals[*goal]));
        let held = self.held.iter().zip(&f.goals).filter(|(y, _)| **y != 0).map(|(y, goal)| (-y, goal));
        held.chain(own)
    }

    fn tables(&mut self, f: &Formulation<'_>) {
        let (world, prices) = (&f.world, &self.prices);
        let mut used = vec![[false; 3]; world.destinations.lists().len()];
        for way in f.leavers.iter().flat_map(|l| &l.ways) {
            used[way.list as usize][at(way.direction)] = true;
        }
        let mut arriving = vec![[0; 3]; world.touched.len()];
        let mut entries = Entries::new();
        let mut ranked = Vec::with_capacity(used.len());
        for (list, used) in world.destinations.lists().iter().zip(&used) {
            ranked.push(DIRECTIONS.map(|d| {
                if !used[at(d)] {
                    return Vec::new();
                }
                for post in list {
                    entries.clear();
                    f.rules.iter().for_each(|rule| rule.arriving(world, *post, d, &mut entries));
                    arriving[*post as usize][at(d)] = worth(prices, &entries);
                }
                let mut ranked = list.clone();
                ranked.sort_by_key(|post| (-arriving[*post as usize][at(d)], *post));
                ranked
            }));
        }
        let of_leaver = |l: &Leaver| {
            let mut entries = Entries::new();
            let leaving = DIRECTIONS.map(|d| {
                if !l.ways.iter().any(|w| w.direction == d) {
                    return 0;
                }
                entries.clear();
                f.rules.iter().for_each(|rule| rule.leaving(world, l, d, &mut entries));
                worth(prices, &entries)
            });
            let lift: i128 = f.rules.iter().map(|rule| rule.lift(world, l, prices)).sum();
            let cost: i128 = self.weights(f).map(|(w, goal)| w * i128::from(goal.least(world, l.teacher))).sum();
            (leaving, cost - lift)
        };
        let (leaving, least) = f.leavers.par_iter().map(of_leaver).unzip();
        (self.arriving, self.ranked) = (arriving, ranked);
        (self.leaving, self.least) = (leaving, least);
    }

    /// The reduced cost of a move, `one-post` apart; `None` as soon as it is sure not to lie below `limit`.
    pub fn reduced(
        &self,
        f: &Formulation<'_>,
        leaver: usize,
        c: &Candidate,
        limit: i128,
        entries: &mut Entries,
    ) -> Option<i128> {
        entries.clear();
        let Some(direction) = c.direction else { return self.reduced_retask(f, leaver, c, limit, entries) };
        f.rules.iter().for_each(|rule| rule.crossing(&f.world, c, entries));
        let (leaving, arriving) = (self.leaving[leaver][at(direction)], self.arriving[c.post as usize][at(direction)]);
        let gained = leaving + arriving + worth(&self.prices, entries);
        // A cost may be dear to compute (the lottery is a hash): stop where the lower bounds of the rest suffice.
        let mut rest: i128 = self.weights(f).map(|(w, goal)| w * i128::from(goal.least(&f.world, c.teacher))).sum();
        let mut sum = -gained;
        for (weight, goal) in self.weights(f) {
            if sum + rest >= limit {
                return None;
            }
            rest -= weight * i128::from(goal.least(&f.world, c.teacher));
            sum += weight * i128::from(goal.cost(&f.world, c));
        }
        (sum < limit).then_some(sum)
    }

    /// The same of a retask.
    fn reduced_retask(
        &self,
        f: &Formulation<'_>,
        leaver: usize,
        c: &Candidate,
        limit: i128,
        entries: &mut Entries,
    ) -> Option<i128> {
        f.rules.iter().for_each(|rule| rule.retasking(&f.leavers[leaver], c.post, entries));
        let costs: i128 = self.weights(f).map(|(weight, goal)| weight * i128::from(goal.cost(&f.world, c))).sum();
        let sum = costs - worth(&self.prices, entries);
        (sum < limit).then_some(sum)
    }

    /// Every column of a leaver whose reduced cost, `one-post` apart, lies below a limit, which `found` may lower; returns how
    /// many were looked at.
    pub fn each_below(
        &self,
        f: &Formulation<'_>,
        leaver: usize,
        mut limit: i128,
        mut found: impl FnMut(Candidate, i128) -> i128,
    ) -> u64 {
        let l = &f.leavers[leaver];
        let (mut looked, mut entries) = (0, Entries::new());
        for way in &l.ways {
            let start = self.least[leaver] - self.leaving[leaver][at(way.direction)];
            for post in &self.ranked[way.list as usize][at(way.direction)] {
                // Posts come by what they are worth: none of the rest can do better.
                if start - self.arriving[*post as usize][at(way.direction)] >= limit {
                    break;
                }
                looked += 1;
                let Some(c) = l.candidate(&f.world, *way, *post) else { continue };
                if let Some(d) = self.reduced(f, leaver, &c, limit, &mut entries) {
                    limit = found(c, d);
                }
            }
        }
        for c in l.retasks(&f.world) {
            looked += 1;
            if let Some(d) = self.reduced(f, leaver, &c, limit, &mut entries) {
                limit = found(c, d);
            }
        }
        looked
    }

    /// Takes the best prices of the `one-post` rows: by leaver, the least reduced cost of a move or 0, or that of a move where a
    /// branch asks for one. The bound is then known.
    pub fn settle(&mut self, f: &Formulation<'_>, branch: &Branch, least: Vec<i128>) {
        let of = |(leaver, y): (&Leaver, &i128)| {
            let range = f.one_post(leaver).map_or(Range::at_most(1), |row| branch.range(f, row));
            y * i128::from(side(range, *y))
        };
        self.bound = self.fixed + f.leavers.iter().zip(&least).map(of).sum::<i128>();
        self.teacher = least;
    }

    /// No whole-numbered solution has a lower objective.
    pub fn whole_bound(&self) -> i64 {
        let ceiling = -((-self.bound).div_euclid(ONE));
        i64::try_from(ceiling).unwrap_or(if ceiling < 0 { i64::MIN } else { i64::MAX })
    }
}

/// What is settled by the goals before.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The values at which they are held.
    pub values: Vec<i64>,
    /// What the auxiliaries can be in a plan that keeps them, one for each.
    pub auxiliaries: Vec<Bounds>,
    /// Between what the rows of the formulation lie in such a plan, one for each.
    pub rows: Vec<Range>,
}

impl Fixed {
    /// Nothing is settled yet.
    pub fn nothing(f: &Formulation<'_>) -> Self {
        let auxiliaries = f.auxiliaries.iter().map(|a| a.bounds).collect();
        Fixed { values: Vec::new(), auxiliaries, rows: f.rows.clone() }
    }
}

/// What a row may lack while there is no feasible point: one more column in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slack {
    /// The row.
    pub row: usize,
    /// 1 where activity is missing, −1 where there is too much.
    pub sign: i64,
    /// How much is missing when nobody moves.
    pub most: i64,
}

/// The tighter of a side that may be absent and one that is not.
fn tighter(side: Option<i64>, new: i64, choose: fn(i64, i64) -> i64) -> Option<i64> {
    Some(side.map_or(new, |side| choose(side, new)))
}

fn worth(prices: &[i128], entries: &[(u32, i64)]) -> i128 {
    entries.iter().map(|(row, coefficient)| prices[*row as usize] * i128::from(*coefficient)).sum()
}

/// A price as a whole number; 0 where it would lean on a side that the row does not have.
pub fn whole(range: Range, price: f64) -> i128 {
    let scaled = (price * ONE as f64).round();
    if !scaled.is_finite() || scaled.abs() > LARGEST {
        return 0;
    }
    let scaled = scaled as i128;
    if leans(range, scaled) { scaled } else { 0 }
}

/// Whether the side on which a price leans is there.
fn leans(range: Range, price: i128) -> bool {
    if price > 0 { range.lo.is_some() } else { range.hi.is_some() }
}

fn side(range: Range, price: i128) -> i64 {
    if price > 0 { range.lo.unwrap_or(0) } else { range.hi.unwrap_or(0) }
}
