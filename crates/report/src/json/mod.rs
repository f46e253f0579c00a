//! The JSON that goes to stdout and into files: one document a command, each with a schema.

mod alternatives;
mod attended;
mod check;
mod diagnose;
mod disclosure;
mod eligible;
mod error;
mod explain;
mod lottery;
mod price;
mod recruit;
mod replan;
mod report;
mod schema;
mod staffing;

pub use alternatives::{
    AlternativesDocument, AlternativesEnding, DifferenceDoc, KeptGoal, OtherPlan, PostDoc, SharedMove, StayDoc,
};
pub use attended::Attended;
pub use check::{
    CauseDoc, CheckDocument, CheckedFile, CheckedPolicy, CodeCount, FindingDoc, HopelessWish, HopelessWishes, hopeless,
};
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
pub use lottery::{Drawn, LotteryDocument, LotteryNumberDocument};
pub use price::{LeverKind, PriceDocument, PricedGoal, PricedLever, Verdict};
pub use recruit::{PostRecruits, RecruitDocument, SchoolRecruits, SubjectBalance, TotalRoom};
pub use replan::{EditDoc, PersonDoc, ReasonOf, ReplanDocument};
pub use report::{PageKind, ReportDocument};
pub use schema::{schema, schema_names, schema_of};
pub use staffing::{
    Against, AuthorisedDoc, Count, PartCount, RemarkDoc, SchoolEstablishment, SchoolStaffing, SharedHoursDoc,
    StaffingDocument, StageStaffing, SubjectStaffing,
};

pub use lungang_results::json::{plain, to_text};
