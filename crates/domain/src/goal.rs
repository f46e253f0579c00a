//! The goals of a plan: what is minimised, in order. Words stand in the words table under `goal.<name>`.

use serde::{Deserialize, Serialize};

/// Name of the goal by which alternatives differ: no policy has it.
pub const DISTANCE: &str = "differ:plans";

/// What a goal of the policy's list measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Σ weight · short over all posts.
    UnmetNeed,
    /// Σ short over all posts, each counted once.
    ShortPosts,
    /// Largest shortfall rate of a receiving school, per mille, rounded up.
    WorstSchool,
    /// Σ rank cost of the moves.
    Wishes,
    /// Σ journey in hundreds of metres, weighted up by past postings.
    Burden,
    /// Number of moves.
    Disruption,
    /// Σ lottery numbers.
    Lottery,
    /// Σ of a user's scores, over moves and staying.
    Scores,
}

/// The goals of a plan that is made again, before all others: they come with what was published, not with the policy.
pub const REPLAN_GOALS: [&str; 2] = [EDITS, CHANGES];

/// How many rows that the office set by hand are not kept.
pub const EDITS: &str = "edits";

/// How many teachers' decisions differ from what was published.
pub const CHANGES: &str = "changes";

/// Which way is better; only scores may be maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sense {
    /// Smaller is better.
    #[default]
    Min,
    /// Larger is better.
    Max,
}

/// One goal of a policy: `{ name = "burden" }`, or `{ name = "welfare", measure = "scores", sense = "max" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GoalSpec {
    /// Name; for scores the value of the scores table's `goal` column.
    pub name: String,
    /// What it measures; absent: what the name says.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// Which way is better.
    #[serde(default)]
    pub sense: Sense,
}

impl GoalSpec {
    /// What it measures; `None` where the name is unknown and no measure is stated.
    pub fn measure(&self) -> Option<Measure> {
        self.measure.or(match self.name.as_str() {
            "unmet-need" => Some(Measure::UnmetNeed),
            "short-posts" => Some(Measure::ShortPosts),
            "worst-school" => Some(Measure::WorstSchool),
            "wishes" => Some(Measure::Wishes),
            "burden" => Some(Measure::Burden),
            "disruption" => Some(Measure::Disruption),
            "lottery" => Some(Measure::Lottery),
            _ => None,
        })
    }
}
