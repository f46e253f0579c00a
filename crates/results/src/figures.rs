//! A year in figures: made from its record, or again from what its folder keeps.

use crate::changes::Changes;
use crate::measures::{self, Known, Parts};
use crate::summary;
use lungang_domain::audit::AuditReport;
use lungang_domain::balance::between_schools;
use lungang_domain::county::County;
use lungang_domain::document::{PlanDocument, Summary};
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::years::{StageVariation, SubjectShortage, YearFigures};
use std::collections::BTreeMap;

/// What a year's figures are made from.
pub struct Year<'a> {
    /// The county before the moves.
    pub county: &'a County,
    /// The policy of the year.
    pub policy: &'a Policy,
    /// The moves of its plan.
    pub moves: &'a [Move],
    /// Short posts by subject; subjects without any are left out.
    pub short: Vec<SubjectShortage>,
    /// Its plan.
    pub plan: Summary,
    /// The audit of its plan.
    pub audit: &'a AuditReport,
}

/// The figures of a year that has its plan.
pub fn of(record: &Record) -> YearFigures {
    let changes = Changes::of(record);
    let short = changes.short_by_subject().into_iter().map(|(subject, before, after)| SubjectShortage {
        subject: record.policy.subject_id(subject).to_owned(),
        before,
        after,
    });
    made(Year {
        county: &record.county,
        policy: &record.policy,
        moves: &record.plan.moves,
        short: short.collect(),
        plan: summary::figures(record, &changes),
        audit: &record.audit,
    })
}

/// The figures, from what they are made of.
pub fn made(year: Year<'_>) -> YearFigures {
    let Year { county, policy, moves, short, plan, audit } = year;
    let label = county.school_year.label();
    let pupils = county.schools.iter().map(|s| s.pupils.primary.saturating_add(s.pupils.junior));
    // The variation of every indicator over the public schools of each stage, after the moves.
    let balance = between_schools(county, policy, moves).into_iter();
    let balance: Vec<StageVariation> =
        balance.map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect();
    let of = Some(Known { county, policy, moves, balance: &balance });
    let measures = measures::of(&Parts { known: of, plan: &plan, audit, short: &short });
    YearFigures {
        folder: label.clone(),
        school_year: label,
        teachers: count(county.teachers.len()),
        pupils: pupils.fold(0, u32::saturating_add),
        away: count(county.teacher_ixs().filter(|t| county.running(*t).is_some()).count()),
        plan,
        shortages: short,
        balance,
        measures,
    }
}

/// Short posts of these subjects, from those that a plan's document lists; subjects without any are left out.
pub fn summed<'a>(document: &PlanDocument, subjects: impl Iterator<Item = &'a str>) -> Vec<SubjectShortage> {
    let mut sums: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for short in &document.shortages {
        let (before, after) = sums.entry(&short.subject).or_default();
        (*before, *after) = (before.saturating_add(short.short_before), after.saturating_add(short.short_after));
    }
    let named = subjects.filter_map(|subject| sums.get(subject).map(|sum| (subject, *sum)));
    let short = named.filter(|(_, sum)| *sum != (0, 0));
    short.map(|(subject, (before, after))| SubjectShortage { subject: subject.to_owned(), before, after }).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
