//! A year in figures.

use lungang_domain::balance::between_schools;
use lungang_domain::document::Summary;
use lungang_domain::record::Record;
use lungang_domain::years::{StageVariation, SubjectShortage, YearFigures};

/// The figures of a year from its record and its plan's.
pub(crate) fn of(record: &Record, plan: Summary) -> YearFigures {
    let county = &record.county;
    let label = county.school_year.label();
    let away = county.teacher_ixs().filter(|t| county.running(*t).is_some()).count();
    let pupils = county.schools.iter().map(|s| s.pupils.primary.saturating_add(s.pupils.junior));
    YearFigures {
        folder: label.clone(),
        school_year: label,
        teachers: count(county.teachers.len()),
        pupils: pupils.fold(0, u32::saturating_add),
        away: count(away),
        plan,
        shortages: shortages(record),
        balance: balance(record),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Short posts by subject before and after the moves.
fn shortages(record: &Record) -> Vec<SubjectShortage> {
    let plan = &record.plan;
    let after = record.needs.after(&record.county, &record.policy, &plan.moves, &plan.visits);
    let mut short = vec![(0_u32, 0_u32); record.policy.subjects.len()];
    for (post, after) in record.needs.posts.iter().zip(after) {
        let (b, a) = &mut short[post.subject.at()];
        *b += post.short();
        *a += after.short(post);
    }
    let named = record.policy.subjects.iter().zip(short).filter(|(_, short)| *short != (0, 0));
    named.map(|(k, (before, after))| SubjectShortage { subject: k.id.clone(), before, after }).collect()
}

/// The variation of every indicator over the public schools of each stage, after the moves.
fn balance(record: &Record) -> Vec<StageVariation> {
    let all = between_schools(&record.county, &record.policy, &record.plan.moves);
    all.into_iter().map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect()
}
