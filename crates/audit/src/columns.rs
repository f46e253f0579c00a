//! Whether a submitted move may exist at all, and every reason why not.
//!
//! The language level is left to its rule: a move below it is a breach, not a fault.

use crate::kinds::FaultKind;
use crate::reading::Reading;
use crate::submission::SubmittedMove;
use lungang_domain::audit::Fault;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::name;
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::school::{Part, Side};
use lungang_domain::words::{self, Lang};
use std::collections::BTreeMap;

/// A move whose teacher and schools are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Who.
    pub teacher: TeacherIx,
    /// Home school.
    pub from: SchoolIx,
    /// Where to.
    pub to: SchoolIx,
    /// Stage of the post.
    pub part: Part,
    /// Subject of the post; `None` where none is stated and the teacher has none.
    pub subject: Option<SubjectIx>,
    /// Which way; `None` where either school stands outside.
    pub direction: Option<Direction>,
    /// Whether the move may exist. One that may not is a fault and counts towards no rule that asks for moves.
    pub allowed: bool,
}

/// Finds the moves' teachers and schools, and everything wrong with them.
pub fn resolve(reading: &Reading<'_>, moves: &[SubmittedMove]) -> (Vec<Step>, Vec<Fault>) {
    let (mut steps, mut faults) = (Vec::new(), Vec::new());
    let mut rows: BTreeMap<TeacherIx, u32> = BTreeMap::new();
    for row in moves {
        steps.extend(one(reading, row, &mut faults));
        let Some(t) = reading.county.find_teacher(&row.teacher_id) else {
            continue;
        };
        let seen = rows.entry(t).or_default();
        *seen += 1;
        if *seen == 2 {
            faults.push(Fault { school: None, ..fault(FaultKind::TeacherTwice, row) });
        }
    }
    steps.sort_by_key(|s| (s.teacher, s.to, s.part, s.subject));
    (steps, faults)
}

/// A fault of one row, with its ids and its place.
fn fault(kind: FaultKind, row: &SubmittedMove) -> Fault {
    Fault {
        kind: kind.name().to_owned(),
        teacher: Some(row.teacher_id.clone()),
        school: Some(row.to_school.clone()),
        expected: None,
        found: None,
        place: row.place.clone(),
    }
}

fn one(reading: &Reading<'_>, row: &SubmittedMove, faults: &mut Vec<Fault>) -> Option<Step> {
    let (county, policy) = (reading.county, reading.policy);
    let (teacher, to) = (county.find_teacher(&row.teacher_id), county.find_school(&row.to_school));
    if teacher.is_none() {
        faults.push(fault(FaultKind::UnknownTeacher, row));
    }
    if to.is_none() {
        faults.push(fault(FaultKind::UnknownSchool, row));
    }
    let stated = row.subject.as_deref().filter(|id| !id.is_empty()).map(|id| (id, policy.subject(id)));
    if let Some((id, None)) = stated {
        faults.push(Fault { found: Some(id.to_owned()), ..fault(FaultKind::UnknownSubject, row) });
    }
    let (teacher, to) = (teacher?, to?);
    let person = county.teacher(teacher);
    let subject = stated.map_or(person.main_subject(), |(_, k)| k.or(person.main_subject()));
    let part = row.stage.unwrap_or(person.part);
    let from = person.school;
    let direction = Direction::between(reading.side(from), reading.side(to));
    let mut step = Step { teacher, from, to, part, subject, direction, allowed: true };

    let before = faults.len();
    why_not(reading, &step, |refusal| {
        let (kind, expected, found) = refusal.figures(reading, &step);
        faults.push(Fault { expected, found, ..fault(kind, row) });
    });
    step.allowed = faults.len() == before && !matches!(stated, Some((_, None)));
    stated_figures(reading, &step, row, faults);
    Some(step)
}

/// Why a move may not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    SameSchool,
    Outside(SchoolIx),
    Direction(Direction),
    NotEligible,
    WrongStage,
    NotQualified,
    PostNotRequired,
    TooFar { limit: Decimal, metres: u32 },
}

impl Refusal {
    /// Kind, expected, found.
    fn figures(self, reading: &Reading<'_>, step: &Step) -> (FaultKind, Option<String>, Option<String>) {
        let (person, verdict) = (reading.county.teacher(step.teacher), &reading.verdicts[step.teacher.at()]);
        let id_of = |k: SubjectIx| reading.policy.subjects.get(k.at()).map(|s| s.id.clone());
        match self {
            Refusal::SameSchool => (FaultKind::SameSchool, None, None),
            Refusal::Outside(school) => (FaultKind::OutsideSchool, None, Some(reading.school_id(school))),
            Refusal::Direction(direction) => (FaultKind::DirectionNotMade, None, Some(direction.name().to_owned())),
            Refusal::NotEligible => {
                let reasons: Vec<&str> = verdict.reasons.iter().map(|r| r.name()).collect();
                (FaultKind::NotEligible, None, Some(reasons.join(", ")))
            }
            Refusal::WrongStage => {
                let (expected, found) = (person.part.name().to_owned(), step.part.name().to_owned());
                (FaultKind::WrongStage, Some(expected), Some(found))
            }
            Refusal::NotQualified => {
                let known: Vec<String> = person.subjects.iter().filter_map(|k| id_of(*k)).collect();
                (FaultKind::NotQualified, Some(known.join(", ")), step.subject.and_then(id_of))
            }
            Refusal::PostNotRequired => (FaultKind::PostNotRequired, None, step.subject.and_then(id_of)),
            Refusal::TooFar { limit, metres } => (FaultKind::TooFar, Some(limit.to_string()), Some(kilometres(metres))),
        }
    }
}

