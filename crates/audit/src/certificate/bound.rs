//! The bound of every proof, goal after goal, over every column that no earlier proof has shut.

use super::auxiliaries::Auxiliaries;
use super::columns::Open;
use super::costs::Goal;
use super::exact::{Overflow, add, ceil, mul, sub};
use super::pricing::Pricing;
use super::rows::Rows;
use super::rules::Stated;
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

/// What one proof proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Proof {
    /// No plan that the proof speaks of has a lower value (the sign turned where the goal is maximised); `None` where it
    /// is below what 64 bits hold.
    pub(super) least: Option<i128>,
}

/// A proof that is done: the prices, and by how much a reduced cost may exceed its bound.
struct Done<'a> {
    pricing: Pricing<'a>,
    room: i128,
}

impl Done<'_> {
    /// Whether a plan that this proof speaks of can have a column of this reduced cost above its lower bound; with the
    /// sign turned, below its upper bound.
    fn allows(&self, reduced: i128) -> bool {
        reduced.max(0) <= self.room
    }
}

impl Program<'_> {
    /// What every proof of the certificate proves, in order; `positions` are the positions of their goals.
    ///
    /// Shuts columns on the way: those of `open`, and auxiliaries.
    ///
    /// # Errors
    /// A number does not fit into 128 bits.
    pub(super) fn prove(
        &self,
        world: &World<'_>,
        values: &[(String, i64)],
        certificate: &Certificate,
        positions: &[usize],
        open: &mut Open,
        mut auxiliaries: Auxiliaries,
    ) -> Result<Vec<Proof>, Overflow> {
        let denominator = i128::from(certificate.denominator);
        let objectives = self.objectives(world, values)?;
        let mut proofs = Vec::new();
        let mut before: Option<Done<'_>> = None;
        for ((proof, goal), stated) in positions.iter().enumerate().zip(&certificate.goals) {
            let pricing = Pricing::new(self, proof, *goal, stated, certificate.denominator)?;
            let mut scaled = self.rows.sum(proof)?;
            for (price, objective) in stated.held.iter().zip(&objectives) {
                scaled = add(scaled, mul(i128::from(*price), *objective)?)?;
            }
            scaled = add(scaled, self.of_auxiliaries(&mut auxiliaries, before.as_ref(), &pricing)?)?;
            scaled = add(scaled, self.of_moves(open, before.as_ref(), &pricing)?)?;

            let goal_of = &self.goals[*goal];
            let least = add(ceil(scaled, denominator)?, mul(goal_of.sign(), goal_of.constant)?)?;
            proofs.push(Proof { least: (least >= i128::from(i64::MIN)).then_some(least.min(i64::MAX.into())) });
            let room = sub(mul(objectives[*goal], denominator)?, scaled)?;
            before = Some(Done { pricing, room });
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

    /// Σ min(d·lo, d·hi) of the auxiliaries, after the proof before has shut what it shuts.
    fn of_auxiliaries(
        &self,
        auxiliaries: &mut Auxiliaries,
        before: Option<&Done<'_>>,
        now: &Pricing<'_>,
    ) -> Result<i128, Overflow> {
        let mut sum = 0;
        for auxiliary in &mut auxiliaries.list {
            if let Some(done) = before {
                let reduced = done.pricing.of_auxiliary(auxiliary)?;
                if !done.allows(reduced) {
                    auxiliary.hi = auxiliary.lo;
                } else if !done.allows(sub(0, reduced)?) {
                    auxiliary.lo = auxiliary.hi;
                }
            }
            let d = now.of_auxiliary(auxiliary)?;
            let (lo, hi) = (mul(d, i128::from(auxiliary.lo))?, mul(d, i128::from(auxiliary.hi))?);
            sum = add(sum, lo.min(hi))?;
        }
        Ok(sum)
    }

    /// Σ min(0, d) of the moves, after the proof before has shut what it shuts.
    fn of_moves(&self, open: &mut Open, before: Option<&Done<'_>>, now: &Pricing<'_>) -> Result<i128, Overflow> {
        let (teachers, posts) = open.parts();
        let sums = teachers.par_iter_mut().map(|open| {
            let (mut entries, mut sum) = (Vec::new(), 0);
            let left_before = before.map(|done| done.pricing.leaving(open.teacher, &mut entries)).transpose()?;
            let left_now = now.leaving(open.teacher, &mut entries)?;
            open.retain(self.reading, posts, |column| {
                if let Some((done, left)) = before.zip(left_before)
                    && !done.allows(done.pricing.reduced(column, left, &mut entries)?)
                {
                    return Ok(false);
                }
                let d = now.reduced(column, left_now, &mut entries)?;
                if d < 0 {
                    sum = add(sum, d)?;
                }
                Ok(true)
            })?;
            Ok(sum)
        });
        sums.try_reduce(|| 0, add)
    }
}
