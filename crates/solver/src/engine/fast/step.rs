//! The integer step of a goal: plans on few columns, widened by reduced cost until the value meets the bound.

use super::branch::{self, Branch, Leaf};
use super::integer::{Answer, Incumbent, Question};
use super::master::Point;
use super::pricing::{Found, Prices};
use super::relax::Relaxed;
use super::search::Search;
use super::tariff::{Aim, ONE, Tariff};
use crate::engine::whole::DRAW;
use crate::engine::{EngineError, Reporter, Sizes, Watch};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How long to look for a plan once a stop was asked for and there is none.
const LAST_RESORT: Duration = Duration::from_secs(5);

/// How long an integer program that proves nothing may take.
const SLICE: Duration = Duration::from_secs(90);

/// How the minimisation of a goal ended.
pub enum GoalEnd {
    /// To its optimum, or within the gap; with a bound.
    Solved(Prices, i64),
    /// Before that.
    Stopped(Option<Prices>, Option<i64>),
    /// No plan keeps the rows.
    Infeasible,
}

/// Which plans an integer program on few columns is to look among.
#[derive(PartialEq)]
pub(super) enum Among {
    /// All that can be better than the plan at hand: what it proves holds for the whole model, however long it takes.
    All,
    /// Some of them.
    Some,
    /// Those that make these moves.
    Made(Vec<Found>),
}

/// A goal's relaxation.
struct Relaxation {
    /// Prices for all plans.
    whole: Tariff,
    /// The branches that plans may be in.
    leaves: Vec<Leaf>,
}

/// The prices of leaves, and those for all plans.
fn prices(whole: Tariff, leaves: Vec<Leaf>) -> Prices {
    let alone = leaves.iter().all(|leaf| leaf.branch.is_whole());
    let branches = leaves.into_iter().filter(|_| !alone).map(|leaf| (leaf.branch, leaf.tariff)).collect();
    Prices { whole, branches }
}

/// How the integer program on few columns ended; what was found has been taken.
pub enum Asked {
    /// No better plan than the one now at hand lives on these columns.
    Best,
    /// Within the asked gap of a bound that holds on these columns.
    Near(Option<i64>),
    /// A draw has had its nodes.
    Spent,
    /// Before that.
    Stopped,
}

