//! What the office foresees for the five years after the planned one: a village school that shrinks, a school in town
//! that grows by a class, recruits for what nobody teaches, somebody who goes, and somebody on leave for a year.
//!
//! Only the example county has it: it is to be read, the other sizes are to be measured.

use super::{SCHOOL_YEAR, World, pins, roster};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{CountyParts, PinKind};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::school::{Area, Part, School, SchoolStage};
use lungang_domain::teacher::{Role, Sex, Status, Teacher};
use std::collections::BTreeSet;

/// School years foreseen.
const YEARS: i16 = 5;
/// Pupils in each of them for every hundred now, in a village that people leave and in a town they move to.
const SHRINKING: [u32; YEARS as usize] = [91, 83, 74, 65, 57];
const GROWING: [u32; YEARS as usize] = [105, 110, 115, 119, 122];
/// From which of them on the school in town has a class more, and the village school a class less.
const MORE_CLASSES: usize = 1;
const FEWER_CLASSES: usize = 3;

/// Projections of a county whose other tables are made.
pub(super) fn projections(world: &World, parts: &CountyParts) -> Vec<Projection> {
    let mut all = Vec::new();
    let schools = || parts.schools.iter().enumerate().filter(|(_, s)| s.public && s.parts().len() == 1);
    let village = |s: &School| s.area == Area::Rural && s.stage == SchoolStage::Primary && s.central_school.is_some();
    let smallest = schools().filter(|(_, s)| village(s)).min_by_key(|(_, s)| s.pupils.primary + s.pupils.junior);
    let town = schools().find(|(_, s)| s.area == Area::Town).or_else(|| schools().find(|(_, s)| s.area == Area::Urban));
    if let Some((at, school)) = smallest {
        let fewer = |nth, classes: u32| if nth >= FEWER_CLASSES { classes.saturating_sub(1).max(1) } else { classes };
        all.extend(school_years(SchoolIx::new(at), school, &SHRINKING, fewer));
    }
    if let Some((at, school)) = town {
        let more = |nth, classes: u32| classes + u32::from(nth >= MORE_CLASSES);
        all.extend(school_years(SchoolIx::new(at), school, &GROWING, more));
    }
    for (nth, (school, part, subject)) in (1..).zip(lacking(world, parts).into_iter().take(2)) {
        all.push(Projection { year: later(nth), what: Projected::Recruits { school, part, subject, count: 1 } });
    }
    all.extend(people(world, parts));
    all.sort();
    all
}

/// The `nth` school year after the planned one.
fn later(nth: i16) -> SchoolYear {
    SchoolYear(SCHOOL_YEAR.0 + nth)
}

/// Pupils and classes of a school of one part, every year.
fn school_years(
    ix: SchoolIx,
    school: &School,
    per_hundred: &[u32],
    classes: impl Fn(usize, u32) -> u32,
) -> Vec<Projection> {
    let part = school.parts()[0];
    let now = *school.pupils.get(part);
    let year = |(nth, share): (usize, &u32)| {
        let year = later(nth as i16 + 1);
        let count = now * share / 100;
        let pupils = Projected::Pupils { school: ix, part, count };
        let count = classes(nth, school.classes_of(part));
        [pupils, Projected::Classes { school: ix, part, grade: None, count }].map(|what| Projection { year, what })
    };
    per_hundred.iter().enumerate().flat_map(year).collect()
}

/// Posts of scarce subjects at receiving schools where nobody teaches them, one a school, most required first.
fn lacking(world: &World, parts: &CountyParts) -> Vec<(SchoolIx, Part, SubjectIx)> {
    let serving = pins::serving(world, parts);
    let mut found = Vec::new();
    for (at, school) in parts.schools.iter().enumerate().filter(|(_, s)| s.public && !roster::sends(world, s)) {
        let open = school.parts().iter().flat_map(|&part| {
            let required = &world.posts[at].get(part).required;
            let here = &serving[at][part as usize];
            let scarce = (0..required.len()).filter(|&k| world.policy.subjects[k].scarce);
            scarce.filter(|&k| required[k] > here[k] && here[k] == 0).map(move |k| (required[k], part, k))
        });
        if let Some((required, part, k)) = open.max_by_key(|&(required, part, k)| (required, part, usize::MAX - k)) {
            found.push((required, SchoolIx::new(at), part, SubjectIx::new(k)));
        }
    }
    found.sort_by_key(|&(required, school, ..)| (std::cmp::Reverse(required), school));
    found.into_iter().map(|(_, school, part, subject)| (school, part, subject)).collect()
}

/// A teacher of middle age who goes in the third year; a young woman on leave for the second.
fn people(world: &World, parts: &CountyParts) -> Vec<Projection> {
    let mut s = world.stream("projections");
    let asked = parts.pins.iter().filter(|p| matches!(p.kind, PinKind::Post | PinKind::Stay)).map(|p| p.teacher);
    let fixed: BTreeSet<TeacherIx> = asked.chain(parts.postings.iter().map(|p| p.teacher)).collect();
    let aged = |t: &Teacher, low: i16, high: i16| {
        t.birth.is_some_and(|born| (low..=high).contains(&(SCHOOL_YEAR.0 - born.year())))
    };
    let mut who = |fits: &dyn Fn(&Teacher) -> bool| {
        let free = |at: &usize| {
            let t = &parts.teachers[*at];
            let plain = t.teaches() && t.status == Status::OnDuty && t.role == Role::Teacher && t.spouse.is_none();
            plain && !fixed.contains(&TeacherIx::new(*at)) && fits(t)
        };
        let list: Vec<usize> = (0..parts.teachers.len()).filter(free).collect();
        (!list.is_empty()).then(|| TeacherIx::new(*s.pick(&list)))
    };
    let going = who(&|t| aged(t, 36, 46));
    let resting = who(&|t| aged(t, 26, 34) && t.sex == Some(Sex::Female));
    let mut all = Vec::new();
    if let Some(teacher) = going {
        all.push(Projection { year: later(3), what: Projected::Departure(teacher) });
    }
    if let Some(teacher) = resting {
        all.push(Projection { year: later(2), what: Projected::Leave(teacher) });
        all.push(Projection { year: later(3), what: Projected::Return(teacher) });
    }
    all
}
