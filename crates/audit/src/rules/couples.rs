//! Couples move together or not at all.
//!
//! Both move, to schools at most `km` apart, or neither moves, for every couple on the roster (`who = asked`: every couple
//! of which one has asked); couples. An unknown distance allows the same school only. Practice.
//!
//! With `apart`, of every other couple: the distance between the schools where the two end is at most `km`, or at most the
//! distance before; couples. One of which a distance is unknown is not checked.

use super::Serves;
use super::measured::{Measured, breach};
use crate::columns::beyond;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::missing::Missing;
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
    for (a, b) in unbound(reading) {
        let [ends_a, ends_b] = [a, b].map(|t| world.moves_of(t).next().map(|step| step.to));
        if ends_a.is_none() && ends_b.is_none() {
            continue;
        }
        let county = reading.county;
        let before = county.between(county.serves_at(a), county.serves_at(b));
        let [ends_a, ends_b] = [(a, ends_a), (b, ends_b)].map(|(t, to)| to.unwrap_or_else(|| county.serves_at(t)));
        let (Some(before), Some(after)) = (before, county.between(ends_a, ends_b)) else {
            measured.lacks(Missing::Journey, 1);
            continue;
        };
        let seen = led_apart(reading, before, after).then(|| {
            let most = i64::from(before).max(reading.policy.rules.couples.km.value.0 / 10);
            let teachers = vec![reading.teacher_id(a), reading.teacher_id(b)];
            (Breach { teachers, ..breach(BreachKind::CoupleFurther, most, i64::from(after)) }, 1)
        });
        measured.look(seen);
    }
    measured
}

/// Every couple on the roster, the lower id first, with whether the rule binds it.
fn all<'a>(reading: &'a Reading<'a>) -> impl Iterator<Item = ((TeacherIx, TeacherIx), bool)> + 'a {
    let county = reading.county;
    let everybody = reading.policy.rules.couples.who.value == CouplesWho::All;
    county.teacher_ixs().filter_map(move |a| {
        let b = county.teacher(a).spouse.filter(|b| a < *b)?;
        let asked = [a, b].iter().any(|t| county.teacher(*t).together);
        Some(((a, b), everybody || asked))
    })
}

/// Every couple that the rule binds.
pub(crate) fn bound(reading: &Reading<'_>) -> Vec<(TeacherIx, TeacherIx)> {
    all(reading).filter(|(_, bound)| *bound).map(|(pair, _)| pair).collect()
}

/// Every couple that may not be led further apart.
pub(crate) fn unbound(reading: &Reading<'_>) -> Vec<(TeacherIx, TeacherIx)> {
    let apart = reading.policy.rules.couples.apart.value;
    all(reading).filter(|(_, bound)| apart && !bound).map(|(pair, _)| pair).collect()
}

/// Whether a distance is above the limit and above the one before.
pub(crate) fn led_apart(reading: &Reading<'_>, before: u32, after: u32) -> bool {
    after > before && beyond(after, reading.policy.rules.couples.km.value)
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
