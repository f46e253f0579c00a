//! What a stop leaves of the goals after it: a little effort on few columns, so that a plan that was stopped early is not needlessly
//! bad in what nobody has looked at yet. It proves nothing, and how the solve ended stays as it was.

use super::integer::{self, Answer, Question};
use super::search::Search;
use super::tariff::Fixed;
use crate::engine::after::{self, MANY, NODES};
use crate::engine::{EngineError, Reporter, Sizes, Watch};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

impl Search<'_> {
    /// Betters the plan in the goals after the one in which the solve was stopped, in their order, while those up to it stay at what
    /// the plan has.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub(super) fn later(&mut self, stopped: usize) -> Result<(), EngineError> {
        let f = self.f;
        if stopped + 1 >= f.goals.len() {
            return Ok(());
        }
        let Some(best) = self.best.take() else { return Ok(()) };
        // Auxiliaries may stand above what the moves come to; what is held is what they come to.
        self.best = Some(integer::tighten(f, self.solver, &best).unwrap_or(best));
        let until = after::until(self.limits);
        let (never, sizes) = (AtomicBool::new(false), Sizes::default());
        let watch = Watch { progress: self.watch.progress, stop: &never };
        let mut fixed = Fixed { values: Vec::new(), ..self.fixed.clone() };
        for (goal, stated) in f.goals.iter().enumerate() {
            let reporter =
                Reporter::new(&watch, &stated.name, (goal + 1, f.goals.len()), stated.scale(), self.began, &sizes);
            if goal > stopped && until.is_none_or(|until| Instant::now() < until) {
                let mut columns = self.best.as_ref().map(|best| best.moves.clone()).unwrap_or_default();
                columns.extend(self.master.columns.iter().filter(|_| self.master.columns.len() <= MANY));
                let question = Question {
                    formulation: f,
                    goals: &[(goal, 1)],
                    fixed: &fixed,
                    hint: self.best.as_ref(),
                    made: &[],
                    target: None,
                    until,
                    nodes: Some(NODES),
                    gap: 0.0,
                    relied_on: false,
                    reporter: &reporter,
                };
                // A fault here costs no plan that is there.
                if let Ok(Answer::Best(plan) | Answer::Stopped { plan: Some(plan), .. }) =
                    question.ask(self.solver, columns)
                {
                    self.improve(goal, plan);
                }
            }
            let Some(value) = self.value(goal) else { return Ok(()) };
            fixed.values.push(stated.enough.map_or(value, |enough| enough.max(value)));
        }
        Ok(())
    }
}
