//! The loop over goals: relaxation by column generation, integer step, widening, fixing.

use super::branch::{self, Branch};
use super::certify;
use super::integer::{self, Incumbent};
use super::master::Master;
use super::pricing::{Pricing, Proof};
use super::relax::Relaxed;
use super::step::GoalEnd;
use super::tariff::{Aim, Fixed, Tariff};
use super::warm::Warm;
use super::{Fast, Widening};
use crate::engine::{EngineError, Limits, Outcome, Reporter, Sizes, Solution, Watch};
use crate::itinerant;
use crate::model::candidates::Made;
use crate::model::formulation::Formulation;
use crate::solvers::Solver;
use lungang_domain::plan::{GoalValue, PlanStatus};
use std::time::Instant;

/// The search for the best plan of one formulation.
pub struct Search<'f> {
    pub(super) f: &'f Formulation<'f>,
    pub(super) solver: &'f dyn Solver,
    pub(super) limits: &'f Limits,
    pub(super) watch: &'f Watch<'f>,
    pub(super) until: Option<Instant>,
    pub(super) began: Instant,
    pub(super) sizes: &'f Sizes,
    pub(super) master: Master<'f>,
    pub(super) widening: Widening,
    pub(super) proofs: Vec<Proof>,
    /// What the goals so far have settled.
    pub(super) fixed: Fixed,
    /// In which branches plans are that keep the goals so far.
    pub(super) leaves: Vec<Branch>,
    /// Proved bounds of the goals so far.
    pub(super) bounds: Vec<Option<i64>>,
    pub(super) best: Option<Incumbent>,
    /// What was known before.
    pub(super) warm: Warm,
    /// Whether the earlier plan has been repaired.
    pub(super) repaired: bool,
    pub(super) status: PlanStatus,
}

/// By how much prices are multiplied that are to prove that rows cannot hold.
const SHARPER: f64 = 65_536.0;

/// What a step came to.
enum Step {
    Done,
    Stopped,
    Infeasible,
}

