//! `certificate.json`: prices that prove, by weak duality in whole numbers, how good a plan is. Anyone can check them
//! without a solver; `lungang audit` does, with its own reading of the rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the format.
pub const FORMAT: u32 = 2;

/// The version before, which is read too: it knows no cases.
pub const FORMAT_BEFORE: u32 = 1;

/// A proof for every goal, in the order of the goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Version of the format: 2; 1 is read too.
    pub format: u32,
    /// Seed of the lottery.
    pub seed: u64,
    /// All prices are multiples of one over this.
    pub denominator: i64,
    /// A proof for every goal that has one, in the order of the goals.
    pub goals: Vec<GoalCertificate>,
}

/// What is proved of one goal: no lawful plan whose earlier goals are at least as good as this plan's has a better value
/// than `bound`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalCertificate {
    /// Name: of the policy's list, or `breach:<rule>` for a soft rule.
    pub name: String,
    /// The goal's value in the plan.
    pub value: i64,
    /// The bound that the prices prove, rounded to a whole value: below `value` for a minimised goal, above it for a
    /// maximised one.
    pub bound: i64,
    /// Prices of the rows by the rows' names, which are those of the exported model; a row that is not listed has price 0.
    /// A price above 0 leans on the row's lower side, one below 0 on its upper side.
    pub prices: BTreeMap<String, i64>,
    /// Prices (0 or below) of the rows that hold the earlier goals at their values, in the order of the goals; a goal
    /// without a price may be left out at the end.
    pub held: Vec<i64>,
    /// Cases that leave out no plan but those that the cases of earlier goals have ruled out: a bound that holds in each
    /// holds. None where the prices above suffice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
}

/// A proof for the plans whose rows keep to more than the model asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the rows keep to, besides their own range.
    pub limits: Vec<Limit>,
    /// Prices of the rows, as those of the goal; they may lean on the limits.
    pub prices: BTreeMap<String, i64>,
    /// Prices of the held goals, as those of the goal.
    pub held: Vec<i64>,
}

/// Limits of one row; a side that is left out does not bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The row's name.
    pub row: String,
    /// Least activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// Largest activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
}
