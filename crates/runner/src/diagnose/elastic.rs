//! The elastic model: every hard rule may give way at every place, by a slack of its own. A place that is held fast has no
//! slack; one that is let go has as much as it wants.

use super::instance;
use crate::rows::Standings;
use crate::why::unpublished;
use crate::year::YearError;
use lungang_domain::audit::Unit;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Asks, Instance};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Decided;
use lungang_domain::needs::Needs;
use lungang_domain::number::ceil_div;
use lungang_domain::plan::{Move, PlanStatus};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::{Asked, Counted, Row};
use lungang_solver::engine::Watch;
use lungang_solver::goals::Stated;
use lungang_solver::model::program::Bounds;
use lungang_solver::model::rows::{Measured, RowName};
use lungang_solver::{Engine, Formulation, Limits, Outcome, Solution, formulate};
use std::time::Instant;

/// Who solves, and when to stop.
#[derive(Clone, Copy)]
pub(super) struct Means<'a> {
    /// The engine.
    pub engine: &'a dyn Engine,
    /// Seed of the lottery, which decides how posts within a total are allocated.
    pub seed: u64,
    /// When to stop at the latest.
    pub until: Option<Instant>,
    /// Who looks on.
    pub watch: &'a Watch<'a>,
}

/// A hard rule at one place, with its slack.
pub(super) struct Slack {
    /// The rule at its place.
    pub instance: Instance,
    /// What its card says of such rows.
    pub row: &'static Row,
    /// Whether it is law.
    pub law: bool,
    /// Price of a unit, in thousandths.
    pub price: i64,
    /// Position among the auxiliaries.
    auxiliary: usize,
    /// Rows that it opens, with what a unit adds.
    rows: Vec<(u32, i64)>,
    /// As much as it can want.
    most: i64,
}

/// What a solve came to.
pub(super) enum Answer {
    /// Moves, and by how much each slack is used.
    Holds {
        /// The moves.
        moves: Vec<Move>,
        /// Units by slack.
        breaches: Vec<i64>,
        /// Whether no moves are cheaper, but for the gap.
        cheapest: bool,
    },
    /// There are no such moves.
    Fails,
    /// A limit was reached before it was known.
    Unknown,
}

/// The model with its slacks.
pub(super) struct Elastic<'a> {
    /// The model of the softened policy.
    pub formulation: Formulation<'a>,
    /// Every hard rule at every place.
    pub slacks: Vec<Slack>,
    spare: Vec<Stated>,
    means: Means<'a>,
}

