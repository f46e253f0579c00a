//! A goal by what is known of it before: where the bound of earlier prices meets the earlier plan, or its repair, the goal
//! is not relaxed.

use super::branch::Branch;
use super::integer::{self, Answer, Incumbent, Question};
use super::pricing::{Found, Prices};
use super::relax::Relaxed;
use super::search::Search;
use super::step::GoalEnd;
use super::tariff::{Aim, ONE, Tariff};
use crate::engine::{EngineError, Reporter};
use std::time::{Duration, Instant};

/// How many columns of least reduced cost a master begins with beyond those of the earlier plan.
const NEAR: usize = 3_000;

/// How long a repair may take.
const SLICE: Duration = Duration::from_secs(3);

/// At which distance of the bound, relative to it, the relaxation of a blend is near enough.
const NEAR_ENOUGH: f64 = 1e-6;

impl Search<'_> {
    /// Takes the earlier plan where it still keeps every row.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn adopt(&mut self) -> Result<(), EngineError> {
        if self.warm.moves.is_empty() || !self.may_hold(&self.warm.moves) {
            return Ok(());
        }
        let moves = std::mem::take(&mut self.warm.moves);
        let name = self.f.goals.first().map_or("", |g| g.name.as_str());
        let reporter = Reporter::new(self.watch, name, (1, self.f.goals.len()), (0, 1), self.began, self.sizes);
        self.take(&[(0, 1)], &moves, Vec::new(), &reporter)?;
        self.warm.moves = moves;
        Ok(())
    }

    /// Whether moves keep the rows that no auxiliary touches.
    fn may_hold(&self, moves: &[Found]) -> bool {
        let f = self.f;
        let activity = f.activity_of(moves.iter().map(|found| found.candidate));
        let mut free = vec![true; f.rows.len()];
        f.auxiliary_entries.iter().flatten().for_each(|(row, _)| free[*row as usize] = false);
        f.rows.iter().zip(activity).zip(free).all(|((range, activity), free)| !free || range.holds(activity))
    }

    /// Asks for a plan that minimises a blend of goals while those before the first are held, and takes it if it is better
    /// in them, in their order.
    fn take(
        &mut self,
        goals: &[(usize, i64)],
        made: &[Found],
        columns: Vec<Found>,
        reporter: &Reporter<'_>,
    ) -> Result<(), EngineError> {
        let question = Question {
            formulation: self.f,
            goals,
            fixed: &self.fixed,
            hint: self.best.as_ref(),
            made,
            target: None,
            // It proves nothing that would be worth waiting for.
            until: [self.until, Instant::now().checked_add(SLICE)].into_iter().flatten().min(),
            nodes: None,
            gap: 0.0,
            relied_on: false,
            reporter,
        };
        if let Answer::Best(plan) | Answer::Stopped { plan: Some(plan), .. } = question.ask(self.solver, columns)? {
            // Auxiliaries that no goal of the blend measures may stand anywhere: at their least they tell what the moves come to.
            let plan = integer::tighten(self.f, self.solver, &plan).unwrap_or(plan);
            let values = |plan: &Incumbent| -> Vec<i64> {
                goals.iter().filter(|(g, _)| *g < self.f.goals.len()).map(|(g, _)| plan.value(self.f, *g)).collect()
            };
            if self.best.as_ref().is_none_or(|best| values(&plan) < values(best)) {
                self.best = Some(plan);
            }
        }
        Ok(())
    }

    /// Repairs the earlier plan: the relaxation of all goals from one on at once, with weights from the known prices, and
    /// the best plan on the moves that it makes.
    fn repair(&mut self, goal: usize, reporter: &Reporter<'_>) -> Result<(), EngineError> {
        let Some((goals, tariff)) = self.warm.blend(goal, &self.fixed, &self.pricing()) else { return Ok(()) };
        self.furnish(Some(&tariff))?;
        self.master.aim(Aim::Goals(&goals))?;
        // Its bound is that of a sum of goals, and of no account to whoever looks on.
        let Relaxed::Optimum(point, _) =
            self.relax(Aim::Goals(&goals), Some(tariff), NEAR_ENOUGH, &Branch::default(), &reporter.of_part())?
        else {
            return Ok(());
        };
        let mut columns = self.used(&point, 1e-9);
        columns.extend(self.best.iter().flat_map(|b| b.moves.iter().copied()));
        // Most of the earlier plan stays good: what is new is a few moves.
        columns.extend(&self.warm.moves);
        tracing::debug!(?goals, columns = columns.len(), "repair");
        self.take(&goals, &[], columns, reporter)
    }

    /// The prices that are known of a goal.
    pub(super) fn known(&self, goal: usize) -> Option<Prices> {
        self.warm.prices(goal, &self.leaves, &self.fixed, &self.pricing())
    }

    /// Looks for a plan that meets the bound of known prices: the one at hand, or its repair. `None` where neither does.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn without_relaxation(
        &mut self,
        goal: usize,
        known: &Prices,
        reporter: &Reporter<'_>,
    ) -> Result<Option<GoalEnd>, EngineError> {
        let bound = known.whole_bound();
        let good = self.good_enough(goal, bound);
        if self.f.goals[goal].enough.is_some_and(|enough| bound > enough) {
            return Ok(Some(GoalEnd::Infeasible));
        }
        if !self.repaired && self.value(goal).is_none_or(|value| value > good) {
            self.repaired = true;
            self.repair(goal, reporter)?;
        }
        tracing::debug!(goal, bound, value = self.value(goal), "by known prices");
        Ok(match self.value(goal) {
            // The bound is proved exactly.
            Some(value) if value < bound => return Err(self.wrong()),
            Some(value) if value <= good => Some(GoalEnd::Solved(known.clone(), bound)),
            _ => None,
        })
    }

    /// The first columns: the moves of the earlier plan, else what posts would be worth.
    ///
    /// # Errors
    /// HiGHS's.
    pub(super) fn begin(&mut self) -> Result<(), EngineError> {
        if self.warm.moves.is_empty() { self.seed() } else { self.furnish(None) }
    }

    /// Columns for the master: those of the plan at hand and of the earlier one, and those that known prices rank first.
    pub(super) fn furnish(&mut self, known: Option<&Tariff>) -> Result<(), EngineError> {
        let mut columns: Vec<Found> = self.best.iter().flat_map(|b| b.moves.iter().copied()).collect();
        columns.extend(&self.warm.moves);
        if let Some(tariff) = known {
            let near = self.pricing().least(tariff, NEAR, |leaver| tariff.teacher[leaver].saturating_add(ONE / 2));
            columns.extend(near.into_iter().flat_map(|(columns, _)| columns));
        }
        self.master.add(columns)?;
        Ok(())
    }
}
