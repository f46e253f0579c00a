//! Couples move together or not at all.
//!
//! Both move, to schools at most `km` apart, or neither moves, for every couple on the roster (`who = asked`: every couple
//! of which one has asked); couples. An unknown distance allows the same school only. Practice.

use super::Serves;
use super::measured::{Measured, breach};
use crate::columns::beyond;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::CouplesWho;
use std::collections::BTreeSet;

/// Looks at every couple that the rule binds.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    for (a, b) in bound(reading) {
        let seen = parted(world, a, b);
        measured.look(seen.map(|seen| {
            let teachers = vec![reading.teacher_id(a), reading.teacher_id(b)];
            (Breach { teachers, ..seen }, 1)
        }));
    }
    measured
}

/// Every couple that the rule binds, the lower id first.
pub(crate) fn bound(reading: &Reading<'_>) -> Vec<(TeacherIx, TeacherIx)> {
    let county = reading.county;
    let all = reading.policy.rules.couples.who.value == CouplesWho::All;
    let pair = |a: TeacherIx| {
        let b = county.teacher(a).spouse.filter(|b| a < *b)?;
        let asked = [a, b].iter().any(|t| county.teacher(*t).together);
        (all || asked).then_some((a, b))
    };
    county.teacher_ixs().filter_map(pair).collect()
}

/// How the couple fails; required and achieved are people, or metres where both move.
fn parted(world: &World<'_>, a: TeacherIx, b: TeacherIx) -> Option<Breach> {
    let county = world.before.county;
    let km = world.before.policy.rules.couples.km.value;
    let to = |t| world.moves_of(t).next().map(|step| step.to);
    match (to(a), to(b)) {
        (None, None) => None,
        (Some(one), Some(other)) if one == other => None,
        (Some(one), Some(other)) => match county.between(one, other) {
            None => Some(breach(BreachKind::CoupleUnknown, km.0 / 10, 0)),
            Some(metres) if beyond(metres, km) => Some(breach(BreachKind::CoupleApart, km.0 / 10, i64::from(metres))),
            Some(_) => None,
        },
        _ => Some(breach(BreachKind::CoupleParted, 2, 1)),
    }
}

/// Whether two new schools, that of the lower id first, are near enough; where their distance is unknown only one school is.
pub(crate) fn near(reading: &Reading<'_>, one: SchoolIx, other: SchoolIx) -> bool {
    let km = reading.policy.rules.couples.km.value;
    one == other || reading.county.between(one, other).is_some_and(|metres| !beyond(metres, km))
}

/// Teachers of a couple that it binds serve it.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    let people: BTreeSet<TeacherIx> = bound(world.before).into_iter().flat_map(|(a, b)| [a, b]).collect();
    Box::new(move |step| people.contains(&step.teacher))
}
