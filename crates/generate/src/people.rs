//! One teacher: age, sex, years at the school, title, backbone level, language level, exemptions, home.

use super::SCHOOL_YEAR;
use super::World;
use super::backbone;
use super::names;
use super::place;
use super::stream::Stream;
use jiff::civil::{Date, date};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::school::{Area, Part, School};
use lungang_domain::teacher::{Sex, Teacher, Title};

/// What a post asks of the one who is hired.
pub(super) struct Hire {
    pub(super) school: SchoolIx,
    pub(super) part: Part,
    /// Main first.
    pub(super) subjects: Vec<SubjectIx>,
    pub(super) sending: bool,
}

/// Makes up a teacher on duty; the id is given later.
pub(super) fn teacher(world: &World, s: &mut Stream, school: &School, hire: Hire) -> Teacher {
    let sex = if s.percent(62) { Sex::Female } else { Sex::Male };
    let asked = world.policy.eligibility.years_same_school.value;
    // Most have been there for as long as the policy asks, or longer.
    let years = if s.percent(57) { asked + s.below(15) } else { s.below(asked.max(1)) };
    let age = age(world, s, sex, years);
    let birth = day(s, SCHOOL_YEAR.0 - age as i16 - 1);
    let career = age.saturating_sub(23);
    let title = title(s, career);
    let backbone_share = if hire.sending { 22 } else { 6 };
    let ladder = !world.policy.ladders.backbone.value.is_empty();
    let held = ladder && career >= 3 && s.percent(backbone_share);
    let backbone = if held { backbone::level(world.policy, s) } else { None };
    let home = if hire.sending {
        s.percent(60).then(|| place::near(s, world.centres[hire.school.at()], 4_000))
    } else {
        s.percent(40).then(|| school.position.map(|p| place::near(s, p, 3_000))).flatten()
    };
    let rural_years = match school.area {
        Area::Rural => career.min(years + s.below(6)),
        _ => {
            if s.percent(35) {
                s.below(9).min(career.saturating_sub(years))
            } else {
                0
            }
        }
    };
    let name = names::person(s, sex, world.names);
    let joined = joined(s, years);
    Teacher {
        name,
        subjects: hire.subjects,
        sex: Some(sex),
        birth: Some(birth),
        title,
        backbone,
        exemptions: exemptions(world, s, sex, age),
        rural_years,
        language: language(world, s, hire.sending),
        home,
        ..Teacher::new(String::new(), hire.school, hire.part, joined)
    }
}

/// Whole years of age, at least 22 on joining and at most 59; mostly below the policy's limit where it has one.
fn age(world: &World, s: &mut Stream, sex: Sex, years: u32) -> u32 {
    let limit = match sex {
        Sex::Male => &world.policy.eligibility.max_age_male,
        Sex::Female => &world.policy.eligibility.max_age_female,
    };
    let youngest = (22 + years).min(58);
    let oldest = match limit {
        Some(limit) if s.percent(80) => limit.value,
        _ => 58,
    };
    let spread = oldest.max(youngest) - youngest;
    (youngest + s.below(spread.min(24) + 1)).min(59)
}

/// A day from September of the year to August of the next.
fn day(s: &mut Stream, year: i16) -> Date {
    let month = s.between(1, 12) as i8;
    let day = s.between(1, 28) as i8;
    date(if month >= 9 { year } else { year + 1 }, month, day)
}

/// The day of joining so many whole years before the reference day: mostly a first of September, else within the year.
pub(super) fn joined(s: &mut Stream, years: u32) -> Date {
    let year = SCHOOL_YEAR.0 - years as i16;
    match s.below(10) {
        0..=6 => date(year, 9, 1),
        7..=8 => date(year, 3, 1),
        _ => date(year, s.between(1, 8) as i8, s.between(1, 28) as i8),
    }
}

fn title(s: &mut Stream, career: u32) -> Title {
    let weights = match career {
        0..=1 => [60, 40, 0, 0],
        2..=7 => [5, 85, 10, 0],
        8..=15 => [0, 40, 55, 5],
        16..=24 => [0, 15, 60, 25],
        _ => [0, 8, 54, 38],
    };
    [Title::None, Title::Junior, Title::Intermediate, Title::Senior][s.weighted(&weights)]
}

/// Positions of exemptions, for about one in eighteen. Those whose id speaks of pregnancy or nursing are for younger women,
/// those that speak of retirement for the older.
fn exemptions(world: &World, s: &mut Stream, sex: Sex, age: u32) -> Vec<u8> {
    let list = &world.policy.eligibility.exemptions.value;
    if list.is_empty() || !s.percent(7) {
        return Vec::new();
    }
    let at = s.below(list.len() as u32);
    let id = list[at as usize].id.as_str();
    let fits = if id.contains("pregnan") || id.contains("nurs") {
        sex == Sex::Female && (23..=42).contains(&age)
    } else if id.contains("retire") {
        age >= 55
    } else {
        true
    };
    if fits { vec![at as u8] } else { Vec::new() }
}

/// Position on the ladder of language levels; one in twelve has none recorded.
fn language(world: &World, s: &mut Stream, sending: bool) -> Option<u8> {
    let levels = world.policy.ladders.language.value.len();
    if levels == 0 || s.percent(8) {
        return None;
    }
    // The two middle levels are common; the top ones among teachers of language.
    let middle = levels / 2;
    let low = if sending { 8 } else { 25 };
    let at = match s.below(100) {
        n if n < low => s.below(middle.max(1) as u32) as usize,
        n if n < 70 => middle,
        _ => middle + s.below((levels - middle) as u32) as usize,
    };
    Some(at.min(levels - 1) as u8)
}
