//! A transfer study: schools, teachers with one type each, requirements with upper limits by school and type, and for
//! every teacher and school whether it is allowed and what it is worth.
//!
//! | table | columns that are read |
//! |---|---|
//! | `schools` | `school_id`, `w_j` (weight of a short post); `school_name`, `underserved` where they are there |
//! | `teachers` | `teacher_id`, `current_school`, `type_key`, `compulsory_transfer`; `teacher_name`, `years_service` |
//! | `req` | `school_id`, `type_key`, `L_jsm` (required); `U_jsm` (upper limit; empty or `Inf` for none), `current_count` |
//! | `assign` | `teacher_id`, `school_id`, `c_ij`, `r_ij`, `compat` (all 1: allowed), `p_ij` (welfare), `d_ij` (burden), whole numbers, for staying too |
//!
//! The county's plan then minimises the short posts, the weighted short posts and the moves, maximises welfare and
//! minimises burden, in this order, with no more than `U_jsm` teachers of a type at a school.

mod build;
mod policy;
mod read;
mod specs;

use crate::raw::ReadOptions;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::CountyParts;
use lungang_domain::finding::Findings;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use std::path::Path;

/// A study as a county and its policy.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The county; it has no name yet.
    pub parts: CountyParts,
    /// The policy.
    pub policy: Policy,
    /// The policy as a file.
    pub policy_text: String,
}

/// Reads a study from a folder or a workbook; `lang` is the language of what is said in the tables.
///
/// The county is absent where any finding is an error.
pub fn convert(path: &Path, options: &ReadOptions, year: SchoolYear, lang: Lang) -> (Option<Converted>, Findings) {
    let mut findings = Findings::default();
    let study = read::read(path, options, &mut findings);
    if findings.has_errors() {
        return (None, findings);
    }
    let policy_text = policy::text(&build::types(&study));
    match lungang_policies::load_text("policy.toml", &policy_text) {
        Ok(policy) => (Some(Converted { parts: build::parts(&study, year, lang), policy, policy_text }), findings),
        Err(faults) => {
            findings.extend(faults);
            (None, findings)
        }
    }
}
