//! What every rule costs the goals: one number otherwise, and the county solved again, exactly. FORMULATION §13.
//!
//! A limit that no price of the certificate leans on, where the certificate proves every goal, needs no solve: the same
//! prices prove the same values for any other limit.

mod ask;
mod desk;
mod levers;
mod lp;
mod place;

pub(crate) use desk::Desk;
pub use desk::about;
pub use levers::{BUDGET_STEP, priced};

use crate::counterfactual::{Answer, Counterfactual, without_lottery};
use crate::planned::Planned;
use crate::workers::{Answered, Pool, Question};
use crate::year::YearError;
use ask::{Asked, Asker};
use lp::Prices;
use lungang_domain::county::County;
use lungang_domain::plan::{Move, PlanStatus};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::price::{Lever, Price, PriceTable};
use lungang_domain::rule::RuleName;
use lungang_solver::Formulation;
use lungang_solver::engine::{Engine, Watch};
use std::time::Instant;

/// What asking for prices came to.
#[derive(Debug)]
pub enum Priced {
    /// The prices.
    Table(PriceTable),
    /// Stopped before the plan's own optimum was known again.
    Nothing,
}

/// How prices are asked for.
pub struct Asking<'a> {
    /// Only this rule.
    pub only: Option<RuleName>,
    /// The engine.
    pub engine: &'a dyn Engine,
    /// When to stop.
    pub until: Option<Instant>,
    /// Who looks on at each solve.
    pub watch: &'a Watch<'a>,
    /// Told how many questions are done, of how many.
    pub step: &'a dyn Fn(usize, usize),
    /// Workers that share the questions, with the plan as they open it; absent: this process asks them all.
    pub workers: Option<(&'a Pool, Question)>,
}

/// The plan that is asked about.
pub struct Basis<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// Its moves and its certificate.
    pub what_if: Counterfactual<'a>,
    /// How it was solved.
    pub status: PlanStatus,
    /// What an audit says that the certificate proves: the bound of every goal.
    pub certified: Vec<(String, Option<i64>)>,
}

impl<'a> Basis<'a> {
    /// Of a plan that was left in a folder; audits it.
    pub fn of(planned: &'a Planned, asking: &Asking<'a>) -> Basis<'a> {
        let certified = planned.audited().goals.into_iter().map(|g| (g.name, g.certified_bound));
        Basis {
            county: &planned.county,
            policy: &planned.policy,
            what_if: Counterfactual::of(planned, asking.engine, asking.until, asking.watch),
            status: planned.document.summary.status,
            certified: certified.collect(),
        }
    }
}

/// Whether a rule has anything to price under a policy and in a county.
pub fn has_price(county: &County, policy: &Policy, rule: RuleName) -> bool {
    policy.rules.mode(rule) != Mode::Off && priced().any(|r| r == rule) && (rule.card().bites)(county)
}

/// The prices of a plan. They do not depend on who asks the questions.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn price(basis: &Basis<'_>, asking: &Asking<'_>) -> Result<Priced, YearError> {
    let policy = &without_lottery(basis.policy);
    let what_if = &basis.what_if;
    // There was a plan, so there is an allocation.
    let priced = what_if.stated(basis.county, policy, |model| of_model(basis, asking, policy, model))?;
    priced.unwrap_or(Ok(Priced::Nothing))
}

fn of_model(
    basis: &Basis<'_>,
    asking: &Asking<'_>,
    policy: &Policy,
    mut model: Formulation<'_>,
) -> Result<Priced, YearError> {
    let Basis { county, what_if, .. } = basis;
    let Answer::Plan(best) = what_if.solve_model(&model)? else { return Ok(Priced::Nothing) };
    if best.status != PlanStatus::Optimal {
        return Ok(Priced::Nothing);
    }
    let prices = Prices::new(&model, &best.goals, what_if.certificate, &basis.certified);
    let all = ask::all(county, policy, &model, asking.only);
    let settled = |one: &Asked| match one {
        Asked::Of(..) => false,
        Asked::At(at) => {
            prices.whole && prices.free(at.row) && model.made_from(at.row).is_none_or(|row| prices.free(row))
        }
    };
    let due: Vec<bool> = all.iter().map(|one| !settled(one)).collect();
    let mut answers: Vec<Option<Answered>> = due.iter().map(|due| (!due).then(Answered::same)).collect();
    let (total, mut done) = (all.len(), due.iter().filter(|due| !**due).count());
    (asking.step)(done, total);
    if let Some((pool, ticket)) = &asking.workers {
        // Who is not answered there is asked here.
        desk::share(pool, ticket, asking, &mut answers, |more| (asking.step)(done + more, total));
        done = answers.iter().filter(|a| a.is_some()).count();
    }
    let asker = Asker { what_if, county, policy, whole: basis.policy };
    for (one, answer) in all.iter().zip(&mut answers).filter(|(_, answer)| answer.is_none()) {
        let stopped = asking.watch.stopped() || asking.until.is_some_and(|u| Instant::now() >= u);
        *answer = Some(if stopped { Answered::unknown() } else { asker.ask(one, &mut model)? });
        done += 1;
        (asking.step)(done, total);
    }
    let estimate = Estimate { what_if, county, policy, model: &model, prices: &prices, moves: &best.moves };
    let activity = model.activity(&best.moves, &best.retasks);
    let answered = all.into_iter().zip(answers.into_iter().map(Option::unwrap_or_default));
    let mut list = Vec::with_capacity(total);
    for (one, answer) in answered {
        list.push(match one {
            Asked::Of(rule, lever) => {
                let (lever, lp) = estimate.of_policy(rule, lever, &answer)?;
                Price { rule, lever, binds: true, lp, changed: answer.changed }
            }
            Asked::At(at) => {
                let range = model.rows[at.row];
                let slack = match (range.lo, range.hi) {
                    (Some(lo), _) => activity[at.row] - lo,
                    (None, Some(hi)) => hi - activity[at.row],
                    (None, None) => i64::MAX,
                };
                let lp = prices.eased(&model, at.row, at.by);
                let (lever, binds) = (Lever::Limit(at.limit), slack < at.by);
                Price { rule: at.rule, lever, binds, lp, changed: answer.changed }
            }
        });
    }
    let mut table = PriceTable { status: basis.status, goals: best.goals, prices: list };
    table.rank();
    Ok(Priced::Table(table))
}

/// What the certificate's prices say of a change of the policy.
struct Estimate<'a> {
    what_if: &'a Counterfactual<'a>,
    county: &'a County,
    policy: &'a Policy,
    model: &'a Formulation<'a>,
    prices: &'a Prices,
    moves: &'a [Move],
}

impl Estimate<'_> {
    /// The lever with the place that the answer found, and the estimate; none of what was not solved.
    fn of_policy(
        &self,
        rule: RuleName,
        lever: Lever,
        answer: &Answered,
    ) -> Result<(Lever, Option<Vec<f64>>), YearError> {
        Ok(match lever {
            Lever::Recruit { subject, .. } => {
                let at = answer.at;
                let lp = at.and_then(|(school, part)| self.prices.recruited(self.model, (school, part, subject)));
                (Lever::Recruit { subject, at }, lp)
            }
            Lever::Share { from, to } if answer.asked => {
                let policy = levers::pull(self.policy, rule, &lever);
                let of =
                    |after: Formulation<'_>| self.prices.shared((rule, from, to), (self.model, &after), self.moves);
                (lever, self.what_if.stated(self.county, &policy, of)?.flatten())
            }
            lever => (lever, None),
        })
    }
}
