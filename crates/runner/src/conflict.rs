//! Why there is no plan: which rules would have to give way, and by how much.

use crate::why;
use crate::year::{Settings, YearError};
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::sentence::Sentence;
use lungang_domain::words::Lang;
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

    /// Which rules would have to give way, and by how much: a sentence a line.
    pub fn sentences(&self) -> Vec<Sentence> {
        match self {
            Conflict::Staffing { stage, floor, authorised } => {
                vec![too_few(*stage, *floor, *authorised), Sentence::plain("cli.conflict.staffing-remedy")]
            }
            Conflict::Rules { give_way, law_instead } if give_way.is_empty() && law_instead.is_empty() => {
                vec![Sentence::plain("cli.conflict.unknown")]
            }
            Conflict::Rules { give_way, law_instead } => {
                let mut lines = vec![Sentence::plain("cli.conflict.rules")];
                let lists = [("cli.conflict.law-instead", law_instead), ("cli.conflict.spare-law", give_way)];
                for (heading, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
                    lines.push(Sentence::plain(heading));
                    lines.extend(list.iter().map(GivesWay::sentence));
                }
                lines.push(Sentence::plain("cli.conflict.hint"));
                lines
            }
        }
    }

    /// The same in words.
    pub fn say(&self, lang: Lang) -> String {
        self.sentences().iter().map(|sentence| sentence.say(lang)).collect::<Vec<_>>().join("\n")
    }

    /// The rules that would have to give way, law spared; where that is not known, law. `staffing` where the total is too small.
    pub fn names(&self) -> Vec<String> {
        match self {
            Conflict::Staffing { .. } => vec!["staffing".to_owned()],
            Conflict::Rules { give_way, law_instead } => {
                let list = if give_way.is_empty() { law_instead } else { give_way };
                let mut names: Vec<String> = list.iter().map(|g| g.rule.name().to_owned()).collect();
                names.sort();
                names
            }
        }
    }
}

impl GivesWay {
    fn sentence(&self) -> Sentence {
        let args = [
            ("rule", format!("@rule.{}.name", self.rule)),
            ("name", self.rule.name().to_owned()),
            ("breach", self.breach.to_string()),
            ("sentence", format!("@rule.{}.sentence", self.rule)),
        ];
        Sentence::new("cli.conflict.gives-way", args)
    }
}

/// The authorised total cannot staff every class, in one sentence.
pub fn too_few(part: Option<Part>, floor: u32, authorised: u32) -> Sentence {
    let stage = part.map_or_else(|| "@cli.conflict.all-stages".to_owned(), |part| format!("@stage.{}", part.name()));
    let args = [("stage", stage), ("floor", floor.to_string()), ("authorised", authorised.to_string())];
    Sentence::new("cli.conflict.staffing", args)
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
        let soft = why::softened(self.policy, |switch| chosen(switch.law));
        let Settings { seed, engine, limits, .. } = self.settings;
        let mut model = formulate(self.county, &soft, self.needs, self.who, *seed).map_err(YearError::Formulate)?;
        why::unpublished(&mut model.goals);
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
