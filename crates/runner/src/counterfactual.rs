//! What if one thing were otherwise: a county and a policy with a change, solved again from the plan that is there.
//!
//! Every answer about a plan (why this move, what a rule costs, which other plan) is such a solve. The plan and its
//! certificate are where it starts from, so that most answers take a fraction of the time of the plan; what comes out does
//! not depend on that.

use crate::planned::Planned;
use crate::year::YearError;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Decided;
use lungang_domain::plan::{GoalValue, Move, PlanStatus, Retask, Visit};
use lungang_domain::policy::Policy;
use lungang_solver::engine::{Engine, Start, Watch};
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Formulation, Limits, Outcome, Solution, eligibility, formulate, staffing};
use std::time::Instant;

/// Solves a county again with one thing changed.
pub struct Counterfactual<'a> {
    /// The plan's moves.
    pub moves: &'a [Move],
    /// Its retasks.
    pub retasks: &'a [Retask],
    /// Its certificate.
    pub certificate: Option<&'a Certificate>,
    /// Seed of the lottery.
    pub seed: u64,
    /// The engine.
    pub engine: &'a dyn Engine,
    /// When to stop, for all answers together.
    pub until: Option<Instant>,
    /// Who looks on.
    pub watch: &'a Watch<'a>,
}

/// What a change comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The best plan under the change.
    Plan(Best),
    /// No plan keeps the rules under the change.
    Impossible,
    /// Stopped before that was known.
    Unknown,
}

/// The best plan under a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// Whether it was proved to be the best.
    pub status: PlanStatus,
    /// Values of the goals.
    pub goals: Vec<GoalValue>,
    /// The moves.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject.
    pub retasks: Vec<Retask>,
    /// Who teaches at several schools.
    pub visits: Vec<Visit>,
    /// Prices that prove it, where the engine has them.
    pub certificate: Option<Certificate>,
}

impl Best {
    /// What it decides.
    pub fn decided(&self) -> Decided<'_> {
        Decided { moves: &self.moves, retasks: &self.retasks, visits: &self.visits }
    }
}

impl<'a> Counterfactual<'a> {
    /// About a plan that was left in a folder.
    pub fn of(planned: &'a Planned, engine: &'a dyn Engine, until: Option<Instant>, watch: &'a Watch<'a>) -> Self {
        let (moves, certificate) = (&planned.moves, planned.certificate.as_ref());
        Counterfactual { moves, retasks: &planned.retasks, certificate, seed: planned.run.seed, engine, until, watch }
    }

    /// The best plan of a county under a policy.
    ///
    /// # Errors
    /// The model cannot be stated, or the solver failed.
    pub fn solve(&self, county: &County, policy: &Policy) -> Result<Answer, YearError> {
        self.solve_changed(county, policy, |_| {})
    }

    /// The best plan once the model itself is changed as well.
    ///
    /// # Errors
    /// As of [`Counterfactual::solve`].
    pub fn solve_changed(
        &self,
        county: &County,
        policy: &Policy,
        change: impl FnOnce(&mut Formulation<'_>),
    ) -> Result<Answer, YearError> {
        let solved = self.stated(county, policy, |mut model| {
            change(&mut model);
            self.solve_model(&model)
        })?;
        solved.unwrap_or(Ok(Answer::Impossible))
    }

    /// What is made of the model of a county under a policy; `None` where its schools cannot be staffed at all.
    ///
    /// # Errors
    /// The model cannot be stated.
    pub fn stated<T>(
        &self,
        county: &County,
        policy: &Policy,
        make: impl FnOnce(Formulation<'_>) -> T,
    ) -> Result<Option<T>, YearError> {
        let needs = match staffing::needs(county, policy, self.seed) {
            Ok(needs) => needs,
            Err(StaffingError::Engine(e)) => return Err(YearError::Engine(e)),
            Err(_) => return Ok(None),
        };
        let who = eligibility::verdicts(county, policy);
        let model = formulate(county, policy, &needs, &who, self.seed).map_err(YearError::Formulate)?;
        Ok(Some(make(model)))
    }

    /// The best plan of a model that is stated.
    ///
    /// # Errors
    /// The solver failed.
    pub fn solve_model(&self, model: &Formulation<'_>) -> Result<Answer, YearError> {
        let start = Start { moves: self.moves, retasks: self.retasks, certificate: self.certificate };
        let left = || Limits { time: self.until.map(|u| u.saturating_duration_since(Instant::now())), gap: 0.0 };
        let mut solved = self.engine.solve_from(model, &start, &left(), self.watch);
        let mut other = self.engine.second();
        while let (Err(error), Some(engine)) = (&solved, other.filter(|_| !self.watch.stopped())) {
            tracing::warn!(?error, "the engine failed, a second opinion is asked");
            solved = engine.solve(model, &left(), self.watch);
            other = engine.second();
        }
        Ok(match solved.map_err(YearError::Engine)? {
            Outcome::Solved(best) => {
                let Solution { status, goals, moves, retasks, visits, certificate } = best;
                Answer::Plan(Best { status, goals, moves, retasks, visits, certificate })
            }
            Outcome::Infeasible => Answer::Impossible,
            Outcome::Nothing => Answer::Unknown,
        })
    }

    /// The best plan in which it is as pins say, whatever the policy makes of pins.
    ///
    /// # Errors
    /// As of [`Counterfactual::solve`].
    pub fn pinned(&self, county: &County, policy: &Policy, pins: &[Pin]) -> Result<Answer, YearError> {
        self.solve_changed(county, policy, |model| model.ask(pins))
    }
}

/// A pin for a question.
pub fn pin(teacher: TeacherIx, kind: PinKind, school: Option<SchoolIx>, subject: Option<SubjectIx>) -> Pin {
    Pin { teacher, kind, school, subject, reason: String::new() }
}

/// The policy without its lottery: what is left to chance has no price.
pub fn without_lottery(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    policy.goals.retain(|goal| !goal.is_draw());
    policy
}
