//! What `lottery` prints: which seed was bound, and whether what opens it does.

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
