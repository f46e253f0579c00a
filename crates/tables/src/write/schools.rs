//! The schools table.

use super::rows::{Sheet, Value, choice};
use crate::schema::{AREAS, OWNERSHIPS, SCHOOL_STAGES, TIERS, TableSpec, tables};
use lungang_domain::county::CountyParts;
use lungang_domain::school::{Area, Part, School, SchoolStage, Tier};
use lungang_domain::words::Lang;

/// One row a school.
pub(super) fn schools(parts: &CountyParts, lang: Lang) -> Sheet {
    let spec: &'static TableSpec = &tables()[0];
    let mut sheet = Sheet::new(spec, lang);
    let private = parts.schools.iter().any(|s| !s.public);
    for school in &parts.schools {
        let by_grade = (school.stage == SchoolStage::NineYear).then(|| pupils_by_grade(school));
        sheet.push(|column| match column {
            "school_id" => Value::text(&school.id),
            "name" => Value::text(&school.name),
            "stage" => choice(&SCHOOL_STAGES, school.stage.name(), lang),
            "area" => choice(&AREAS, area(school.area), lang),
            "tier" => choice(&TIERS, tier(school.tier), lang),
            "ownership" if private => choice(&OWNERSHIPS, if school.public { "public" } else { "private" }, lang),
            "pupils" => Value::int(school.pupils.primary + school.pupils.junior),
            "classes" => Value::int(school.classes.iter().sum::<u32>()),
            "boarding" => Value::int(school.boarding),
            "hardship" => Value::int(school.hardship),
            "alliance" => Value::text(school.alliance.as_deref().unwrap_or("")),
            "central_school" => school.central_school.map_or(Value::Empty, |c| Value::text(&parts.schools[c.at()].id)),
            "lon" => school.position.map_or(Value::Empty, |p| Value::Millionths(p.lon.into())),
            "lat" => school.position.map_or(Value::Empty, |p| Value::Millionths(p.lat.into())),
            "establishment" => Value::maybe(school.establishment),
            "posts_senior" => Value::maybe(school.posts_senior),
            "posts_intermediate" => Value::maybe(school.posts_intermediate),
            "beds" => Value::maybe(school.beds),
            "beds_male" => Value::maybe(school.beds_male),
            "beds_female" => Value::maybe(school.beds_female),
            "township" => Value::text(school.township.as_deref().unwrap_or("")),
            "staff" => Value::maybe(school.staff_reported),
            other => match grade(other) {
                Some(("classes_g", at)) => Value::int(school.classes[at]),
                Some((_, at)) => by_grade.map_or(Value::Empty, |pupils| Value::int(pupils[at])),
                None => Value::Empty,
            },
        });
    }
    sheet
}

/// `classes_g3` as its kind and the position of the grade.
fn grade(column: &str) -> Option<(&'static str, usize)> {
    ["classes_g", "pupils_g"].into_iter().find_map(|kind| {
        let n: usize = column.strip_prefix(kind)?.parse().ok()?;
        (1..=9).contains(&n).then_some((kind, n - 1))
    })
}

/// The pupils of each part spread over its grades by classes, lower grades first: the parts keep their sums, which one
/// total for a nine-year school would lose.
fn pupils_by_grade(school: &School) -> [u32; 9] {
    let mut pupils = [0u32; 9];
    for part in Part::ALL {
        let classes = u64::from(school.classes_of(part));
        let total = u64::from(*school.pupils.get(part));
        let mut left = total;
        for grade in part.grades() {
            if let Some(share) = (total * u64::from(school.classes[grade])).checked_div(classes) {
                pupils[grade] = share as u32;
                left -= share;
            }
        }
        let mut open: Vec<usize> = part.grades().filter(|g| school.classes[*g] > 0).collect();
        if open.is_empty() {
            open.push(part.grades().start);
        }
        for at in 0..left as usize {
            pupils[open[at % open.len()]] += 1;
        }
    }
    pupils
}

fn area(area: Area) -> &'static str {
    match area {
        Area::Urban => "urban",
        Area::Town => "town",
        Area::Rural => "rural",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Quality => "quality",
        Tier::Ordinary => "ordinary",
        Tier::Weak => "weak",
    }
}
