//! `certificate.json`: prices that prove, by weak duality in whole numbers, how good a plan is. Anyone can check them
//! without a solver; `lungang audit` does, with its own reading of the rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the format.
pub const FORMAT: u32 = 1;

/// A proof for every goal, in the order of the goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Version of the format: 1.
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
}
