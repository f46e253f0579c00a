//! How many to send: the best plan with at most so many moves, for several sizes, and what each costs and gains.

use crate::format::Document;
use crate::plan::{PlanStatus, Standing};
use crate::rule::RuleName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a goal comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoalReached {
    /// Name: of the policy's list, or `breach:<rule>` for a soft rule.
    pub name: String,
    /// Its value.
    pub value: i64,
}

/// A plan in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SizeFigures {
    /// Moves.
    pub moves: u32,
    /// Moves from sending to receiving schools.
    pub moves_down: u32,
    /// Teachers who stay and teach another subject.
    pub retasks: u32,
    /// Weighted shortage after the plan.
    pub unmet_need: i64,
    /// Short posts after the plan.
    pub short_posts: u32,
    /// Posts newly short: over the schools, by how many more of its posts are short than before.
    pub newly_short: u32,
    /// Journeys one way in metres, of all moves whose journey is known.
    pub metres: u64,
    /// Their mean, rounded down; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_metres: Option<u32>,
    /// Moves whose journey nobody knows.
    pub unknown_journeys: u32,
    /// Allowances of a year in yuan; absent where no school has a class of hardship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yuan: Option<i64>,
    /// The goals in order, soft rules first.
    pub goals: Vec<GoalReached>,
}

impl SizeFigures {
    /// Soft rules that give way, and by how much in their own unit.
    pub fn gives_way(&self) -> impl Iterator<Item = (RuleName, i64)> {
        let rule = |g: &GoalReached| Some((RuleName::from_name(g.name.strip_prefix("breach:")?)?, g.value));
        self.goals.iter().filter_map(rule).filter(|(_, breach)| *breach > 0)
    }
}

/// The best plan of one size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SizePoint {
    /// At most so many moves.
    pub size: u32,
    /// How its solve ended; `infeasible` where there is no lawful plan of the size, `stopped` without figures where the limit
    /// came before any plan was found.
    pub status: PlanStatus,
    /// What is proved of it, by the audit's own sums.
    pub standing: Standing,
    /// Hard rules that alone leave no plan of the size, as no fewer of them do; empty where there is one, or they were not
    /// found within the limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleName>,
    /// The plan in figures; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<SizeFigures>,
}

/// How many to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// Seed of the public lottery.
    pub seed: u64,
    /// Teachers who are eligible.
    pub eligible: u32,
    /// Short posts before any move.
    pub short_posts_before: u32,
    /// Weighted shortage before any move.
    pub unmet_need_before: i64,
    /// The fewest moves of any plan that keeps the hard rules; absent where the limit came before that was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// Moves of the plan that is asked for without a limit of them.
    pub own: u32,
    /// A point for each size, by size.
    pub points: Vec<SizePoint>,
}

impl FrontierDocument {
    /// Whether something was not found out within the limit.
    pub fn stopped(&self) -> bool {
        let known = |p: &SizePoint| matches!(p.status, PlanStatus::Optimal | PlanStatus::Infeasible);
        self.least.is_none() || !self.points.iter().all(known)
    }
}

impl Document for FrontierDocument {
    const NAME: &'static str = "frontier";
}
