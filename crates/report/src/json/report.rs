//! `report --format json`: what page was written.

use lungang_domain::format::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// A plan.
    Plan,
    /// Several years.
    Years,
    /// A comparison.
    Comparison,
    /// How many to send.
    Frontier,
}

/// A page that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportDocument {
    /// What it is about.
    pub kind: PageKind,
    /// Name of the county; of a comparison those of all, each once.
    pub county: String,
    /// `2026-2027`; of years the first and the last.
    pub school_year: String,
    /// Where it stands.
    pub file: String,
    /// How large it is.
    pub bytes: u64,
    /// Whether people are named in it.
    pub people: bool,
}

impl Document for ReportDocument {
    const NAME: &'static str = "report";
}