/// Whether the move may exist; the language level is left to its rule.
pub fn may_exist(reading: &Reading<'_>, step: &Step) -> bool {
    let mut may = true;
    why_not(reading, step, |_| may = false);
    may
}

/// Reports every reason why the move may not exist.
fn why_not(reading: &Reading<'_>, step: &Step, mut no: impl FnMut(Refusal)) {
    let (county, movement) = (reading.county, &reading.policy.movement);
    let (person, verdict) = (county.teacher(step.teacher), &reading.verdicts[step.teacher.at()]);

    if step.from == step.to {
        no(Refusal::SameSchool);
    }
    for school in [step.from, step.to] {
        if reading.side(school) == Side::Outside {
            no(Refusal::Outside(school));
        }
    }
    if let Some(direction) = step.direction.filter(|d| !movement.directions.value.contains(d)) {
        no(Refusal::Direction(direction));
    }
    let up_or_level = matches!(step.direction, Some(Direction::Up | Direction::Level));
    if !(verdict.eligible() || up_or_level && verdict.may_move()) {
        no(Refusal::NotEligible);
    }
    if step.part != person.part {
        no(Refusal::WrongStage);
    }
    if step.subject.is_none_or(|k| !person.subjects.contains(&k)) {
        no(Refusal::NotQualified);
    }
    let post = step.subject.and_then(|k| reading.post((step.to, step.part, k)));
    if !post.is_some_and(|i| reading.takes(i)) {
        no(Refusal::PostNotRequired);
    }
    if let (Some(limit), Some(metres)) = (&movement.max_km, county.journey(step.teacher, step.to))
        && beyond(metres, limit.value)
    {
        no(Refusal::TooFar { limit: limit.value, metres });
    }
}

/// Whether a distance in metres is more than so many kilometres.
pub fn beyond(metres: u32, km: Decimal) -> bool {
    i128::from(metres) * i128::from(Decimal::ONE) > i128::from(km.0) * 1000
}

/// Metres as kilometres with three places.
fn kilometres(metres: u32) -> String {
    format!("{}.{:03}", metres / 1000, metres % 1000)
}

/// Compares what the row states with the county: name, present school, direction, dates of the term.
fn stated_figures(reading: &Reading<'_>, step: &Step, row: &SubmittedMove, faults: &mut Vec<Fault>) {
    let county = reading.county;
    let mut compare = |kind: FaultKind, stated: &Option<String>, expected: String, same: &dyn Fn(&str) -> bool| {
        if let Some(found) = stated.as_deref().map(str::trim).filter(|s| !s.is_empty() && !same(s)) {
            faults.push(Fault { expected: Some(expected), found: Some(found.to_owned()), ..fault(kind, row) });
        }
    };
    let roster = county.teacher(step.teacher).name.clone();
    if !roster.trim().is_empty() {
        compare(FaultKind::NameDiffers, &row.name, roster.clone(), &|s| name::may_be(s, &roster));
    }
    let home = reading.school_id(step.from);
    compare(FaultKind::FromDiffers, &row.from_school, home.clone(), &|s| s == home);
    if let Some(direction) = step.direction {
        let mut names = vec![direction.name().to_owned()];
        for lang in Lang::ALL {
            for section in ["direction", "direction-short"] {
                names.push(words::say(lang, &format!("{section}.{}", direction.name()), &[]));
            }
        }
        compare(FaultKind::DirectionDiffers, &row.direction, direction.name().to_owned(), &|s| {
            names.iter().any(|n| n == s)
        });
    }
    let start = county.school_year.first_day().to_string();
    compare(FaultKind::StartDiffers, &row.start, start.clone(), &|s| day(s) == day(&start));
    let end = last_day(reading);
    compare(FaultKind::EndDiffers, &row.end, end.clone(), &|s| day(s) == day(&end));
}

/// 31 August of the last school year of the term.
fn last_day(reading: &Reading<'_>) -> String {
    let years = i64::from(reading.policy.movement.term_years.value);
    format!("{:04}-08-31", i64::from(reading.county.school_year.0) + years)
}

/// Year, month and day of a date written year first; `None` where it is none.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    let date = text.split(['T', ' ']).next()?;
    let mut numbers = date.split(['-', '/', '.', '年', '月', '日']).filter(|n| !n.is_empty()).map(str::parse::<u32>);
    let found = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    numbers.next().is_none().then_some(found)
}
