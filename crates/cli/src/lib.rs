//! lungang as a library: the tables of a county in, the provably best lawful rotation out.
//!
//! ```text
//! read   a county's folder → a case: county, policy, where they came from; or every finding
//! plan   a case            → a record: plan, certificate, audit; or why there is none
//! ```
//! The crates behind it are public: [`tables`] reads and validates, [`solver`] states and solves, [`audit`] judges anybody's
//! plan, [`runner`] has the years, what-ifs and explanations, [`results`] the measures and the folders.
//!
//! Without its features (`default-features = false`) this library carries neither a command line nor workbooks nor data frames.

pub use lungang_audit as audit;
pub use lungang_domain as domain;
pub use lungang_generate as generate;
pub use lungang_policies as policies;
pub use lungang_results as results;
pub use lungang_runner as runner;
pub use lungang_solver as solver;
pub use lungang_tables as tables;

pub use lungang_domain::finding::Findings;
pub use lungang_domain::record::Record;
pub use lungang_domain::words::Lang;
pub use lungang_runner::case::Case;
pub use lungang_runner::year::{Year, YearError};

use lungang_domain::record::ReadAs;
use lungang_runner::load::load;
use lungang_runner::year::{self, Settings};
use lungang_solver::Limits;
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_tables::Options;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Reads a county's folder or workbook, under the policy that is named (a built-in id or a path), else under its own.
///
/// # Errors
/// Every finding, where one of them is an error.
pub fn read(county: impl AsRef<Path>, policy: Option<&str>) -> Result<Case, Findings> {
    let read_as = ReadAs { policy: policy.map(str::to_owned), ..ReadAs::default() };
    Case::read(load(county.as_ref(), &Options::default(), policy), read_as).map_err(|loaded| loaded.findings)
}

/// Plans a year to the proved optimum; `seed` is the lottery's.
///
/// # Errors
/// The model cannot be stated, or the solver failed. That no plan is lawful is a result.
pub fn plan(case: Case, seed: u64) -> Result<Year, YearError> {
    let settings = Settings { seed, engine: &Fast::default(), limits: Limits::default(), start: None };
    year::plan(case, &settings, &Watch { progress: &|_| {}, stop: &AtomicBool::new(false) })
}
