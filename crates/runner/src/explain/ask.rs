//! A plan that is asked about: what was known when it was made, and the solves that start from it.

use super::against;
use crate::counterfactual::{Answer, Best, Counterfactual, without_lottery};
use crate::planned::Planned;
use crate::year::YearError;
use lungang_domain::audit::{AuditReport, GoalAudit};
use lungang_domain::county::{County, Pin};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::explanation::{Answered, Changed, Comes, Explanation, Shift};
use lungang_domain::goal::{Measure, Sense};
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{GoalValue, Move, PlanStatus, Standing};
use lungang_domain::policy::Policy;
use lungang_solver::engine::{Engine, Start, Watch};
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Formulation, eligibility, formulate, staffing};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// A plan that is asked about.
pub struct Ask<'a> {
    /// The plan.
    pub planned: &'a Planned,
    /// Its county.
    pub county: &'a County,
    /// Its policy without the lottery.
    pub policy: Policy,
    /// Needs.
    pub needs: Needs,
    /// Verdicts.
    pub who: Eligibility,
    /// Its goals without the lottery.
    pub goals: Vec<GoalValue>,
    /// The solves.
    pub solve: Counterfactual<'a>,
}

impl<'a> Ask<'a> {
    /// Computes again what the plan rests on.
    ///
    /// # Errors
    /// The solver failed.
    pub fn new(
        planned: &'a Planned,
        engine: &'a dyn Engine,
        until: Option<Instant>,
        watch: &'a Watch<'a>,
    ) -> Result<Self, YearError> {
        let policy = without_lottery(&planned.policy);
        let needs = match staffing::needs(&planned.county, &policy, planned.run.seed) {
            Ok(needs) => needs,
            Err(StaffingError::Engine(error)) => return Err(YearError::Engine(error)),
            // A plan was made, so there were needs.
            Err(StaffingError::TooFewAuthorised { .. }) => Needs::default(),
        };
        let who = eligibility::verdicts(&planned.county, &policy);
        let maximised = |name: &str| {
            let own = policy.goals.iter().find(|g| g.name == name);
            own.is_some_and(|g| g.sense == Sense::Max && g.measure() == Some(Measure::Scores))
        };
        let stated = planned.document.summary.goals.iter().filter(|g| !planned.policy.draws(&g.name));
        let goals = stated.map(|g| GoalValue {
            name: g.name.clone(),
            value: g.value,
            bound: g.bound,
            maximised: maximised(&g.name),
        });
        let goals = goals.collect();
        let solve = Counterfactual::of(planned, engine, until, watch);
        Ok(Ask { planned, county: &planned.county, policy, needs, who, goals, solve })
    }

    /// The answer with what it is measured against, and what the audit of the plan proves.
    pub fn finish(self, answer: Answered, audit: &AuditReport) -> Explanation {
        Explanation {
            proved: self.certified(audit),
            lottery: self.policy.goals.len() < self.planned.policy.goals.len(),
            goals: self.goals,
            answer,
        }
    }

    /// Whether the certificate, recomputed, proves every goal that is asked about.
    fn certified(&self, audit: &AuditReport) -> bool {
        // Of what nobody could measure nothing is said, and nothing of it is left to prove.
        let settled = |g: &GoalAudit| g.standing == Standing::Certified || !g.measured();
        self.goals.iter().all(|goal| audit.goals.iter().any(|g| g.name == goal.name && settled(g)))
    }

    /// The model of the plan, the lottery left out.
    ///
    /// # Errors
    /// The model cannot be stated.
    pub fn model(&self) -> Result<Formulation<'_>, YearError> {
        let model = formulate(self.county, &self.policy, &self.needs, &self.who, self.planned.run.seed);
        model.map_err(YearError::Formulate)
    }

    /// Where solves start from.
    pub fn start(&self) -> Start<'_> {
        Start { moves: self.solve.moves, retasks: self.solve.retasks, certificate: self.solve.certificate }
    }

    /// The plan's goals in the objectives of a model.
    pub fn objectives(&self, model: &Formulation<'_>) -> Vec<i64> {
        let value = |name: &str| self.goals.iter().find(|g| g.name == name).map(|g| g.value);
        // Objective = (value − constant) · sign.
        let stated = model.goals.iter().map_while(|g| {
            let (constant, sign) = g.scale();
            value(&g.name).map(|value| value.saturating_sub(constant).saturating_mul(sign))
        });
        stated.collect()
    }

    /// Goals of the plan beside those of another.
    pub fn shifts(&self, best: &Best) -> Vec<Shift> {
        let of = |g: &GoalValue| {
            let other = best.goals.iter().find(|b| b.name == g.name)?;
            Some(Shift { name: g.name.clone(), maximised: g.maximised, before: g.value, after: other.value })
        };
        self.goals.iter().filter_map(of).collect()
    }

    /// The best plan with pins, and for whom it decides otherwise than the plan, one teacher left out.
    ///
    /// # Errors
    /// The solver failed.
    pub fn pinned_with_others(&self, pins: &[Pin], but: TeacherIx) -> Result<(Comes, Vec<Changed>), YearError> {
        // What is left to the lottery has no cost; of the plans that are equally good one is shown.
        let answer = self.solve.pinned(self.county, &self.policy, pins)?;
        let others = match &answer {
            Answer::Plan(best) => self.changes(&best.moves, but),
            Answer::Impossible | Answer::Unknown => Vec::new(),
        };
        Ok((self.comes(&answer, true, |model| model.ask(pins))?, others))
    }

    /// For whom another plan decides otherwise, one teacher left out.
    fn changes(&self, moves: &[Move], but: TeacherIx) -> Vec<Changed> {
        let by = |moves: &[Move]| moves.iter().map(|m| (m.teacher, *m)).collect::<BTreeMap<TeacherIx, Move>>();
        let (before, after) = (by(&self.planned.moves), by(moves));
        let all: BTreeSet<TeacherIx> = before.keys().chain(after.keys()).copied().filter(|t| *t != but).collect();
        let of = |teacher: TeacherIx| Changed {
            teacher,
            before: before.get(&teacher).copied(),
            after: after.get(&teacher).copied(),
        };
        all.into_iter().map(of).filter(|c| c.before != c.after).collect()
    }

    /// The best plan with a change of the model; where there is none, and `why` is asked, what stands in the way.
    ///
    /// # Errors
    /// The solver failed.
    pub fn changed(&self, why: bool, change: impl Fn(&mut Formulation<'_>)) -> Result<Comes, YearError> {
        let answer = self.solve.solve_changed(self.county, &self.policy, &change)?;
        self.comes(&answer, why, change)
    }

    /// What an answer comes to.
    ///
    /// # Errors
    /// The solver failed.
    pub fn comes(&self, answer: &Answer, why: bool, change: impl Fn(&mut Formulation<'_>)) -> Result<Comes, YearError> {
        Ok(match answer {
            Answer::Plan(best) => {
                Comes::Possible { proved: best.status == PlanStatus::Optimal, goals: self.shifts(best) }
            }
            Answer::Impossible if why => against::against(self, change)?,
            Answer::Impossible => Comes::Impossible { because: Vec::new(), proved: false },
            Answer::Unknown => Comes::Unknown,
        })
    }
}
