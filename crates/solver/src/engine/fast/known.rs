//! A goal by what is known of it before: where the bound of earlier prices meets a plan on few columns, nothing is relaxed.

use super::integer::{Answer, Question};
use super::pricing::Found;
use super::search::Search;
use super::step::{Among, Asked, FEW, GoalEnd};
use super::tariff::{ONE, Tariff};
use crate::engine::{EngineError, Reporter};

impl Search<'_> {
    /// Takes the earlier plan, where it still keeps every row.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn adopt(&mut self) -> Result<(), EngineError> {
        if self.warm.moves.is_empty() {
            return Ok(());
        }
        let name = self.f.goals.first().map_or("", |g| g.name.as_str());
        let reporter = Reporter::new(self.watch, name, (1, self.f.goals.len()), (0, 1), self.began, self.sizes);
        let question = Question {
            formulation: self.f,
            goal: 0,
            held: &[],
            hint: None,
            made: &self.warm.moves,
            target: None,
            until: self.until,
            gap: 0.0,
            reporter: &reporter,
        };
        if let Answer::Best(plan) | Answer::Stopped { plan: Some(plan), .. } = question.ask(self.solver, Vec::new())? {
            self.best = Some(plan);
        }
        Ok(())
    }

    /// The prices that are known of a goal.
    pub(super) fn known(&mut self, goal: usize) -> Option<Tariff> {
        let mut warm = std::mem::take(&mut self.warm);
        let tariff = warm.tariff(goal, &self.fixed, &self.pricing());
        self.warm = warm;
        tariff
    }

    /// Looks for a plan that meets the bound of known prices. `None` where there is no such plan on the few columns that
    /// these prices rank first.
    pub(super) fn without_relaxation(
        &mut self,
        goal: usize,
        tariff: &Tariff,
        reporter: &Reporter<'_>,
    ) -> Result<Option<GoalEnd>, EngineError> {
        let bound = tariff.whole_bound();
        let good = self.good_enough(goal, bound);
        if self.f.goals[goal].enough.is_some_and(|enough| bound > enough) {
            return Ok(Some(GoalEnd::Infeasible));
        }
        let mut proved = bound;
        // The plan at hand may do already, once the auxiliaries stand as low as its moves let them.
        let measured = !self.f.goals[goal].auxiliaries.is_empty();
        if let Some(best) = self.best.as_ref().filter(|best| measured && best.value(self.f, goal) > good) {
            let among = Among::Made(best.moves.clone());
            if let Asked::Stopped = self.ask(goal, Vec::new(), among, tariff, reporter)? {
                return Ok(None);
            }
        }
        if self.value(goal).is_none_or(|value| value > good) {
            let room = self.value(goal).map_or(i128::MAX / 4, |v| i128::from(v) * ONE - tariff.bound);
            let limit = |leaver: usize| tariff.teacher[leaver].saturating_add(room).saturating_add(1);
            let Some((mut columns, all)) = self.pricing().least(tariff, FEW, limit) else { return Ok(None) };
            columns.extend(self.warm.moves.iter().copied());
            let among = if all { Among::All } else { Among::Some };
            match self.ask(goal, columns, among, tariff, reporter)? {
                Asked::Best if all => match self.value(goal) {
                    Some(value) => proved = value,
                    None => return Ok(Some(GoalEnd::Infeasible)),
                },
                Asked::Best | Asked::Near(_) => {}
                Asked::Stopped => return Ok(None),
            }
        }
        tracing::debug!(goal, bound, value = self.value(goal), "by known prices");
        Ok(match self.value(goal) {
            Some(value) if value < bound => return Err(self.wrong()),
            Some(value) if value <= good.max(proved) => Some(GoalEnd::Solved(tariff.clone(), proved)),
            _ => None,
        })
    }

    /// Columns for a master that has none yet: those of the plan at hand, and those that known prices rank first.
    pub(super) fn furnish(&mut self, known: Option<&Tariff>) -> Result<(), EngineError> {
        if self.master.columns.is_empty() {
            self.seed()?;
        }
        let mut columns: Vec<Found> = self.best.iter().flat_map(|b| b.moves.iter().copied()).collect();
        if let Some(tariff) = known {
            let near = self.pricing().least(tariff, FEW, |leaver| tariff.teacher[leaver].saturating_add(ONE / 2));
            columns.extend(near.into_iter().flat_map(|(columns, _)| columns));
        }
        self.master.add(columns)?;
        Ok(())
    }
}
