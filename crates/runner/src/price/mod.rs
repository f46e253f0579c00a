//! What every rule costs the goals: one number otherwise, and the county solved again, exactly. FORMULATION §13.
//!
//! A limit that no price of the certificate leans on, where the certificate proves every goal, needs no solve: the same
//! prices prove the same values for any other limit.

mod levers;
mod lp;
mod place;

pub use levers::{BUDGET_STEP, priced};

use crate::counterfactual::{Answer, Counterfactual, without_lottery};
use crate::planned::Planned;
use crate::year::YearError;
use lp::Prices;
use lungang_domain::county::County;
use lungang_domain::plan::{Move, PlanStatus};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::price::{Changed, Lever, Price, PriceTable};
use lungang_domain::rule::RuleName;
use lungang_solver::engine::{Engine, Watch};
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Formulation, eligibility, formulate, staffing};
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

/// The prices of a plan.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn price(basis: &Basis<'_>, asking: &Asking<'_>) -> Result<Priced, YearError> {
    let policy = &without_lottery(basis.policy);
    let Basis { county, what_if, .. } = basis;
    let needs = match staffing::needs(county, policy, what_if.seed) {
        Ok(needs) => needs,
        Err(StaffingError::Engine(e)) => return Err(YearError::Engine(e)),
        // There was a plan, so there is an allocation.
        Err(_) => return Ok(Priced::Nothing),
    };
    let who = eligibility::verdicts(county, policy);
    let mut model = formulate(county, policy, &needs, &who, what_if.seed).map_err(YearError::Formulate)?;
    let Answer::Plan(best) = what_if.solve_model(&model)? else { return Ok(Priced::Nothing) };
    if best.status != PlanStatus::Optimal {
        return Ok(Priced::Nothing);
    }
    let prices = Prices::new(&model, &best.goals, what_if.certificate, &basis.certified);
    let mut table = PriceTable { status: basis.status, goals: best.goals, prices: Vec::new() };

    let of_policy = levers::of_policy(policy, asking.only).into_iter().filter(|(r, _)| (r.card().bites)(county));
    let (of_policy, limits) = (of_policy.collect::<Vec<_>>(), levers::of_model(&model, asking.only));
    let total = of_policy.len() + limits.len();
    let mut asked = 0;
    let mut next = || {
        (asking.step)(asked, total);
        asked += 1;
        asking.watch.stopped() || asking.until.is_some_and(|u| Instant::now() >= u)
    };
    for (rule, lever) in of_policy {
        let stopped = next();
        let question = Question {
            what_if,
            county,
            policy,
            whole: basis.policy,
            model: &model,
            prices: &prices,
            moves: &best.moves,
        };
        table.prices.push(question.of_policy(rule, lever, stopped)?);
    }
    let activity = model.activity(&best.moves, &best.retasks);
    for at in limits {
        let stopped = next();
        let range = model.rows[at.row];
        let slack = match (range.lo, range.hi) {
            (Some(lo), _) => activity[at.row] - lo,
            (None, Some(hi)) => hi - activity[at.row],
            (None, None) => i64::MAX,
        };
        let binds = slack < at.by;
        let lp = prices.eased(&model, at.row, at.by);
        let changed =
            if prices.whole && prices.free(at.row) && model.made_from(at.row).is_none_or(|row| prices.free(row)) {
                Changed::Same
            } else if stopped {
                Changed::Unknown
            } else {
                let eased = model.ease(at.row, at.by);
                let answer = what_if.solve_model(&model)?;
                model.restore(eased);
                changed(answer)
            };
        table.prices.push(Price { rule: at.rule, lever: Lever::Limit(at.limit), binds, lp, changed });
    }
    table.rank();
    Ok(Priced::Table(table))
}

/// One question to a policy.
struct Question<'a> {
    what_if: &'a Counterfactual<'a>,
    county: &'a County,
    policy: &'a Policy,
    /// With its lottery.
    whole: &'a Policy,
    model: &'a Formulation<'a>,
    prices: &'a Prices,
    moves: &'a [Move],
}

impl Question<'_> {
    fn of_policy(&self, rule: RuleName, lever: Lever, stopped: bool) -> Result<Price, YearError> {
        let mut price = Price { rule, lever, binds: true, lp: None, changed: Changed::Unknown };
        if stopped {
            return Ok(price);
        }
        if let Lever::Recruit { subject, at } = &mut price.lever {
            let (what_if, subject) = (self.what_if, *subject);
            // With the lottery there is one best plan, so that the place does not depend on how it was found.
            let mut answer = what_if.solve_changed(self.county, self.whole, |model| model.recruit(subject))?;
            if let Answer::Plan(best) = &mut answer {
                best.goals.retain(|goal| self.model.goals.iter().any(|g| g.name == goal.name));
                *at = place::best(self.model, best.decided(), subject);
                price.lp = at.and_then(|(school, part)| self.prices.recruited(self.model, (school, part, subject)));
            }
            price.changed = changed(answer);
            return Ok(price);
        }
        let policy = levers::pull(self.policy, rule, &price.lever);
        let mut lp = None;
        let answer = self.what_if.solve_changed(self.county, &policy, |after| {
            if let Lever::Share { from, to } = &price.lever {
                lp = self.prices.shared((rule, *from, *to), (self.model, after), self.moves);
            }
        })?;
        (price.lp, price.changed) = (lp, changed(answer));
        // A soft rule that is off has no goal of its breach: it counts as reached.
        if price.lever == Lever::Off
            && let Changed::To(values) = &mut price.changed
            && let Some(at) = self.model.goals.iter().position(|g| g.name == format!("breach:{rule}"))
        {
            values.insert(at.min(values.len()), 0);
        }
        Ok(price)
    }
}

fn changed(answer: Answer) -> Changed {
    match answer {
        Answer::Plan(best) if best.status == PlanStatus::Optimal => {
            Changed::To(best.goals.iter().map(|g| g.value).collect())
        }
        Answer::Impossible => Changed::Impossible,
        Answer::Plan(_) | Answer::Unknown => Changed::Unknown,
    }
}
