//! Whether a submitted move may exist at all, and every reason why not.
//!
//! The language level is left to its rule: a move below it is a breach, not a fault.

use crate::kinds::FaultKind;
use crate::reading::Reading;
use crate::rules;
use crate::submission::SubmittedMove;
use lungang_domain::audit::Fault;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::name;
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Who;
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
    NotApplied,
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
            Refusal::NotApplied => (FaultKind::NotApplied, None, None),
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

/// Whether any move of a teacher to a school exists: it may, and no hard rule shuts it out.
pub fn leads(reading: &Reading<'_>, teacher: TeacherIx, to: SchoolIx) -> bool {
    let person = reading.county.teacher(teacher);
    let (from, part) = (person.school, person.part);
    let direction = Direction::between(reading.side(from), reading.side(to));
    person.subjects.iter().any(|k| {
        let step = Step { teacher, from, to, part, subject: Some(*k), direction, allowed: true };
        may_exist(reading, &step) && !rules::shuts(reading, &step)
    })
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
    // A teacher who applied may move without what was waived, and is not in E for that.
    if !(verdict.reasons.is_empty() || up_or_level && verdict.may_move()) {
        no(Refusal::NotEligible);
    }
    if movement.asked() == Who::Volunteers && !person.volunteer {
        no(Refusal::NotApplied);
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

/// What rows state that does not agree with the county, and nothing about whether the moves may be.
pub fn stated(reading: &Reading<'_>, rows: &[SubmittedMove]) -> Vec<Fault> {
    let (county, policy) = (reading.county, reading.policy);
    let mut faults = Vec::new();
    for row in rows {
        let (teacher, to) = (county.find_teacher(&row.teacher_id), county.find_school(&row.to_school));
        let (Some(teacher), Some(to)) = (teacher, to) else { continue };
        let person = county.teacher(teacher);
        let direction = Direction::between(reading.side(person.school), reading.side(to));
        let subject = row.subject.as_deref().and_then(|id| policy.subject(id));
        let part = row.stage.unwrap_or(person.part);
        let step = Step { teacher, from: person.school, to, part, subject, direction, allowed: true };
        stated_figures(reading, &step, row, &mut faults);
    }
    faults
}

/// Compares what the row states with the county: name, present school, direction, journey, wish, dates of the term.
fn stated_figures(reading: &Reading<'_>, step: &Step, row: &SubmittedMove, faults: &mut Vec<Fault>) {
    let county = reading.county;
    let mut compare = |kind: FaultKind,
                       column: &'static str,
                       stated: &Option<String>,
                       expected: String,
                       same: &dyn Fn(&str) -> bool| {
        let text = stated.as_deref().map_or("", str::trim);
        // An empty cell leaves open what a plan's own table has to state.
        let silent = text.is_empty() && (expected.is_empty() || !row.empty.contains(&column));
        if !silent && !same(text) {
            faults.push(Fault { expected: Some(expected), found: Some(text.to_owned()), ..fault(kind, row) });
        }
    };
    let roster = county.teacher(step.teacher).name.clone();
    if !roster.trim().is_empty() {
        compare(FaultKind::NameDiffers, "name", &row.name, roster.clone(), &|s| name::may_be(s, &roster));
    }
    let home = reading.school_id(step.from);
    compare(FaultKind::FromDiffers, "from_school", &row.from_school, home.clone(), &|s| s == home);
    if let Some(direction) = step.direction {
        let mut names = vec![direction.name().to_owned()];
        for lang in Lang::ALL {
            for section in ["direction", "direction-short"] {
                names.push(words::say(lang, &format!("{section}.{}", direction.name()), &[]));
            }
        }
        let own = direction.name().to_owned();
        compare(FaultKind::DirectionDiffers, "direction", &row.direction, own, &|s| names.iter().any(|n| n == s));
    }
    let start = county.school_year.first_day().to_string();
    compare(FaultKind::StartDiffers, "start", &row.start, start.clone(), &|s| day(s) == day(&start));
    let end = last_day(reading);
    compare(FaultKind::EndDiffers, "end", &row.end, end.clone(), &|s| day(s) == day(&end));
    let journey = county.journey(step.teacher, step.to);
    let own = journey.map(kilometres).unwrap_or_default();
    compare(FaultKind::DistanceDiffers, "distance_km", &row.distance_km, own, &|s| {
        journey.is_some_and(|metres| rounds_to(metres, s))
    });
    let rank = county.wish_rank(step.teacher, step.to).map(|r| r.to_string()).unwrap_or_default();
    compare(FaultKind::WishDiffers, "rank_of_wish", &row.rank_of_wish, rank.clone(), &|s| s == rank);
}

/// The fault of a plan with more moves than were asked for.
pub(crate) fn above_limit(moves: usize, most: Option<u32>) -> Option<Fault> {
    let most = most.filter(|most| moves > *most as usize)?;
    Some(Fault {
        kind: FaultKind::MovesAboveLimit.name().to_owned(),
        teacher: None,
        school: None,
        expected: Some(most.to_string()),
        found: Some(moves.to_string()),
        place: None,
    })
}

/// Whether metres are so many kilometres to as many places as are written.
fn rounds_to(metres: u32, text: &str) -> bool {
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let Ok(stated) = text.parse::<f64>() else { return false };
    // Half of the last place, and a hair for the binary fraction.
    (stated - f64::from(metres) / 1000.0).abs() <= 0.5 / 10_f64.powi(places.min(3) as i32) + 1e-9
        && (places < 3 || (stated * 1000.0).round() == f64::from(metres))
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
