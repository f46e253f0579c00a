//! A year in figures: made from its record, or again from what its folder keeps.

use crate::changes::Changes;
use crate::measures::{self, Parts};
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
    let short =
        changes.posts.iter().map(|c| (record.policy.subject_id(c.post.subject), c.post.short(), c.short_after()));
    made(Year {
        county: &record.county,
        policy: &record.policy,
        moves: &record.plan.moves,
        short: by_subject(&record.policy, short),
        plan: summary::figures(record, &changes),
        audit: &record.audit,
    })
}

/// The figures, from what they are made of.
pub fn made(year: Year<'_>) -> YearFigures {
    let Year { county, policy, moves, short, plan, audit } = year;
    let label = county.school_year.label();
    let measures = measures::of(&Parts { county: Some((county, policy, moves)), plan: &plan, audit, short: &short });
    let pupils = county.schools.iter().map(|s| s.pupils.primary.saturating_add(s.pupils.junior));
    // The variation of every indicator over the public schools of each stage, after the moves.
    let balance = between_schools(county, policy, moves).into_iter();
    YearFigures {
        folder: label.clone(),
        school_year: label,
        teachers: count(county.teachers.len()),
        pupils: pupils.fold(0, u32::saturating_add),
        away: count(county.teacher_ixs().filter(|t| county.running(*t).is_some()).count()),
        plan,
        shortages: short,
        balance: balance.map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect(),
        measures,
    }
}

/// Short posts by subject, from those that a plan's document lists.
pub fn summed(document: &PlanDocument, policy: &Policy) -> Vec<SubjectShortage> {
    by_subject(policy, document.shortages.iter().map(|s| (s.subject.as_str(), s.short_before, s.short_after)))
}

/// Sums in the policy's order; subjects without any are left out.
fn by_subject<'a>(policy: &Policy, short: impl Iterator<Item = (&'a str, u32, u32)>) -> Vec<SubjectShortage> {
    let mut sums: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (subject, before, after) in short {
        let sum = sums.entry(subject).or_default();
        *sum = (sum.0.saturating_add(before), sum.1.saturating_add(after));
    }
    let named = policy.subjects.iter().filter_map(|k| sums.get(k.id.as_str()).map(|sum| (k, *sum)));
    let short = named.filter(|(_, sum)| *sum != (0, 0));
    short.map(|(k, (before, after))| SubjectShortage { subject: k.id.clone(), before, after }).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