impl<'a> Elastic<'a> {
    /// States it; `soft` is `policy` with every hard rule softened.
    ///
    /// # Errors
    /// The model cannot be stated.
    pub fn new(
        county: &'a County,
        policy: &Policy,
        soft: &'a Policy,
        needs: &'a Needs,
        who: &'a Eligibility,
        means: Means<'a>,
    ) -> Result<Elastic<'a>, YearError> {
        let mut formulation = formulate(county, soft, needs, who, means.seed).map_err(YearError::Formulate)?;
        let switches = policy.rules.switches();
        let (standings, mut slacks) = (Standings::new(&formulation.world), Vec::new());
        for (i, auxiliary) in formulation.auxiliaries.iter().enumerate() {
            let Measured::Breach(rule, _) = auxiliary.what else { continue };
            // A rule that was soft from the start does not stand in the way.
            let Some(switch) = switches.get(&rule).filter(|s| s.mode == Mode::Hard) else { continue };
            let rows = formulation.auxiliary_entries[i].clone();
            let Some((instance, row)) = instance::of(&formulation, &standings, rule, &rows) else { continue };
            // A price is for a unit; of money for a thousand.
            let thousandths = match rule.card().unit {
                Unit::Yuan => 1,
                Unit::People | Unit::Posts | Unit::Periods | Unit::Instances => 1000,
            };
            let price = i64::from(policy.repairs.price(rule)) * thousandths;
            slacks.push(Slack { instance, row, law: switch.law, price, auxiliary: i, rows, most: auxiliary.bounds.hi });
        }
        let mut spare = std::mem::take(&mut formulation.goals);
        unpublished(&mut spare);
        Ok(Elastic { formulation, slacks, spare, means })
    }

    /// From now on until then; `None` is without a limit.
    pub fn until(&mut self, until: Option<Instant>) {
        self.means.until = until;
    }

    /// Whether a limit was reached.
    pub fn stopped(&self) -> bool {
        self.means.watch.stopped() || self.means.until.is_some_and(|until| Instant::now() >= until)
    }

    /// Solves with at most so many units of each slack; of the costs, the first list is made least first, each to the gap.
    ///
    /// # Errors
    /// The solver failed.
    pub fn solve(&mut self, most: impl Fn(usize) -> i64, costs: &[Vec<i64>], gap: f64) -> Result<Answer, YearError> {
        if self.stopped() {
            return Ok(Answer::Unknown);
        }
        for (i, slack) in self.slacks.iter().enumerate() {
            self.formulation.auxiliaries[slack.auxiliary].bounds = Bounds { lo: 0, hi: most(i).clamp(0, slack.most) };
        }
        let levels = costs.len().max(1).min(self.spare.len());
        self.formulation.goals = self.spare.drain(..levels).collect();
        for (level, goal) in self.formulation.goals.iter_mut().enumerate() {
            let priced = self.slacks.iter().zip(costs.get(level).into_iter().flatten());
            goal.auxiliaries =
                priced.filter(|(_, cost)| **cost != 0).map(|(s, cost)| (s.auxiliary as u32, *cost)).collect();
            goal.auxiliaries.sort_unstable();
        }
        let time = self.means.until.map(|until| until.saturating_duration_since(Instant::now()));
        let limits = Limits { time, gap };
        let outcome = self.means.engine.solve(&self.formulation, &limits, self.means.watch);
        self.spare.append(&mut self.formulation.goals);
        Ok(match outcome.map_err(YearError::Engine)? {
            Outcome::Infeasible => Answer::Fails,
            Outcome::Nothing => Answer::Unknown,
            Outcome::Solved(solution) => {
                let breaches = self.breaches(&solution);
                Answer::Holds { breaches, cheapest: solution.status != PlanStatus::Stopped, moves: solution.moves }
            }
        })
    }

    /// By how much each slack must give way for what was decided.
    fn breaches(&self, solution: &Solution) -> Vec<i64> {
        let formulation = &self.formulation;
        let mut activity = formulation.activity(&solution.moves, &solution.retasks);
        // Heads that come and go at a school cost what the moves make of them.
        for (auxiliary, own) in formulation.auxiliaries.iter().zip(&formulation.auxiliary_entries) {
            if let (Measured::Head { by, .. }, [(count, _), (limit, cost)]) = (auxiliary.what, own.as_slice()) {
                let by_moves = activity[*count as usize] * by.signum();
                activity[*limit as usize] += if by_moves >= by.abs() { *cost } else { 0 };
            }
        }
        // What stays short counts in every row that holds it but the one that defines it, which comes first.
        let world = &formulation.world;
        let decided = Decided { moves: &solution.moves, retasks: &solution.retasks, visits: &solution.visits };
        let after = world.needs.after(world.county, world.policy, decided);
        for (auxiliary, own) in formulation.auxiliaries.iter().zip(&formulation.auxiliary_entries) {
            if let Measured::Short(post) = auxiliary.what {
                let short = i64::from(after[post as usize].short(world.post(post)));
                own.iter().skip(1).for_each(|(row, coefficient)| activity[*row as usize] += coefficient * short);
            }
        }
        let taught: i64 = solution.visits.iter().map(|v| i64::from(v.periods)).sum();
        let counts = |n: &RowName| n.rule.and_then(|rule| rule.row(n.sentence)?.counts);
        if let Some(row) = formulation.row_names.iter().position(|n| counts(n) == Some(Counted::Periods)) {
            activity[row] += taught;
        }
        let rules = &formulation.world.policy.rules;
        let needed = |slack: &Slack| {
            let team = match (slack.instance.asks, (slack.row.asks)(rules)) {
                (Asks::Number(least), Asked::Team) => least,
                _ => 0,
            };
            let each = slack.rows.iter().map(|(row, unit)| {
                let (range, mut done) = (formulation.rows[*row as usize], activity[*row as usize]);
                // A school that receives has its switch on.
                done -= if done > 0 { team } else { 0 };
                let lacks = if *unit > 0 { range.lo.map(|lo| lo - done) } else { range.hi.map(|hi| done - hi) };
                ceil_div(i128::from(lacks.unwrap_or(0).max(0)), i128::from(unit.abs().max(1)))
            });
            each.max().unwrap_or(0)
        };
        self.slacks.iter().map(needed).collect()
    }
}
