//! The schema of every document, by name.

use super::{
    AlternativesDocument, CheckDocument, DiagnoseDocument, DisclosureDocument, EligibleDocument, ErrorDocument,
    ExplainDocument, LotteryDocument, LotteryNumberDocument, PriceDocument, RecruitDocument, ReplanDocument,
    ReportDocument, StaffingDocument,
};
use lungang_domain::audit::AuditReport;
use lungang_domain::certificate::Certificate;
use lungang_domain::comparison::CompareDocument;
use lungang_domain::document::{PlanDocument, Summary};
use lungang_domain::format::{Document, KEY};
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::imported::ImportDocument;
use lungang_domain::whatif::{StoredRun, WhatifDocument};
use lungang_domain::years::YearsDocument;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

/// How a schema is made.
type Make = fn() -> Value;

/// Every document: its name, and how its schema is made.
const DOCUMENTS: [(&str, Make); 24] = [
    of::<ImportDocument>(),
    of::<CheckDocument>(),
    of::<StaffingDocument>(),
    of::<EligibleDocument>(),
    of::<Summary>(),
    of::<PlanDocument>(),
    of::<DiagnoseDocument>(),
    of::<AuditReport>(),
    // The number of its form is a field of it, since the audit judges it.
    ("certificate", bare::<Certificate>),
    of::<DisclosureDocument>(),
    of::<LotteryDocument>(),
    of::<LotteryNumberDocument>(),
    of::<ExplainDocument>(),
    of::<ReplanDocument>(),
    of::<YearsDocument>(),
    of::<WhatifDocument>(),
    of::<StoredRun>(),
    of::<PriceDocument>(),
    of::<AlternativesDocument>(),
    of::<ReportDocument>(),
    of::<CompareDocument>(),
    of::<FrontierDocument>(),
    of::<RecruitDocument>(),
    of::<ErrorDocument>(),
];

const fn of<D: Document + JsonSchema>() -> (&'static str, Make) {
    (D::NAME, schema_of::<D>)
}

fn bare<D: JsonSchema>() -> Value {
    schema_for!(D).to_value()
}

/// The schema with the number of the document's form before its other fields.
pub fn schema_of<D: Document + JsonSchema>() -> Value {
    let mut schema = bare::<D>();
    if let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let number = json!({ "description": "Number of the form.", "type": "integer", "const": D::FORMAT });
        fields.shift_insert(0, KEY.to_owned(), number);
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.insert(0, KEY.into());
    }
    schema
}

/// The names that [`schema`] knows: `import`, `check`, `staffing`, `eligible`, `plan` (what `plan --format json` prints),
/// `plan-file` (`plan.json`), `diagnose`, `audit` (also `audit.json`), `certificate` (`certificate.json`), `disclosure`
/// (also `disclosure.json`), `lottery`, `lottery-number`, `explain`, `replan`, `years` (also `years.json`), `whatif` (also
/// `whatif.json`), `whatif-result` (a file of `results`), `price`, `alternatives` (also
/// `alternatives.json`), `report`, `compare` (also `compare.json`), `frontier` (also `frontier.json`), `recruit` (also
/// `recruit.json`) and `error`.
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
pub fn schema(name: &str) -> Option<Value> {
    DOCUMENTS.iter().find(|(n, _)| *n == name).map(|(_, make)| make())
}
