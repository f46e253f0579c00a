//! The questions of a price list, and how each is put to the engine: a policy or a limit otherwise, the county solved again.

use super::levers::{self, LimitAt};
use super::place;
use crate::counterfactual::{Answer, Counterfactual};
use crate::workers::Answered;
use crate::year::YearError;
use lungang_domain::county::County;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_domain::price::{Changed, Lever};
use lungang_domain::rule::RuleName;
use lungang_solver::Formulation;

/// One thing that is asked.
pub enum Asked {
    /// The policy as a whole otherwise.
    Of(RuleName, Lever),
    /// A limit at one place.
    At(LimitAt),
}

/// Everything that is asked of a policy and its model, in a fixed order.
pub fn all(county: &County, policy: &Policy, model: &Formulation<'_>, only: Option<RuleName>) -> Vec<Asked> {
    let of_policy = levers::of_policy(policy, only).into_iter().filter(|(rule, _)| (rule.card().bites)(county));
    let limits = levers::of_model(model, only).into_iter().map(Asked::At);
    of_policy.map(|(rule, lever)| Asked::Of(rule, lever)).chain(limits).collect()
}

/// Who asks.
pub struct Asker<'a> {
    /// The solves.
    pub what_if: &'a Counterfactual<'a>,
    /// The county.
    pub county: &'a County,
    /// The policy without its lottery.
    pub policy: &'a Policy,
    /// The policy with it.
    pub whole: &'a Policy,
}

impl Asker<'_> {
    /// Asks one thing; `model` is that of the policy without its lottery, and comes back as it was.
    ///
    /// # Errors
    /// The model cannot be stated, or the solver failed.
    pub fn ask(&self, one: &Asked, model: &mut Formulation<'_>) -> Result<Answered, YearError> {
        let (mut at, what_if) = (None, self.what_if);
        let changed = match one {
            Asked::At(limit) => {
                let eased = model.ease(limit.row, limit.by);
                let answer = what_if.solve_model(model)?;
                model.restore(eased);
                changed(answer)
            }
            Asked::Of(_, Lever::Recruit { subject, .. }) => {
                // With the lottery there is one best plan, so that the place does not depend on how it was found.
                let mut answer = what_if.solve_changed(self.county, self.whole, |model| model.recruit(*subject))?;
                if let Answer::Plan(best) = &mut answer {
                    best.goals.retain(|goal| model.goals.iter().any(|g| g.name == goal.name));
                    at = place::best(model, best.decided(), *subject);
                }
                changed(answer)
            }
            Asked::Of(rule, lever) => {
                let policy = levers::pull(self.policy, *rule, lever);
                let mut changed = changed(what_if.solve(self.county, &policy)?);
                // A soft rule that is off has no goal of its breach: it counts as reached.
                if *lever == Lever::Off
                    && let Changed::To(values) = &mut changed
                    && let Some(at) = model.goals.iter().position(|g| g.name == format!("breach:{rule}"))
                {
                    values.insert(at.min(values.len()), 0);
                }
                changed
            }
        };
        Ok(Answered { changed, at, asked: true })
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
