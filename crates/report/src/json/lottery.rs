//! What `lottery` prints: which seed was bound, and whether what opens it does; what is drawn for a teacher.

use lungang_domain::format::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A step of the lottery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LotteryDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// The hash that is published.
    pub sha256: String,
    /// Seed of the lottery; absent while it is secret, and where it is not the one that was bound.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seed: Option<u64>,
    /// Whether the seed is the one that was bound, and the plan's; absent where nothing was checked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub holds: Option<bool>,
    /// The same in words.
    pub message: String,
}

impl Document for LotteryDocument {
    const NAME: &'static str = "lottery";
}

/// What the public lottery draws for a teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LotteryNumberDocument {
    /// Seed of the lottery.
    pub seed: u64,
    /// The person's number, then that of the move that was asked for.
    pub numbers: Vec<Drawn>,
}

/// A number that is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Drawn {
    /// The goal that adds it up: `lottery` (people) or `lottery-posts` (moves).
    pub goal: String,
    /// The text that it is drawn from.
    pub text: String,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    /// 1 + (the first 16 hexadecimal digits, as a number) mod 1000000.
    pub number: u32,
}

impl Document for LotteryNumberDocument {
    const NAME: &'static str = "lottery-number";
}
