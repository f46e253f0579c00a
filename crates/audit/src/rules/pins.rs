//! What the office has fixed, forbidden or kept holds.
//!
//! post: the teacher moves to the school (in the subject, where stated); forbid: does not move to the school (in the
//! subject, where stated; anywhere, where no school is); stay: does not move; leave: moves; for every pin; pins. The office's own decision.

use super::Serves;
use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::county::PinKind;
use lungang_domain::id::TeacherIx;
use std::collections::BTreeSet;

/// Looks at every pin; what is required and achieved are moves.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    for pin in &reading.county.pins {
        let there = |to| pin.school.is_none_or(|s| s == to);
        let moves = world
            .moves_of(pin.teacher)
            .filter(|x| match pin.kind {
                PinKind::Post | PinKind::Forbid => there(x.to) && (pin.subject.is_none() || pin.subject == x.subject),
                PinKind::Stay | PinKind::Leave => true,
            })
            .count();
        let (kind, relation, required) = match pin.kind {
            PinKind::Post => (BreachKind::PinPost, Relation::AtLeast, 1),
            PinKind::Forbid => (BreachKind::PinForbid, Relation::AtMost, 0),
            PinKind::Stay => (BreachKind::PinStay, Relation::AtMost, 0),
            PinKind::Leave => (BreachKind::PinLeave, Relation::AtLeast, 1),
        };
        let seen = Breach {
            school: pin.school.map(|s| reading.school_id(s)),
            subject: pin.subject.and_then(|k| reading.policy.subjects.get(k.at())).map(|k| k.id.clone()),
            teachers: vec![reading.teacher_id(pin.teacher)],
            ..breach(kind, required, moves as i64)
        };
        let holds = relation.holds(seen.required, seen.achieved);
        measured.look((!holds).then_some((seen, 1)));
    }
    measured
}

/// Whoever the office asks to move serves the pin.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    let asks = |kind| matches!(kind, PinKind::Post | PinKind::Leave);
    let pins = world.before.county.pins.iter().filter(|p| asks(p.kind));
    let people: BTreeSet<TeacherIx> = pins.map(|p| p.teacher).collect();
    Box::new(move |step| people.contains(&step.teacher))
}
