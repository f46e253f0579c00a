//! Why there is no plan: which rules would have to give way, and by how much.

use crate::year::{Settings, YearError};
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::goal::REPLAN_GOALS;
use lungang_domain::needs::Needs;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_solver::engine::Watch;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Limits, Outcome, formulate};
use serde::{Deserialize, Serialize};

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
        /// Rules that give way where law is spared as far as it can be: one rule's breach after another is made as small
        /// as it can be, law first. Empty where the search was stopped.
        give_way: Vec<GivesWay>,
        /// What law would have to give way by where everything else is kept: how far a quota is out of reach, say. Empty where
        /// that makes no plan either, or the search was stopped.
        law_instead: Vec<GivesWay>,
    },
}

/// A rule that gives way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
            StaffingError::Engine(_) => Conflict::Rules { give_way: Vec::new(), law_instead: Vec::new() },
        }
    }
}

/// Lets hard rules give way and reports which ones have to: all of them with law spared first, then law alone.
pub(crate) fn find(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    who: &Eligibility,
    settings: &Settings<'_>,
    watch: &Watch<'_>,
) -> Result<Conflict, YearError> {
    let search = Search { county, policy, needs, who, settings, watch };
    Ok(Conflict::Rules { give_way: search.softened(|_| true)?, law_instead: search.softened(|law| law)? })
}

struct Search<'a> {
    county: &'a County,
    policy: &'a Policy,
    needs: &'a Needs,
    who: &'a Eligibility,
    settings: &'a Settings<'a>,
    watch: &'a Watch<'a>,
}

impl Search<'_> {
    /// The breaches of the least broken plan when the chosen hard rules are soft, law's made least first; `chosen` is asked
    /// with whether a rule is law. Only what was proved is reported.
    fn softened(&self, chosen: impl Fn(bool) -> bool) -> Result<Vec<GivesWay>, YearError> {
        let switches = self.policy.rules.switches();
        let mut soft = self.policy.clone();
        soft.goals.clear();
        for (rule, switch) in switches.iter().filter(|(_, s)| s.mode == Mode::Hard && chosen(s.law)) {
            soft.rules.set_mode(*rule, Mode::Soft, switch.reason.clone());
        }
        let Settings { seed, engine, limits, .. } = self.settings;
        let mut model = formulate(self.county, &soft, self.needs, self.who, *seed).map_err(YearError::Formulate)?;
        // What was published is no rule.
        model.goals.retain(|g| !REPLAN_GOALS.contains(&g.name.as_str()));
        let rule_of = |goal: &str| goal.strip_prefix("breach:").and_then(RuleName::from_name);
        model.goals.sort_by_key(|g| !rule_of(&g.name).and_then(|r| switches.get(&r)).is_some_and(|s| s.law));
        let limits = Limits { gap: 0.0, ..*limits };
        let outcome = engine.solve(&model, &limits, self.watch).map_err(YearError::Engine)?;
        let Outcome::Solved(solution) = outcome else {
            return Ok(Vec::new());
        };
        if solution.status != PlanStatus::Optimal {
            return Ok(Vec::new());
        }
        let broken = solution.goals.iter().filter(|g| g.value > 0);
        let hard = broken.filter_map(|g| rule_of(&g.name).map(|rule| GivesWay { rule, breach: g.value }));
        // A rule that was soft from the start does not stand in the way.
        Ok(hard.filter(|g| self.policy.rules.mode(g.rule) == Mode::Hard).collect())
    }
}
