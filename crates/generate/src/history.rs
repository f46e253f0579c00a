//! Exchanges that run and exchanges that have ended.

use super::stream::Stream;
use super::{SCHOOL_YEAR, World, roster};
use jiff::civil::date;
use lungang_domain::county::{CountyParts, Posting};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::teacher::Role;

/// At most one running exchange out of each sending school, to a receiving school of the same part and county.
pub(super) fn running(world: &World, parts: &mut CountyParts) {
    let mut s = world.stream("running");
    let receiving = receiving(world, parts);
    let mut by_school: Vec<Vec<usize>> = vec![Vec::new(); parts.schools.len()];
    for (at, t) in parts.teachers.iter().enumerate() {
        let settled = t.joined.year() <= SCHOOL_YEAR.0 - 3;
        if settled && t.teaches() && t.role == Role::Teacher && !t.together && t.exemptions.is_empty() {
            by_school[t.school.at()].push(at);
        }
    }
    for from in 0..parts.schools.len() {
        if !roster::sends(world, &parts.schools[from]) || by_school[from].is_empty() || !s.percent(60) {
            continue;
        }
        let at = *s.pick(&by_school[from]);
        let part = parts.teachers[at].part;
        let near: Vec<SchoolIx> =
            receiving[from].iter().copied().filter(|ix| parts.schools[ix.at()].parts().contains(&part)).collect();
        if near.is_empty() {
            continue;
        }
        let to = *s.pick(&near);
        parts.postings.push(Posting {
            teacher: TeacherIx::new(at),
            from: SchoolIx::new(from),
            to,
            start: date(SCHOOL_YEAR.0 - 1, 9, 1),
            end: date(SCHOOL_YEAR.0 + s.between(1, 2) as i16, 8, 31),
            subject: None,
        });
    }
}

/// One exchange in the past for one teacher in nine, some of them short enough ago to be resting.
pub(super) fn past(world: &World, parts: &mut CountyParts) {
    let mut s = world.stream("past");
    let receiving = receiving(world, parts);
    let busy: std::collections::BTreeSet<TeacherIx> = parts.postings.iter().map(|p| p.teacher).collect();
    for at in 0..parts.teachers.len() {
        let teacher = TeacherIx::new(at);
        let t = &parts.teachers[at];
        let years = i32::from(SCHOOL_YEAR.0) - i32::from(t.joined.year());
        if busy.contains(&teacher) || years < 4 || !t.teaches() || !s.percent(11) {
            continue;
        }
        let same_part = |ix: &&SchoolIx| parts.schools[ix.at()].parts().contains(&t.part);
        let near: Vec<SchoolIx> = receiving[t.school.at()].iter().filter(same_part).copied().collect();
        if near.is_empty() {
            continue;
        }
        let (ended, long) = ended(&mut s, years as u32);
        parts.postings.push(Posting {
            teacher,
            from: t.school,
            to: *s.pick(&near),
            start: date(SCHOOL_YEAR.0 - (ended + long) as i16, 9, 1),
            end: date(SCHOOL_YEAR.0 - ended as i16, 8, 31),
            subject: None,
        });
    }
}

/// Years since the end and length of an exchange that fits into so many years (at least 4) at the school.
fn ended(s: &mut Stream, years: u32) -> (u32, u32) {
    let long = s.between(1, 2);
    (s.below(years - long - 1), long)
}

/// Receiving schools of the same county town, for each school that sends.
fn receiving(world: &World, parts: &CountyParts) -> Vec<Vec<SchoolIx>> {
    let mut by_town: std::collections::BTreeMap<_, Vec<SchoolIx>> = std::collections::BTreeMap::new();
    for (at, school) in parts.schools.iter().enumerate() {
        if school.public && !roster::sends(world, school) {
            by_town.entry(world.centres[at]).or_default().push(SchoolIx::new(at));
        }
    }
    let of = |at: usize| {
        let sends = roster::sends(world, &parts.schools[at]);
        if sends { by_town.get(&world.centres[at]).cloned().unwrap_or_default() } else { Vec::new() }
    };
    (0..parts.schools.len()).map(of).collect()
}
