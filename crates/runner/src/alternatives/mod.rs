//! Other plans, as good and as different as can be: each is the county solved again with the plan's goals held, for the
//! greatest distance to the plan and to the alternatives before it. FORMULATION §14.

mod record;

pub use record::record;

use crate::counterfactual::{Answer, Best, Counterfactual};
use crate::year::YearError;
use lungang_domain::alternatives::{Alternative, Alternatives, Ending, Kept, differing};
use lungang_domain::county::County;
use lungang_domain::goal::DISTANCE;
use lungang_domain::plan::{GoalValue, Move, PlanStatus};
use lungang_domain::policy::Policy;
use lungang_solver::Formulation;

/// The plan and what its alternatives have to keep.
pub struct Wanted<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// How to solve again.
    pub what_if: Counterfactual<'a>,
    /// Goals but the lottery, in order, each with its slack.
    pub kept: Vec<Kept>,
    /// How many.
    pub count: u32,
}

/// Finds the alternatives one after another; `step` is told the number of each, from 1, as it is begun.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn alternatives(wanted: &Wanted<'_>, step: &dyn Fn(u32)) -> Result<Alternatives, YearError> {
    let mut earlier: Vec<Vec<Move>> = vec![wanted.what_if.moves.to_vec()];
    let mut all =
        Alternatives { kept: wanted.kept.clone(), asked: wanted.count, found: Vec::new(), ending: Ending::Found };
    for number in 1..=wanted.count {
        step(number);
        let answer = wanted.what_if.solve_changed(wanted.county, wanted.policy, |model| {
            hold(model, &wanted.kept);
            model.differ(&earlier);
        })?;
        let best = match answer {
            Answer::Plan(best) => best,
            // The plan itself keeps what is held, so that only a stop leaves nothing.
            Answer::Impossible | Answer::Unknown => {
                all.ending = Ending::Stopped;
                break;
            }
        };
        let next = read(wanted, &earlier, best);
        // Only a distance of 0 proves that there are no more; a plan that keeps too little says nothing of the others.
        let kept = keeps(&wanted.kept, &next);
        if next.distance == 0 || !kept {
            all.ending = if kept && next.proved { Ending::NoMore } else { Ending::Stopped };
            break;
        }
        let proved = next.proved;
        earlier.push(next.moves.clone());
        all.found.push(next);
        if !proved && number < wanted.count {
            all.ending = Ending::Stopped;
            break;
        }
    }
    Ok(all)
}

/// Holds every goal at the plan's value with its slack.
fn hold(model: &mut Formulation<'_>, kept: &[Kept]) {
    for goal in &mut model.goals {
        if let Some(kept) = kept.iter().find(|k| k.goal.name == goal.name) {
            let (constant, sign) = goal.scale();
            goal.enough = Some((kept.goal.value - constant).saturating_mul(sign).saturating_add(kept.slack));
        }
    }
}

fn read(wanted: &Wanted<'_>, earlier: &[Vec<Move>], best: Best) -> Alternative {
    let distance = earlier.iter().map(|plan| differing(plan, &best.moves).len()).min().unwrap_or(0);
    let value = |name: &str| best.goals.iter().find(|g| g.name == name).map_or(0, |g| g.value);
    let bound = best.goals.iter().find(|g| g.name == DISTANCE).and_then(|g| g.bound);
    Alternative {
        goals: wanted.kept.iter().map(|k| value(&k.goal.name)).collect(),
        drawn: best.goals.iter().filter(|g| wanted.policy.draws(&g.name)).cloned().collect(),
        distance: distance as u32,
        proved: best.status == PlanStatus::Optimal || bound == Some(distance as i64),
        moves: best.moves,
        retasks: best.retasks,
        visits: best.visits,
    }
}

/// Whether an alternative keeps what is held; a solve that was stopped early may leave one that does not.
fn keeps(kept: &[Kept], alternative: &Alternative) -> bool {
    kept.iter().zip(&alternative.goals).all(|(k, value)| {
        let worse = if k.goal.maximised { k.goal.value - value } else { value - k.goal.value };
        worse <= k.slack
    })
}

/// Goals but the lottery, with the plan's values, in the order in which a policy has them; `slack` says how much worse each
/// may be.
pub fn kept(goals: &[GoalValue], policy: &Policy, slack: impl Fn(&GoalValue) -> i64) -> Vec<Kept> {
    let kept = goals.iter().filter(|g| !policy.draws(&g.name));
    kept.map(|g| Kept { goal: g.clone(), slack: slack(g) }).collect()
}
