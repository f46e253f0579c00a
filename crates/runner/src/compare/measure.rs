//! A plan's documents as a year of a what-if's run.

use lungang_domain::audit::AuditReport;
use lungang_domain::document::PlanDocument;
use lungang_domain::whatif::{Measure, RunMove, RunShortage, RunYear};
use lungang_domain::years::SubjectShortage;
use lungang_results::measures::{self, Parts};
use std::collections::BTreeMap;

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
        visits: Vec::new(),
        shortages,
    }
}

/// The measures that a plan and its audit state, where its county cannot be read.
pub fn stated(document: &PlanDocument, audit: &AuditReport) -> Vec<Measure> {
    let mut sums: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for short in &document.shortages {
        let sum = sums.entry(&short.subject).or_default();
        *sum = (sum.0.saturating_add(short.short_before), sum.1.saturating_add(short.short_after));
    }
    let one =
        |(subject, (before, after)): (&str, (u32, u32))| SubjectShortage { subject: subject.to_owned(), before, after };
    let short: Vec<SubjectShortage> = sums.into_iter().map(one).collect();
    measures::of(&Parts { county: None, plan: &document.summary, audit, short: &short })
}
