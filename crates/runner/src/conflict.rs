//! Why there is no plan: which rules give way when every one may, and by how much.

use crate::year::{Settings, YearError};
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_solver::engine::Watch;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Outcome, formulate, solve};
use serde::Serialize;

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Conflict {
    /// The authorised total cannot staff every class.
    Staffing {
        /// The stage whose total it is; absent for one total over all.
        stage: Option<Part>,
        /// Posts it takes to staff every class.
        floor: u32,
        /// Posts authorised.
        authorised: u32,
    },
    /// The hard rules cannot hold together.
    Rules {
        /// Rules that give way in the least broken plan, in the order in which they were spared least: the breach is in
        /// the rule's own unit (people, couples, moves, pins, yuan). Empty where the search was stopped.
        give_way: Vec<GivesWay>,
    },
}

/// A rule that gives way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct GivesWay {
    /// The rule.
    pub rule: RuleName,
    /// By how much, in its own unit.
    pub breach: i64,
}

impl Conflict {
    /// From a staffing model without solution.
    pub fn of_staffing(error: &StaffingError) -> Conflict {
        match error {
            StaffingError::TooFewAuthorised { part, floor, authorised } => {
                Conflict::Staffing { stage: *part, floor: *floor, authorised: *authorised }
            }
            StaffingError::Engine(_) => Conflict::Rules { give_way: Vec::new() },
        }
    }
}

/// Lets every hard rule give way, law last, and reports which ones have to.
///
/// Rules are softened all at once and their breaches minimised one after another, law first: what practice can carry
/// is never asked of law.
pub(crate) fn find(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    who: &Eligibility,
    settings: &Settings<'_>,
    watch: &Watch<'_>,
) -> Result<Conflict, YearError> {
    let mut soft = policy.clone();
    soft.goals.clear();
    for (rule, switch) in policy.rules.switches() {
        if switch.mode == Mode::Hard {
            soft.rules.set_mode(rule, Mode::Soft, switch.reason);
        }
    }
    let mut model = formulate(county, &soft, needs, who, settings.seed).map_err(YearError::Formulate)?;
    let switches = policy.rules.switches();
    let law = |name: &str| {
        let rule = name.strip_prefix("breach:").and_then(RuleName::from_name);
        rule.and_then(|r| switches.get(&r)).is_some_and(|s| s.law)
    };
    model.goals.sort_by_key(|g| !law(&g.name));
    let give_way = match solve(&model, settings.engine, &settings.limits, watch).map_err(YearError::Engine)? {
        Outcome::Solved(solution) => {
            let broken = solution.goals.iter().filter(|g| g.value > 0);
            broken
                .filter_map(|g| {
                    let rule = g.name.strip_prefix("breach:").and_then(RuleName::from_name)?;
                    // A rule that was soft from the start does not stand in the way.
                    (policy.rules.mode(rule) == Mode::Hard).then_some(GivesWay { rule, breach: g.value })
                })
                .collect()
        }
        Outcome::Infeasible | Outcome::Nothing => Vec::new(),
    };
    Ok(Conflict::Rules { give_way })
}
