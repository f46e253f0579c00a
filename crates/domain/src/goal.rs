//! The goals of a plan: what is minimised, in order. Words stand in the words table under `goal.<name>`.

use crate::balance::{Gauge, Indicator};
use crate::school::Part;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
    /// Number of teachers who stay and teach another subject.
    Retasks,
    /// Number of moves down of teachers who did not apply.
    VolunteersFirst,
    /// Σ rank cost of the moves.
    Wishes,
    /// Σ over the moves of how far from their turn those are who move: sent before, or not long at the school.
    Turns,
    /// Number of moves outside the sender's alliance.
    Alliance,
    /// Σ journey in hundreds of metres, weighted up by past postings.
    Burden,
    /// Number of moves.
    Disruption,
    /// Σ public numbers of the people who move.
    Lottery,
    /// Σ public numbers of the moves, and of the ways by which teachers travel.
    LotteryPosts,
    /// Σ of a user's scores, over moves and staying.
    Scores,
    /// Σ of the squares of coefficients of variation between schools, in millionths.
    Balance,
    /// Σ weight · periods of subjects too small for a post of their own that nobody teaches.
    SharedHours,
    /// Σ periods that travelling teachers teach · way there in hundreds of metres.
    SharedJourney,
}

impl Measure {
    /// What a goal of this name measures where it states no measure; `None` where no measure has the name.
    pub fn of_name(name: &str) -> Option<Measure> {
        Some(match name {
            "unmet-need" => Measure::UnmetNeed,
            "short-posts" => Measure::ShortPosts,
            "worst-school" => Measure::WorstSchool,
            "retasks" => Measure::Retasks,
            "volunteers-first" => Measure::VolunteersFirst,
            "wishes" => Measure::Wishes,
            "turns" => Measure::Turns,
            "alliance" => Measure::Alliance,
            "burden" => Measure::Burden,
            "disruption" => Measure::Disruption,
            "lottery" => Measure::Lottery,
            "lottery-posts" => Measure::LotteryPosts,
            "balance" => Measure::Balance,
            "shared-hours" => Measure::SharedHours,
            "shared-journey" => Measure::SharedJourney,
            _ => return None,
        })
    }

    /// Whether it is drawn: it decides between plans that are equally good, and its value is no merit.
    pub fn is_draw(self) -> bool {
        matches!(self, Measure::Lottery | Measure::LotteryPosts)
    }
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
/// `{ name = "balance", indicators = ["backbone"], stages = ["primary"] }` makes the schools of a stage alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Of balance: what is compared between schools; absent: every indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Vec<Indicator>>,
    /// Of balance: stages whose schools are compared; absent: every stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<Part>>,
}

impl GoalSpec {
    /// What it measures; `None` where the name is unknown and no measure is stated.
    pub fn measure(&self) -> Option<Measure> {
        self.measure.or_else(|| Measure::of_name(&self.name))
    }

    /// Whether it is drawn, see [`Measure::is_draw`].
    pub fn is_draw(&self) -> bool {
        self.measure().is_some_and(Measure::is_draw)
    }

    /// What a goal of balance compares; nothing for other goals.
    pub fn gauges(&self) -> BTreeSet<Gauge> {
        if self.measure() != Some(Measure::Balance) {
            return BTreeSet::new();
        }
        let stages = self.stages.as_deref().unwrap_or(&Part::ALL);
        Gauge::of(stages, self.indicators.as_deref().unwrap_or(&Indicator::ALL))
    }
}
