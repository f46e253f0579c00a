//! Whoever goes up to train (跟岗) is replaced by a partner from the school that trains them.
//!
//! Moves up from B to A ≤ moves down from A to B, for all two schools between which somebody moves up; where the policy asks
//! for the same subject, by stage and main subject of those who go up, against stage and subject of the posts that the
//! partners fill. Moves up ≥ ⌈share · moves down⌉ in the county, where the share is above 0. People. The office's own number.

use super::Serves;
use super::measured::{Measured, breach};
use crate::columns::Step;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::plan::Direction;
use lungang_domain::school::Part;
use std::collections::BTreeMap;

/// Who leaves for whom: home school, the school that trains, stage and main subject where they count.
type Pair = (SchoolIx, SchoolIx, Option<(Part, Option<SubjectIx>)>);

/// Looks at every two schools with somebody who goes up, then at the county.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let rule = &reading.policy.rules.two_way;
    let mut trainees: BTreeMap<Pair, Vec<usize>> = BTreeMap::new();
    let mut ups = 0;
    for (i, step) in world.steps.iter().enumerate().filter(|(_, s)| s.allowed && s.direction == Some(Direction::Up)) {
        let leaves = (world.teacher(step).part, world.teacher(step).main_subject());
        let about = rule.same_subject.value.then_some(leaves);
        trainees.entry((step.from, step.to, about)).or_default().push(i);
        ups += 1;
    }
    let mut measured = Measured::family();
    for ((from, trains, about), people) in &trainees {
        let fills = |part, subject| about.is_none_or(|leaves| leaves == (part, subject));
        let partners =
            world.down().filter(|x| x.from == *trains && x.to == *from && fills(x.part, x.subject)).count() as i64;
        let kind = if about.is_some() { BreachKind::TwoWayPost } else { BreachKind::TwoWayPair };
        let seen = Breach {
            school: Some(reading.school_id(*from)),
            other: Some(reading.school_id(*trains)),
            stage: about.map(|(part, _)| part.name().to_owned()),
            subject: about.and_then(|(_, subject)| subject).and_then(|k| subject_id(reading, k)),
            teachers: world.ids_at(people),
            ..breach(kind, partners, people.len() as i64)
        };
        measured.compare(Relation::AtMost, seen);
    }
    if rule.share.value.0 > 0 {
        let required = rule.share.value.ceil_of(world.down().count() as i64);
        measured.compare(Relation::AtLeast, breach(BreachKind::TwoWayLeast, required, ups));
    }
    measured
}

fn subject_id(reading: &Reading<'_>, subject: SubjectIx) -> Option<String> {
    reading.policy.subjects.get(subject.at()).map(|k| k.id.clone())
}

/// Whoever goes up serves the pair where everybody of it is replaced.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    Box::new(|step| step.direction == Some(Direction::Up) && replaced(world, step))
}

/// Whether everybody who goes up from the one school to the other has a partner who comes down.
fn replaced(world: &World<'_>, up: &Step) -> bool {
    let same = world.before.policy.rules.two_way.same_subject.value;
    let leaves = |s: &Step| {
        let person = world.before.county.teacher(s.teacher);
        (person.part, person.main_subject())
    };
    let alike = |s: &&Step| !same || leaves(s) == leaves(up);
    let ups = world.steps.iter().filter(|s| s.direction == Some(Direction::Up));
    let ups = ups.filter(|s| (s.from, s.to) == (up.from, up.to)).filter(alike).count();
    let downs = world.steps.iter().filter(|s| s.direction == Some(Direction::Down));
    let fills = |s: &&Step| !same || (s.part, s.subject) == leaves(up);
    downs.filter(|s| (s.from, s.to) == (up.to, up.from)).filter(fills).count() >= ups
}
