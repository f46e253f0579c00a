//! A year in figures: made from its record, and made again from its plan's folder.

use crate::planned::Planned;
use lungang_domain::balance::between_schools;
use lungang_domain::county::County;
use lungang_domain::document::{PlanDocument, Summary};
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::years::{StageVariation, SubjectShortage, YearFigures};
use std::collections::BTreeMap;

/// The figures of a year from its record and its plan's.
pub(crate) fn of(record: &Record, plan: Summary) -> YearFigures {
    figures(&record.county, &record.policy, &record.plan.moves, shortages(record), plan)
}

/// Whether a year's figures are those that its plan states; of the county nothing is looked at.
pub(crate) fn stated(year: &YearFigures, document: &PlanDocument) -> bool {
    year.plan == document.summary && year.school_year == document.school_year
}

/// Whether a year's figures are those of its plan and of the county that it was made from.
pub(crate) fn borne_out(year: &YearFigures, planned: &Planned) -> bool {
    let Planned { county, policy, document, moves, .. } = planned;
    let own = figures(county, policy, moves, summed(document, policy), document.summary.clone());
    // By way of text, as they were left: JSON's reader may be off in the last binary place.
    let read = serde_json::to_vec(&own).ok().and_then(|own| lungang_files::json::parse::<YearFigures>(&own).ok());
    stated(year, document) && read.is_some_and(|own| own == *year)
}

fn figures(
    county: &County,
    policy: &Policy,
    moves: &[Move],
    shortages: Vec<SubjectShortage>,
    plan: Summary,
) -> YearFigures {
    let label = county.school_year.label();
    let away = county.teacher_ixs().filter(|t| county.running(*t).is_some()).count();
    let pupils = county.schools.iter().map(|s| s.pupils.primary.saturating_add(s.pupils.junior));
    // The variation of every indicator over the public schools of each stage, after the moves.
    let balance = between_schools(county, policy, moves).into_iter();
    YearFigures {
        folder: label.clone(),
        school_year: label,
        teachers: count(county.teachers.len()),
        pupils: pupils.fold(0, u32::saturating_add),
        away: count(away),
        plan,
        shortages,
        balance: balance.map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect(),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Short posts by subject before and after the moves.
fn shortages(record: &Record) -> Vec<SubjectShortage> {
    let plan = &record.plan;
    let after = record.needs.after(&record.county, &record.policy, &plan.moves, &plan.visits);
    let posts = record.needs.posts.iter().zip(after);
    let short = posts
        .map(|(post, after)| (record.policy.subjects[post.subject.at()].id.as_str(), post.short(), after.short(post)));
    by_subject(&record.policy, short)
}

/// Short posts by subject, from those that a plan's document lists.
fn summed(document: &PlanDocument, policy: &Policy) -> Vec<SubjectShortage> {
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