impl<'f> Search<'f> {
    /// Begins.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn new(
        f: &'f Formulation<'f>,
        engine: Fast,
        solver: &'f dyn Solver,
        limits: &'f Limits,
        watch: &'f Watch<'f>,
        sizes: &'f Sizes,
    ) -> Result<Self, EngineError> {
        let began = Instant::now();
        Ok(Search {
            f,
            solver,
            limits,
            watch,
            until: limits.time.and_then(|t| began.checked_add(t)),
            began,
            sizes,
            master: Master::new(f, engine.settings)?,
            widening: engine.widening,
            proofs: Vec::new(),
            fixed: Fixed::nothing(f),
            leaves: vec![Branch::default()],
            bounds: Vec::new(),
            best: None,
            warm: Warm::default(),
            repaired: false,
            status: PlanStatus::Optimal,
        })
    }

    /// Brings one goal after another to its optimum.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub fn solve(mut self, warm: Warm) -> Result<Outcome, EngineError> {
        self.warm = warm;
        self.adopt()?;
        let first = tracing::info_span!("feasible").entered();
        let feasible = self.feasible()?;
        drop(first);
        match feasible {
            Step::Done => {}
            Step::Infeasible => return Ok(Outcome::Infeasible),
            Step::Stopped => {
                self.status = PlanStatus::Stopped;
                self.last_resort(0)?;
                self.later(0)?;
                return self.finish();
            }
        }
        // A policy without goals: nothing to minimise, but a plan all the same.
        for goal in 0..self.f.goals.len().max(1) {
            let name = self.f.goals.get(goal).map_or("", |g| g.name.as_str());
            let _stage = tracing::info_span!("goal", name).entered();
            match self.goal(goal)? {
                Step::Done => {}
                Step::Infeasible => return Ok(Outcome::Infeasible),
                Step::Stopped => {
                    self.status = PlanStatus::Stopped;
                    self.later(goal)?;
                    break;
                }
            }
        }
        self.finish()
    }

    pub(super) fn stopped(&self) -> bool {
        self.watch.stopped() || self.until.is_some_and(|u| Instant::now() >= u)
    }

    pub(super) fn pricing(&self) -> Pricing<'_> {
        Pricing {
            formulation: self.f,
            proofs: &self.proofs,
            watch: self.watch,
            until: self.until,
            priced: &self.sizes.priced,
        }
    }

    /// Columns with which the rows can hold, or the proof that they cannot.
    fn feasible(&mut self) -> Result<Step, EngineError> {
        if self.best.is_some() {
            return Ok(Step::Done);
        }
        self.begin()?;
        if self.master.slack.is_empty() {
            return Ok(Step::Done);
        }
        self.master.aim(Aim::Feasible)?;
        let name = self.f.goals.first().map_or("", |g| g.name.as_str());
        let reporter = Reporter::new(self.watch, name, (1, self.f.goals.len()), (0, 1), self.began, self.sizes);
        Ok(match self.relax(Aim::Feasible, None, 0.0, &Branch::default(), &reporter)? {
            Relaxed::Optimum(_, tariff) if tariff.bound > 0 => Step::Infeasible,
            Relaxed::Optimum(point, _) if point.value > 1e-9 && self.cannot_hold(&point.prices) => Step::Infeasible,
            Relaxed::Optimum(..) => Step::Done,
            Relaxed::Stopped(_) => Step::Stopped,
        })
    }

    /// Whether prices of what the rows lack prove that they cannot hold, once the rounding no longer hides it: rows with
    /// large coefficients lack little. Such prices may be multiplied by anything.
    fn cannot_hold(&self, prices: &[f64]) -> bool {
        let prices: Vec<f64> = prices.iter().map(|price| price * SHARPER).collect();
        // Without the columns of what is lacking: these rows are to hold as they are.
        let whole = Branch::default();
        let mut tariff = Tariff::new(self.f, Aim::Goals(&[]), (&prices, &[]), (&self.fixed, &whole), &[]);
        self.pricing().settle(&mut tariff, &whole).is_some() && tariff.bound > 0
    }

    /// One goal: its relaxation, then plans on few columns, until the two meet.
    fn goal(&mut self, goal: usize) -> Result<Step, EngineError> {
        let f = self.f;
        let stated = f.goals.get(goal);
        let (name, scale) = stated.map_or(("", (0, 1)), |g| (g.name.as_str(), g.scale()));
        let reporter = Reporter::new(self.watch, name, (goal + 1, f.goals.len()), scale, self.began, self.sizes);
        reporter.report(self.value(goal), None);
        match self.minimise(goal, &reporter)? {
            GoalEnd::Infeasible => Ok(Step::Infeasible),
            GoalEnd::Solved(prices, bound) => {
                let Some(value) = self.value(goal) else { return Ok(Step::Infeasible) };
                // What is held may be more than what the plan at hand comes to.
                let enough = stated.and_then(|g| g.enough);
                if enough.is_some_and(|enough| value > enough) {
                    return Ok(Step::Infeasible);
                }
                let (bound, value) = enough.map_or((bound, value), |enough| (bound.min(enough), enough));
                self.bounds.push(Some(bound));
                self.fixed.values.push(value);
                let proof = Proof::of(prices, value);
                proof.narrow(f, &mut self.fixed.auxiliaries);
                let whole = &proof.prices.whole;
                whole.narrow(f, &Branch::default(), proof.room(whole), &mut self.fixed);
                self.keep(&proof, value);
                if let Some(best) = &self.best {
                    self.master.add(best.moves.iter().copied())?;
                }
                if goal + 1 < f.goals.len() {
                    self.master.purge(&proof, &self.fixed)?;
                    self.master.hold(value)?;
                }
                self.proofs.push(proof);
                let draw = stated.is_some_and(|g| g.draw);
                if enough.is_none() && !draw && bound < value && self.status == PlanStatus::Optimal {
                    self.status = PlanStatus::Gap;
                }
                Ok(Step::Done)
            }
            GoalEnd::Stopped(prices, bound) => {
                if self.best.is_none() {
                    self.last_resort(goal)?;
                }
                self.bounds.push(bound);
                if let (Some(prices), Some(value)) = (prices, self.value(goal)) {
                    self.fixed.values.push(value);
                    self.proofs.push(Proof::of(prices, value));
                }
                Ok(Step::Stopped)
            }
        }
    }

    /// Carries on the branches in which the goal is no worse than its value; all plans where they are many.
    fn keep(&mut self, proof: &Proof, value: i64) {
        let branches = &proof.prices.branches;
        if branches.is_empty() {
            return;
        }
        self.leaves = branch::carried(branches, value);
        if let [only] = &self.leaves[..]
            && let Some((_, tariff)) = branches.iter().find(|(branch, _)| branch == only)
        {
            tariff.narrow(self.f, only, proof.room(tariff), &mut self.fixed);
        }
    }

    pub(super) fn wrong(&self) -> EngineError {
        EngineError::WrongAnswer { solver: self.solver.name().0.to_owned() }
    }

    pub(super) fn value(&self, goal: usize) -> Option<i64> {
        let best = self.best.as_ref()?;
        Some(if goal < self.f.goals.len() { best.value(self.f, goal) } else { 0 })
    }

    /// The plan with what is proved of it.
    fn finish(self) -> Result<Outcome, EngineError> {
        let f = self.f;
        let Some(best) = &self.best else { return Ok(Outcome::Nothing) };
        let best = match self.status {
            PlanStatus::Optimal if f.goals.iter().all(|g| g.enough.is_none()) => best.clone(),
            // A plan that was found is not given up because its auxiliaries could not be lowered.
            _ => integer::tighten(f, self.solver, best).unwrap_or_else(|_| best.clone()),
        };
        let goals: Vec<GoalValue> = f
            .goals
            .iter()
            .enumerate()
            .map(|(i, goal)| {
                let value = |objective: i64| goal.value(objective);
                GoalValue {
                    name: goal.name.clone(),
                    value: value(best.value(f, i)),
                    bound: self.bounds.get(i).copied().flatten().map(value),
                    maximised: goal.maximised,
                }
            })
            .collect();
        let made: Made = best.moves.iter().map(|m| m.candidate).collect();
        let visits = itinerant::visits(&f.world, &made, &f.auxiliaries, &best.auxiliaries);
        let certificate = Some(certify::certificate(f, &self.proofs, &goals));
        let Made { moves, retasks } = made;
        Ok(Outcome::Solved(Solution { status: self.status, moves, retasks, visits, goals, certificate }))
    }
}
