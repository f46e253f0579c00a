//! The names in a plan's folder.

/// What may stand in the folder of a plan that was made again; the first tells that it is a plan's.
pub const REPLAN_FILES: &[&str] = &[
    "plan.json",
    "assignments.csv",
    "retasks.csv",
    "itinerant.csv",
    "heads.csv",
    "plan.xlsx",
    "audit.json",
    "certificate.json",
    RECORD,
    "county/",
    MAPPING,
    "changes.csv",
];

/// What may stand in a plan's folder: the same without the last.
pub const PLAN_FILES: &[&str] = REPLAN_FILES.split_at(REPLAN_FILES.len() - 1).0;

/// The folder inside a plan's folder with the county, and the policy, that the plan was made from.
pub const COUNTY: &str = "county";

/// The mapping that the county was read with, kept as a record: the copy of the county needs none.
pub const MAPPING: &str = "mapping.toml";

/// The record of what made the plan.
pub const RECORD: &str = "run.toml";

/// Whether a name is one of a plan's own files: in its folder, or in its copy of the county. Names that are no part of a plan are
/// none of our business, wherever they would lead.
pub fn is_output(file: &str) -> bool {
    match file.strip_prefix(COUNTY).and_then(|rest| rest.strip_prefix('/')) {
        Some(inner) => !inner.is_empty() && !inner.contains(['/', '\\']) && inner != "..",
        None => REPLAN_FILES.contains(&file),
    }
}
