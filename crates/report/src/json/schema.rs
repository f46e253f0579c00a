//! The schema of every document, by name.

use super::{
    AlternativesDocument, CheckDocument, DiagnoseDocument, DisclosureDocument, EligibleDocument, ErrorDocument,
    ExplainDocument, LotteryDocument, PriceDocument, ReplanDocument, ReportDocument, StaffingDocument,
};
use lungang_domain::audit::AuditReport;
use lungang_domain::certificate::Certificate;
use lungang_domain::comparison::CompareDocument;
use lungang_domain::document::{PlanDocument, Summary};
use lungang_domain::whatif::{StoredRun, WhatifDocument};
use lungang_domain::years::YearsDocument;
use schemars::{JsonSchema, schema_for};

/// How a schema is made.
type Make = fn() -> serde_json::Value;

/// Every document: its name, and how its schema is made.
const DOCUMENTS: [(&str, Make); 20] = [
    ("check", of::<CheckDocument>),
    ("staffing", of::<StaffingDocument>),
    ("eligible", of::<EligibleDocument>),
    ("plan", of::<Summary>),
    ("plan-file", of::<PlanDocument>),
    ("diagnose", of::<DiagnoseDocument>),
    ("audit", of::<AuditReport>),
    ("certificate", of::<Certificate>),
    ("disclosure", of::<DisclosureDocument>),
    ("lottery", of::<LotteryDocument>),
    ("explain", of::<ExplainDocument>),
    ("replan", of::<ReplanDocument>),
    ("years", of::<YearsDocument>),
    ("whatif", of::<WhatifDocument>),
    ("whatif-result", of::<StoredRun>),
    ("price", of::<PriceDocument>),
    ("alternatives", of::<AlternativesDocument>),
    ("report", of::<ReportDocument>),
    ("compare", of::<CompareDocument>),
    ("error", of::<ErrorDocument>),
];

fn of<T: JsonSchema>() -> serde_json::Value {
    schema_for!(T).to_value()
}

/// The names that [`schema`] knows: `check`, `staffing`, `eligible`, `plan` (what `plan --format json` prints),
/// `plan-file` (`plan.json`), `diagnose`, `audit` (also `audit.json`), `certificate` (`certificate.json`), `disclosure`
/// (also `disclosure.json`), `lottery`, `explain`, `replan`, `years` (also `years.json`), `whatif` (also
/// `whatif.json`), `whatif-result` (a file of `results`), `price`, `alternatives` (also
/// `alternatives.json`), `report`, `compare` (also `compare.json`) and `error`.
pub fn schema_names() -> impl ExactSizeIterator<Item = &'static str> {
    DOCUMENTS.iter().map(|(name, _)| *name)
}

/// The JSON Schema (draft 2020-12) of a document; `None` for a name that [`schema_names`] does not list.
///
/// ```
/// use lungang_report::json::schema;
/// assert_eq!(schema("plan").map(|s| s["title"].clone()), Some("Summary".into()));
/// assert_eq!(schema("plans"), None);
/// ```
pub fn schema(name: &str) -> Option<serde_json::Value> {
    DOCUMENTS.iter().find(|(n, _)| *n == name).map(|(_, make)| make())
}
