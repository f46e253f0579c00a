//! A plan's documents as a year of a what-if's run.

use lungang_domain::audit::AuditReport;
use lungang_domain::document::PlanDocument;
use lungang_domain::whatif::{Measure, RunMove, RunShortage, RunYear};
use lungang_results::figures::summed;
use lungang_results::measures::{self, Parts};
use std::collections::BTreeSet;

/// A year, from what its plan left.
pub fn year(document: &PlanDocument, measures: Vec<Measure>) -> RunYear {
    let mut moves: Vec<RunMove> = document
        .moves
        .iter()
        .map(|m| RunMove {
            teacher_id: m.teacher_id.clone(),
            from_school: m.from_school.clone(),
            to_school: m.to_school.clone(),
            stage: m.stage,
            subject: m.subject.clone(),
            // Three places are metres.
            metres: m.distance_km.map(|km| (km * 1000.0).round() as u32),
        })
        .collect();
    moves.sort();
    let mut shortages: Vec<RunShortage> = document
        .shortages
        .iter()
        .map(|s| RunShortage {
            school_id: s.school_id.clone(),
            stage: s.stage,
            subject: s.subject.clone(),
            before: s.short_before,
            after: s.short_after,
        })
        .collect();
    shortages.sort();
    RunYear {
        school_year: document.school_year.clone(),
        status: document.summary.status,
        measures,
        moves,
        retasks: Vec::new(),
        visits: Vec::new(),
        shortages,
    }
}

/// The measures that a plan and its audit state, where its county cannot be read.
pub fn stated(document: &PlanDocument, audit: &AuditReport) -> Vec<Measure> {
    let subjects: BTreeSet<&str> = document.shortages.iter().map(|s| s.subject.as_str()).collect();
    let short = summed(document, subjects.into_iter());
    measures::of(&Parts { known: None, plan: &document.summary, audit, short: &short })
}
