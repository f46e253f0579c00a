//! A year in figures.

use lungang_domain::balance::between_schools;
use lungang_domain::document::Summary;
use lungang_domain::record::Record;
use lungang_domain::years::{StageVariation, SubjectShortage, YearFigures};
use std::collections::BTreeMap;

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
    let mut serving: BTreeMap<_, i64> = BTreeMap::new();
    for m in &record.plan.moves {
        let teacher = record.county.teacher(m.teacher);
        *serving.entry((m.to, m.part, m.subject)).or_default() += 1;
        if let Some(main) = teacher.main_subject() {
            *serving.entry((teacher.school, teacher.part, main)).or_default() -= 1;
        }
    }
    let mut short = vec![(0_u32, 0_u32); record.policy.subjects.len()];
    for post in &record.needs.posts {
        let now = i64::from(post.serving) + serving.get(&post.key()).copied().unwrap_or(0);
        let after = (i64::from(post.required) - now).max(0);
        let (b, a) = &mut short[post.subject.at()];
        *b += post.short();
        *a += u32::try_from(after).unwrap_or(u32::MAX);
    }
    let named = record.policy.subjects.iter().zip(short).filter(|(_, short)| *short != (0, 0));
    named.map(|(k, (before, after))| SubjectShortage { subject: k.id.clone(), before, after }).collect()
}

/// The variation of every indicator over the public schools of each stage, after the moves.
fn balance(record: &Record) -> Vec<StageVariation> {
    let all = between_schools(&record.county, &record.policy, &record.plan.moves);
    all.into_iter().map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect()
}
