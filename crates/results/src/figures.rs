//! A year in figures.

use crate::changes::Changes;
use crate::measures;
use crate::summary;
use lungang_domain::balance::between_schools;
use lungang_domain::id::SubjectIx;
use lungang_domain::record::Record;
use lungang_domain::years::{StageVariation, SubjectShortage, YearFigures};

/// The figures of a year that has its plan.
pub fn of(record: &Record) -> YearFigures {
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
        plan: summary::summary(record),
        measures: measures::of(record),
        shortages: shortages(record),
        balance: balance(record),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Short posts by subject before and after the moves; subjects without any are left out.
fn shortages(record: &Record) -> Vec<SubjectShortage> {
    let named = |(subject, before, after): (SubjectIx, u32, u32)| SubjectShortage {
        subject: record.policy.subject_id(subject).to_owned(),
        before,
        after,
    };
    Changes::of(record).short_by_subject().into_iter().map(named).collect()
}

/// The variation of every indicator over the public schools of each stage, after the moves.
fn balance(record: &Record) -> Vec<StageVariation> {
    let all = between_schools(&record.county, &record.policy, &record.plan.moves);
    all.into_iter().map(|(indicator, stage, variation)| StageVariation { indicator, stage, variation }).collect()
}
