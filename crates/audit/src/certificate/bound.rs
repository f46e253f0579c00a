//! The bound of every proof, goal after goal, over every column that no earlier proof has shut.

use super::auxiliaries::Auxiliaries;
use super::columns::Open;
use super::costs::Goal;
use super::exact::{Overflow, add, ceil, mul, sub};
use super::pricing::Pricing;
use super::rows::Rows;
use super::rules::Stated;
use super::sheets::{Region, Sheet, cover};
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::certificate::Certificate;
use rayon::prelude::*;

/// The rows, the rules that say what a move touches, and the goals.
pub(super) struct Program<'a> {
    /// The county.
    pub(super) reading: &'a Reading<'a>,
    /// The rows with their prices.
    pub(super) rows: &'a Rows<'a>,
    /// The rules.
    pub(super) rules: &'a [Stated],
    /// Every goal in order.
    pub(super) goals: &'a [Goal],
}

/// What the proof of one goal proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Proof {
    /// Whether its cases leave a plan out.
    pub(super) leaves_out: bool,
    /// No plan that the proof speaks of has a lower value (the sign turned where the goal is maximised); `None` where it
    /// is below what 64 bits hold.
    pub(super) least: Option<i128>,
}

/// A sheet that is done: the prices, and by how much a reduced cost may exceed its bound.
struct Done<'a> {
    pricing: Pricing<'a>,
    room: i128,
}

impl Done<'_> {
    /// Whether a plan that this sheet speaks of can have a column of this reduced cost above its lower bound; with the
    /// sign turned, below its upper bound. Where the sheet has shown that there is no such plan, nothing is allowed.
    fn allows(&self, reduced: i128) -> bool {
        reduced.max(0) <= self.room
    }
}

/// The proof of a goal that is done: its own sheet, then those of its cases.
struct Before<'a>(Vec<Done<'a>>);

impl Before<'_> {
    /// Whether a plan can have a column: its reduced cost is that of the sheet.
    ///
    /// # Errors
    /// A number does not fit into 128 bits.
    fn allows(&self, mut reduced: impl FnMut(usize, &Pricing<'_>) -> Result<i128, Overflow>) -> Result<bool, Overflow> {
        let mut allowed = true;
        for (at, done) in self.0.iter().enumerate() {
            allowed = done.allows(reduced(at, &done.pricing)?);
            // Its own sheet speaks of every plan; of the cases one is enough.
            if allowed == (at > 0) {
                break;
            }
        }
        Ok(allowed)
    }
}

