//! The page a director reads: one file that opens without a network, with everything it needs inside.
//!
//! ```text
//! plan, years, comparison, frontier   the sections of a page in the order in which they are read
//! facts, map, …                       a section each: its words, its charts, and the tables that `pages` describe
//! ```

mod balance;
mod burden;
pub(crate) mod comparison;
mod compliance;
mod facts;
mod frontier;
mod heads;
mod map;
mod moves;
mod origin;
pub(crate) mod plan;
mod retasks;
mod shortages;
mod visits;
mod years;

pub use comparison::comparison_page;
pub use frontier::frontier_page;
pub(crate) use origin::made_by;
pub use plan::plan_page;
pub use years::{YearsSource, years_page};

use lungang_domain::audit::AuditReport;
use lungang_domain::county::County;
use lungang_domain::document::PlanDocument;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_domain::record::RunInfo;

/// A plan with everything that its page is made from.
pub struct PlanSource<'a> {
    /// The county that was planned.
    pub county: &'a County,
    /// Its policy.
    pub policy: &'a Policy,
    /// `plan.json`
    pub document: &'a PlanDocument,
    /// The moves of the document, in its order.
    pub moves: &'a [Move],
    /// The audit, made again for the page.
    pub audit: &'a AuditReport,
    /// The verdicts on all teachers.
    pub who: &'a Eligibility,
    /// What produced it.
    pub run: &'a RunInfo,
    /// SHA-256 of `plan.json`.
    pub sha256: &'a str,
}