impl Search<'_> {
    /// Minimises a goal while those before are held.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn minimise(&mut self, goal: usize, reporter: &Reporter<'_>) -> Result<GoalEnd, EngineError> {
        if self.best.is_some() && self.stopped() {
            return Ok(GoalEnd::Stopped(None, None));
        }
        let known = self.known(goal);
        if let Some(known) = &known
            && let Some(end) = self.without_relaxation(goal, known, reporter)?
        {
            return Ok(end);
        }
        self.furnish(known.as_ref().map(Prices::least))?;
        let Relaxation { whole, mut leaves } = match self.relaxation(goal, known, reporter)? {
            Ok(relaxation) => relaxation,
            Err(tariff) => {
                let bound = tariff.as_ref().map(Tariff::whole_bound);
                return Ok(GoalEnd::Stopped(tariff.map(Prices::from), bound));
            }
        };
        let at = branch::least(&leaves).ok_or_else(|| self.wrong())?;
        let bound = leaves[at].tariff.whole_bound();
        let good = self.good_enough(goal, bound);
        // The plan at hand may do already, once the auxiliaries stand as low as its moves let them; if not, the integer
        // program on the columns that the relaxation uses most often does.
        let measured = self.f.goals.get(goal).is_some_and(|g| !g.auxiliaries.is_empty());
        if let Some(best) = self.best.as_ref().filter(|best| measured && best.value(self.f, goal) > good) {
            let among = Among::Made(best.moves.clone());
            if let Asked::Stopped = self.ask(goal, Vec::new(), among, bound, reporter)? {
                return Ok(GoalEnd::Stopped(Some(prices(whole, leaves)), Some(bound)));
            }
        }
        let used = self.used(&leaves[at].point, 1e-9);
        let mut most = self.widening.few.max(self.widening.of_each * used.len());
        leaves[at].asked = true;
        if self.value(goal).is_none_or(|value| value > good)
            && let Asked::Stopped = self.ask(goal, used, Among::Some, bound, reporter)?
        {
            return Ok(GoalEnd::Stopped(Some(prices(whole, leaves)), Some(bound)));
        }
        // A draw that one small integer program settles needs no branches.
        let draw = self.f.goals.get(goal).is_some_and(|g| g.draw);
        let open = self.value(goal).is_some_and(|value| value > good);
        let mut small = match open && draw {
            true => self.within(goal, &whole, most).filter(|(_, all)| *all),
            false => None,
        };
        if open && small.is_none() && self.branch(goal, &mut leaves, reporter)?.is_none() {
            // Some of them are not bounded.
            return Ok(GoalEnd::Stopped(Some(whole.into()), Some(bound)));
        }
        let at = branch::least(&leaves).ok_or_else(|| self.wrong())?;
        let bound = leaves[at].tariff.whole_bound();
        let good = self.good_enough(goal, bound);
        let point = leaves[at].point.clone();
        let prices = prices(whole, leaves);
        let tariff = &prices.whole;
        let (mut dived, mut spent) = (false, false);
        loop {
            let value = match self.value(goal) {
                // The bound is proved exactly.
                Some(value) if value < bound => return Err(self.wrong()),
                Some(value) if value <= good => return Ok(GoalEnd::Solved(prices, bound)),
                value => value,
            };
            let Some((columns, all)) = small.take().or_else(|| self.within(goal, tariff, most)) else {
                return Ok(GoalEnd::Stopped(Some(prices), Some(bound)));
            };
            // Where there are many, the moves that the relaxation makes whole are made first and the rest is searched.
            if !all && !std::mem::replace(&mut dived, true) {
                if let Asked::Stopped = self.dive(goal, &point, columns, bound, reporter)? {
                    return Ok(GoalEnd::Stopped(Some(prices), Some(bound)));
                }
                continue;
            }
            let among = if all { Among::All } else { Among::Some };
            match self.ask(goal, columns, among, bound, reporter)? {
                // No better plan lives on these columns, and none on any other.
                Asked::Best if all => {
                    return Ok(match self.value(goal) {
                        Some(value) => GoalEnd::Solved(prices, value),
                        None => GoalEnd::Infeasible,
                    });
                }
                // Columns that were left out give nothing below the plan that was at hand.
                Asked::Near(part) if all => {
                    let proved = part.zip(value).map_or(bound, |(part, value)| part.min(value).max(bound));
                    return Ok(GoalEnd::Solved(prices, proved));
                }
                // The best that was found is the plan: it is drawn, and not proved to be the least.
                Asked::Spent if self.best.is_some() && (all || std::mem::replace(&mut spent, true)) => {
                    return Ok(GoalEnd::Solved(prices, bound));
                }
                Asked::Stopped => return Ok(GoalEnd::Stopped(Some(prices), Some(bound))),
                Asked::Best | Asked::Near(_) | Asked::Spent => most = most.saturating_mul(4),
            }
        }
    }

    /// The columns on which every plan lives that is at least as good as the one at hand, the cheapest of them where there are more
    /// than so many, and whether these are all. `None` where a stop was asked for.
    fn within(&self, goal: usize, tariff: &Tariff, most: usize) -> Option<(Vec<Found>, bool)> {
        let room = self.value(goal).map_or(i128::MAX / 4, |v| i128::from(v) * ONE - tariff.bound);
        let limit = |leaver: usize| tariff.teacher[leaver].saturating_add(room).saturating_add(1);
        self.pricing().least(tariff, most, limit)
    }

    /// The moves that a point of the relaxation makes by more than so much.
    pub(super) fn used(&self, point: &Point, by: f64) -> Vec<Found> {
        let moves = self.master.columns.iter().zip(&point.moves);
        moves.filter(|(_, value)| **value > by).map(|(c, _)| *c).collect()
    }

    /// Makes the moves that the relaxation makes whole, and searches for the rest among all columns of the other teachers.
    fn dive(
        &mut self,
        goal: usize,
        point: &Point,
        mut columns: Vec<Found>,
        bound: i64,
        reporter: &Reporter<'_>,
    ) -> Result<Asked, EngineError> {
        let made = self.used(point, 1.0 - 1e-6);
        let mut taken = vec![false; self.f.leavers.len()];
        made.iter().for_each(|c| taken[c.leaver as usize] = true);
        columns.extend(&self.master.columns);
        columns.retain(|c| !taken[c.leaver as usize]);
        self.ask(goal, columns, Among::Made(made), bound, reporter)
    }

    /// The relaxation of a goal over all plans that keep those before, branch by branch; the prices for all plans that are known,
    /// where a stop was asked for.
    fn relaxation(
        &mut self,
        goal: usize,
        known: Option<Prices>,
        reporter: &Reporter<'_>,
    ) -> Result<Result<Relaxation, Option<Tariff>>, EngineError> {
        let goals = [(goal, 1)];
        let aim = if goal < self.f.goals.len() { Aim::Goals(&goals) } else { Aim::Goals(&[]) };
        self.master.aim(aim)?;
        let (known, parts) = match known {
            Some(Prices { whole, branches }) => (Some(whole), branches),
            None => (None, Vec::new()),
        };
        if parts.is_empty() && self.leaves.iter().all(Branch::is_whole) {
            let branch = Branch::default();
            return Ok(match self.relax(aim, known, 0.0, &branch, reporter)? {
                Relaxed::Optimum(point, tariff) => {
                    let leaf = Leaf { branch, tariff: tariff.clone(), point, asked: false };
                    Ok(Relaxation { whole: tariff, leaves: vec![leaf] })
                }
                Relaxed::Stopped(tariff) => Err(tariff),
            });
        }
        let parts: Vec<(Branch, Option<Tariff>)> = match parts.is_empty() {
            true => self.leaves.iter().map(|branch| (branch.clone(), None)).collect(),
            false => parts.into_iter().map(|(branch, tariff)| (branch, Some(tariff))).collect(),
        };
        let mut leaves = Vec::new();
        for part in parts {
            match self.leaf(goal, part, reporter) {
                Ok(Some(leaf)) => leaves.push(leaf),
                Ok(None) => return Ok(Err(known)),
                // Then of all plans at once.
                Err(_) => {
                    self.leaves = vec![Branch::default()];
                    return self.relaxation(goal, known.map(Prices::from), reporter);
                }
            }
        }
        // What the prices of the best branch prove of all plans.
        let at = branch::least(&leaves).ok_or_else(|| self.wrong())?;
        let prices = (leaves[at].tariff.prices.clone(), leaves[at].tariff.held.clone());
        let whole = Branch::default();
        let mut tariff = Tariff::of(self.f, aim, prices, (&self.fixed, &whole), &[]);
        if self.pricing().settle(&mut tariff, &whole).is_none() {
            return Ok(Err(known));
        }
        Ok(Ok(Relaxation { whole: tariff, leaves }))
    }

    /// Minimises on few columns, those of the plan at hand among them, and takes what is better.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn ask(
        &mut self,
        goal: usize,
        mut columns: Vec<Found>,
        among: Among,
        bound: i64,
        reporter: &Reporter<'_>,
    ) -> Result<Asked, EngineError> {
        let before = self.value(goal);
        // A draw ends by its nodes, the same on every machine; all else that proves nothing ends by the clock.
        let draw = self.f.goals.get(goal).is_some_and(|g| g.draw);
        let slice = if draw || among == Among::All { None } else { Instant::now().checked_add(SLICE) };
        let made: &[Found] = match &among {
            Among::Made(made) => made,
            Among::All | Among::Some => &[],
        };
        if !matches!(among, Among::Made(_)) {
            columns.extend(self.best.iter().flat_map(|b| b.moves.iter().copied()));
        }
        tracing::debug!(goal, columns = columns.len(), value = before, bound, "integer step");
        let question = Question {
            formulation: self.f,
            goals: &[(goal, 1)],
            fixed: &self.fixed,
            hint: self.best.as_ref(),
            made,
            target: Some(self.good_enough(goal, bound)),
            until: [self.until, slice].into_iter().flatten().min(),
            nodes: draw.then_some(DRAW),
            gap: self.limits.gap,
            relied_on: among == Among::All,
            reporter,
        };
        let asked = match question.ask(self.solver, columns)? {
            Answer::Best(plan) => {
                self.improve(goal, plan);
                Asked::Best
            }
            // The plan at hand lives on these columns.
            Answer::None if before.is_some() && !matches!(among, Among::Made(_)) => return Err(self.wrong()),
            Answer::None => Asked::Best,
            Answer::Stopped { plan, bound: part, within_gap } => {
                plan.into_iter().for_each(|plan| self.improve(goal, plan));
                match within_gap {
                    true => Asked::Near(part),
                    false if draw && !self.stopped() => Asked::Spent,
                    false if self.stopped() || among == Among::All => Asked::Stopped,
                    // Only its slice of time is over.
                    false => Asked::Best,
                }
            }
        };
        reporter.report(self.value(goal), Some(bound));
        Ok(asked)
    }

    /// The largest value of the objective whose goal lies within the asked relative gap of the bound.
    pub(super) fn good_enough(&self, goal: usize, bound: i64) -> i64 {
        let gap = self.limits.gap;
        let enough = self.f.goals.get(goal).and_then(|g| g.enough);
        let bound = enough.map_or(bound, |enough| bound.max(enough));
        // More than what is enough is no plan, however near.
        if gap <= 0.0 || enough.is_some() {
            return bound;
        }
        // The gap is relative to the goal as people see it, with what stands before any move.
        let (constant, sign) = self.f.goals.get(goal).map_or((0, 1), |g| g.scale());
        let shown = |value: i64| (i128::from(constant) + i128::from(sign) * i128::from(value)).abs().max(1) as f64;
        let within = |value: i64| (value as f64 - bound as f64) <= gap * shown(value);
        let (mut good, mut step) = (bound, 1_i64 << 40);
        while step > 0 {
            if within(good.saturating_add(step)) {
                good = good.saturating_add(step);
            }
            step /= 2;
        }
        good
    }

    /// Takes a plan where it is better than the one at hand.
    pub(super) fn improve(&mut self, goal: usize, plan: Incumbent) {
        let better =
            |best: &Incumbent| goal >= self.f.goals.len() || plan.value(self.f, goal) < best.value(self.f, goal);
        if self.best.as_ref().is_none_or(better) {
            self.best = Some(plan);
        }
    }

    /// Asked to stop before there was any plan: one more look at the columns at hand, for a few seconds.
    pub(super) fn last_resort(&mut self, goal: usize) -> Result<(), EngineError> {
        if self.best.is_some() {
            return Ok(());
        }
        let never = AtomicBool::new(false);
        let watch = Watch { progress: self.watch.progress, stop: &never };
        let sizes = Sizes::default();
        let name = self.f.goals.get(goal).map_or("", |g| g.name.as_str());
        let reporter = Reporter::new(&watch, name, (goal + 1, self.f.goals.len()), (0, 1), self.began, &sizes);
        let question = Question {
            formulation: self.f,
            goals: &[(goal, 1)],
            fixed: &self.fixed,
            hint: None,
            made: &[],
            target: None,
            until: Some(Instant::now() + LAST_RESORT),
            nodes: None,
            gap: 0.0,
            relied_on: false,
            reporter: &reporter,
        };
        if let Answer::Best(plan) | Answer::Stopped { plan: Some(plan), .. } =
            question.ask(self.solver, self.master.columns.clone())?
        {
            self.best = Some(plan);
        }
        Ok(())
    }
}