impl Program<'_> {
    /// What the proof of every goal of the certificate proves, in order; `positions` are the positions of their goals.
    ///
    /// Shuts columns on the way: those of `open`, and auxiliaries.
    ///
    /// # Errors
    /// A number does not fit into 128 bits.
    pub(super) fn prove(
        &self,
        world: &World<'_>,
        values: &[(String, i64)],
        (certificate, sheets): (&Certificate, &[Sheet<'_>]),
        positions: &[usize],
        open: &mut Open,
        mut auxiliaries: Auxiliaries,
    ) -> Result<Vec<Proof>, Overflow> {
        let denominator = i128::from(certificate.denominator);
        let objectives = self.objectives(world, values)?;
        let mut proofs = Vec::new();
        let mut before: Option<Before<'_>> = None;
        // Where there is no plan whose goals so far are as good.
        let mut dead: Vec<Region<'_>> = Vec::new();
        let mut first = 0;
        for (goal, stated) in positions.iter().zip(&certificate.goals) {
            let own = first..first + 1 + stated.cases.len();
            first = own.end;
            let pricings = own.clone().map(|at| Pricing::new(self, at, *goal, &sheets[at], certificate.denominator));
            let pricings: Vec<Pricing<'_>> = pricings.collect::<Result<_, _>>()?;
            let mut scaled = self.of_moves(open, before.as_ref(), &pricings)?;
            let others = self.of_auxiliaries(&mut auxiliaries, before.as_ref(), &pricings)?;
            for ((sum, other), at) in scaled.iter_mut().zip(others).zip(own.clone()) {
                *sum = add(add(*sum, other)?, self.rows.sum(at)?)?;
                for (price, objective) in sheets[at].held.iter().zip(&objectives) {
                    *sum = add(*sum, mul(i128::from(*price), *objective)?)?;
                }
            }
            let (cases, most) = (&sheets[own.start + 1..own.end], mul(objectives[*goal], denominator)?);
            let regions: Vec<Region<'_>> = cases.iter().map(|sheet| Region::of(sheet.limits)).collect();
            let all: Vec<Region<'_>> = regions.iter().chain(&dead).cloned().collect();
            let leaves_out = !cases.is_empty() && !cover(&all);
            let of_cases = scaled[1..].iter().copied().min();
            let best = of_cases.map_or(scaled[0], |least| least.max(scaled[0]));

            let goal_of = &self.goals[*goal];
            let least = add(ceil(best, denominator)?, mul(goal_of.sign(), goal_of.constant)?)?;
            let least = (least >= i128::from(i64::MIN)).then_some(least.min(i64::MAX.into()));
            proofs.push(Proof { leaves_out, least });
            dead.extend(
                regions.into_iter().zip(&scaled[1..]).filter(|(_, sum)| **sum > most).map(|(region, _)| region),
            );
            let done = pricings.into_iter().zip(scaled);
            let done = done.map(|(pricing, sum)| Ok(Done { pricing, room: sub(most, sum)? }));
            before = Some(Before(done.collect::<Result<_, _>>()?));
        }
        Ok(proofs)
    }

    /// Every goal's value in the plan, minimised and without its constant.
    ///
    /// # Errors
    /// A value is not what the moves' own costs come to: it did not fit into 64 bits.
    fn objectives(&self, world: &World<'_>, values: &[(String, i64)]) -> Result<Vec<i128>, Overflow> {
        let one = |(goal, (_, value)): (&Goal, &(String, i64))| {
            if *value == i64::MAX || *value == i64::MIN {
                return Err(Overflow);
            }
            let objective = mul(goal.sign(), sub(i128::from(*value), goal.constant)?)?;
            if goal.of_moves() {
                let costs = world.steps.iter().map(|step| goal.of_move(self.reading, step));
                let taught = world.lessons.iter().filter_map(|l| l.way.map(|way| (way, i128::from(l.periods))));
                let drawn = taught.map(|(way, periods)| mul(goal.of_way(self.reading, way), periods));
                let posts = world.retasks.iter().filter_map(|r| Some((r.teacher, r.post?)));
                let stays = posts.map(|(teacher, post)| goal.of_retask(self.reading, teacher, post));
                let own = costs.chain(stays).map(Ok).chain(drawn).try_fold(0, |sum, cost| add(sum, cost?))?;
                if own != objective {
                    return Err(Overflow);
                }
            }
            Ok(objective)
        };
        self.goals.iter().zip(values).map(one).collect()
    }

    /// Σ min(d·lo, d·hi) of the auxiliaries by sheet, after the proof before has shut what it shuts.
    fn of_auxiliaries(
        &self,
        auxiliaries: &mut Auxiliaries,
        before: Option<&Before<'_>>,
        now: &[Pricing<'_>],
    ) -> Result<Vec<i128>, Overflow> {
        let mut sums = vec![0; now.len()];
        for auxiliary in &mut auxiliaries.list {
            if let Some(before) = before {
                if !before.allows(|_, pricing| pricing.of_auxiliary(auxiliary))? {
                    auxiliary.hi = auxiliary.lo;
                } else if !before.allows(|_, pricing| sub(0, pricing.of_auxiliary(auxiliary)?))? {
                    auxiliary.lo = auxiliary.hi;
                }
            }
            for (sum, now) in sums.iter_mut().zip(now) {
                let d = now.of_auxiliary(auxiliary)?;
                let (lo, hi) = (mul(d, i128::from(auxiliary.lo))?, mul(d, i128::from(auxiliary.hi))?);
                *sum = add(*sum, lo.min(hi))?;
            }
        }
        Ok(sums)
    }

    /// Σ min(0, d) of the moves by sheet, after the proof before has shut what it shuts.
    fn of_moves(
        &self,
        open: &mut Open,
        before: Option<&Before<'_>>,
        now: &[Pricing<'_>],
    ) -> Result<Vec<i128>, Overflow> {
        let (teachers, posts) = open.parts();
        let sums = teachers.par_iter_mut().map(|open| {
            let (mut entries, mut sums) = (Vec::new(), vec![0; now.len()]);
            let sheets = before.iter().flat_map(|before| &before.0);
            let left_before = sheets.map(|done| done.pricing.leaving(open.teacher, &mut entries));
            let left_before: Vec<i128> = left_before.collect::<Result<_, _>>()?;
            let left_now = now.iter().map(|now| now.leaving(open.teacher, &mut entries));
            let left_now: Vec<i128> = left_now.collect::<Result<_, _>>()?;
            open.retain(self.reading, posts, |column| {
                if let Some(before) = before
                    && !before.allows(|at, pricing| pricing.reduced(column, left_before[at], &mut entries))?
                {
                    return Ok(false);
                }
                for ((now, left), sum) in now.iter().zip(&left_now).zip(&mut sums) {
                    let d = now.reduced(column, *left, &mut entries)?;
                    if d < 0 {
                        *sum = add(*sum, d)?;
                    }
                }
                Ok(true)
            })?;
            Ok(sums)
        });
        let plus = |a: Vec<i128>, b: Vec<i128>| a.into_iter().zip(b).map(|(a, b)| add(a, b)).collect();
        sums.try_reduce(|| vec![0; now.len()], plus)
    }
}
