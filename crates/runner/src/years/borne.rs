//! Whether the figures of a year are those of its plan.

use crate::planned::Planned;
use lungang_domain::audit::AuditReport;
use lungang_domain::document::PlanDocument;
use lungang_domain::years::YearFigures;
use lungang_results::figures::{self, summed};

/// Whether a year's figures are those that its plan states; of the county nothing is looked at.
pub(crate) fn stated(year: &YearFigures, document: &PlanDocument) -> bool {
    year.plan == document.summary && year.school_year == document.school_year
}

/// Whether a year's figures are those of its plan and of the county that it was made from; `own` are the ones made again.
/// What the audit says belongs to them only where the plan passes it: of one that does not, the audit itself is told.
pub(crate) fn borne_out(year: &YearFigures, planned: &Planned, own: &YearFigures, audit: &AuditReport) -> bool {
    // By way of text, as they were left: JSON's reader may be off in the last binary place.
    let text = lungang_results::json::plain(own);
    let Ok(mut own) = lungang_files::json::parse::<YearFigures>(text.as_bytes()) else { return false };
    if !audit.clean {
        own.measures.clone_from(&year.measures);
    }
    stated(year, &planned.document) && own == *year
}

/// The figures of a plan's year, made again.
pub(crate) fn again(planned: &Planned, audit: &AuditReport) -> YearFigures {
    let Planned { county, policy, document, moves, .. } = planned;
    figures::made(figures::Year {
        county,
        policy,
        moves,
        short: summed(document, policy.subjects.iter().map(|s| s.id.as_str())),
        plan: document.summary.clone(),
        audit,
    })
}
