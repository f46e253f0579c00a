//! The JSON that goes to stdout and into files: one document a command, each with a schema.

mod alternatives;
mod check;
mod diagnose;
mod disclosure;
mod eligible;
mod error;
mod explain;
mod figures;
mod lottery;
mod plan;
mod price;
mod replan;
mod report;
mod schema;
mod staffing;

pub use alternatives::{
    AlternativesDocument, AlternativesEnding, DifferenceDoc, KeptGoal, OtherPlan, PostDoc, SharedMove, StayDoc,
};
pub use check::{CauseDoc, CheckDocument, CheckedFile, CheckedPolicy, CodeCount, FindingDoc};
pub use diagnose::{ChangeDoc, DiagnoseDocument, DiagnosisReason, DiagnosisStatus, InstanceDoc, RepairDoc, SetDoc};
pub use disclosure::{
    Choices, DisclosureDocument, DisclosureSource, FileHash, PublicCheck, PublicCommitment, PublicGoal, PublicMove,
    column as disclosure_column,
};
pub use eligible::{EligibleDocument, ReasonDoc, TeacherVerdict};
pub use error::{ErrorDocument, ErrorKind};
pub use explain::{
    AlternativeDoc, ChangedDoc, ChoiceDoc, ComesDoc, ExplainDocument, GoalDoc, GroundDoc, ObstacleDoc, PairDoc,
    PriceDoc, RestDoc, RuleDoc, SchoolAnswerDoc, ShiftDoc, StaysShortDoc, SubjectDoc, TeacherDoc,
};
pub use figures::summary;
pub use lottery::LotteryDocument;
pub use plan::{plan_document, suspended_laws};
pub use price::{LeverKind, PriceDocument, PricedGoal, PricedLever, Verdict};
pub use replan::{EditDoc, PersonDoc, ReasonOf, ReplanDocument};
pub use report::{PageKind, ReportDocument};
pub use schema::{schema, schema_names};
pub use staffing::{
    AuthorisedDoc, Count, PartCount, SchoolStaffing, SharedHoursDoc, StaffingDocument, StageStaffing, SubjectStaffing,
};

use serde::Serialize;

/// A document from its bytes.
///
/// # Errors
/// They are no such document: what the reader says.
pub fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    lungang_files::json::parse(bytes).map_err(|e| e.to_string())
}

/// A document as text: indented, with a line feed at its end.
///
/// The documents of this crate and of the domain hold nothing that JSON cannot state (their keys are text); for any
/// other value that does, the text is `null`.
pub fn to_text(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_else(|_| "null".to_owned());
    text.push('\n');
    text
}
