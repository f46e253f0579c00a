//! From a study to what a county is made of.

use super::read::Study;
use jiff::civil::Date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{CountyParts, NeedRow, Pin, PinKind, Score};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::school::{Area, Part, School, SchoolStage};
use lungang_domain::teacher::Teacher;
use lungang_domain::words::{Lang, say};
use std::collections::BTreeSet;

/// The types of teacher, in the order of their names: the subjects of the policy.
pub(super) fn types(study: &Study) -> Vec<&str> {
    let needed = study.needs.iter().map(|n| n.kind.as_str());
    let taught = study.teachers.iter().map(|t| t.kind.as_str());
    needed.chain(taught).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The county: a type is a subject, what is not allowed is forbidden, who must leave is pinned to leave.
pub(super) fn parts(study: &Study, year: SchoolYear, lang: Lang) -> CountyParts {
    let types = types(study);
    let subject = |kind: &str| SubjectIx::new(types.binary_search(&kind).unwrap_or(0));
    let needs = study.needs.iter().map(|n| NeedRow {
        school: SchoolIx::new(n.school),
        part: Part::Junior,
        subject: subject(&n.kind),
        required: n.required,
        limit: n.limit,
        weight: Some(study.schools[n.school].weight),
    });
    let mut parts = CountyParts {
        school_year: Some(year),
        schools: study.schools.iter().map(school).collect(),
        teachers: study.teachers.iter().map(|t| teacher(t, subject(&t.kind), year)).collect(),
        needs: needs.collect(),
        ..CountyParts::default()
    };
    for (t, teacher) in study.teachers.iter().enumerate() {
        let home = study.pairs.get(&(t, teacher.school));
        let why = if teacher.must_leave { Some("compulsory") } else { None };
        let why = why.or(home.filter(|p| !p.allowed).map(|_| "cannot-stay"));
        if let Some(why) = why {
            parts.pins.push(pin(t, PinKind::Leave, None, say(lang, &format!("tables.convert.{why}"), &[])));
        }
        for s in 0..study.schools.len() {
            let Some(pair) = study.pairs.get(&(t, s)) else { continue };
            if !pair.allowed && s != teacher.school {
                let why = say(lang, "tables.convert.not-allowed", &[]);
                parts.pins.push(pin(t, PinKind::Forbid, Some(s), why));
                continue;
            }
            for (goal, value) in [("welfare", pair.welfare), ("burden", pair.burden)] {
                let (teacher, school) = (TeacherIx::new(t), SchoolIx::new(s));
                parts.scores.push(Score { goal: goal.to_owned(), teacher, school, value });
            }
        }
    }
    parts
}

fn pin(teacher: usize, kind: PinKind, school: Option<usize>, reason: String) -> Pin {
    Pin { teacher: TeacherIx::new(teacher), kind, school: school.map(SchoolIx::new), subject: None, reason }
}

/// Pupils and classes are no part of a study: every post comes from its requirements.
fn school(school: &super::read::School) -> School {
    School {
        name: school.name.clone(),
        area: if school.underserved { Area::Rural } else { Area::Town },
        ..School::new(school.id.clone(), SchoolStage::Junior)
    }
}

/// The date of joining follows from the years of service; no rule of the study's policy asks for it.
fn teacher(teacher: &super::read::Teacher, subject: SubjectIx, year: SchoolYear) -> Teacher {
    let years = i16::try_from(teacher.years).unwrap_or(0);
    let first = year.first_day();
    Teacher {
        name: teacher.name.clone(),
        subjects: vec![subject],
        ..Teacher::new(
            teacher.id.clone(),
            SchoolIx::new(teacher.school),
            Part::Junior,
            Date::new(first.year() - years, first.month(), first.day()).unwrap_or(first),
        )
    }
}
