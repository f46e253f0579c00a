//! Published moves that are not to change: each becomes a pin, or is named where it cannot.

use super::{Ask, Freeze, ReplanError};
use lungang_domain::audit::Fault;
use lungang_domain::county::{CountyParts, Pin, PinKind};
use lungang_domain::document::MoveDoc;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::nearest;
use lungang_domain::policy::Policy;
use lungang_domain::replan::EventKind;
use std::collections::BTreeMap;

/// The reason of a pin that freezes a move.
pub const FREEZE: &str = "--freeze";

/// Pins the moves that are frozen; their teachers, sorted.
pub(super) fn freeze(
    parts: &mut CountyParts,
    policy: &Policy,
    ask: &Ask<'_>,
    impossible: &BTreeMap<String, Vec<Fault>>,
) -> Result<Vec<String>, ReplanError> {
    let moves: BTreeMap<&str, &MoveDoc> = ask.published.moves.iter().map(|m| (m.teacher_id.as_str(), m)).collect();
    let (chosen, named): (Vec<&MoveDoc>, bool) = match ask.freeze {
        Freeze::None => return Ok(Vec::new()),
        Freeze::All => (moves.into_values().collect(), false),
        Freeze::These(ids) => {
            let find = |id: &String| {
                moves.get(id.as_str()).copied().ok_or_else(|| ReplanError::NotPublished {
                    teacher_id: id.clone(),
                    hint: nearest::id_hint(id, moves.keys().copied()),
                })
            };
            (ids.iter().map(find).collect::<Result<_, _>>()?, true)
        }
    };
    let mut frozen = Vec::new();
    for m in chosen {
        match pinned(parts, policy, ask, impossible, m) {
            Ok(pin) => {
                parts.pins.extend(pin);
                frozen.push(m.teacher_id.clone());
            }
            // What can no longer be made is no part of `all`.
            Err(error) if named => return Err(error),
            Err(_) => {}
        }
    }
    frozen.sort();
    frozen.dedup();
    Ok(frozen)
}

/// The pin that keeps a move; none where one does already.
fn pinned(
    parts: &CountyParts,
    policy: &Policy,
    ask: &Ask<'_>,
    impossible: &BTreeMap<String, Vec<Fault>>,
    m: &MoveDoc,
) -> Result<Option<Pin>, ReplanError> {
    let teacher_id = m.teacher_id.clone();
    if let Some(kind) = voided(ask, parts, m) {
        return Err(ReplanError::FrozenVoid { teacher_id, kind });
    }
    if let Some(faults) = impossible.get(&teacher_id) {
        return Err(ReplanError::FrozenImpossible { teacher_id, faults: faults.clone() });
    }
    let teacher = parts.teachers.iter().position(|t| t.id == teacher_id).map(TeacherIx::new);
    let school = parts.schools.iter().position(|s| s.id == m.to_school).map(SchoolIx::new);
    let (Some(teacher), Some(school), Some(subject)) = (teacher, school, policy.subject(&m.subject)) else {
        return Err(ReplanError::FrozenImpossible { teacher_id, faults: Vec::new() });
    };
    let pin = Pin { teacher, kind: PinKind::Post, school: Some(school), subject: Some(subject), reason: FREEZE.into() };
    let mut own = parts.pins.iter().filter(|p| p.teacher == teacher);
    let covers =
        |p: &Pin| p.school.is_none_or(|s| Some(s) == pin.school) && p.subject.is_none_or(|k| Some(k) == pin.subject);
    if own.any(|p| match p.kind {
        PinKind::Post => !covers(p),
        PinKind::Forbid => covers(p),
        PinKind::Stay => true,
        PinKind::Leave => false,
    }) {
        return Err(ReplanError::FrozenPinned { teacher_id });
    }
    let stands = parts.pins.iter().any(|p| (p.teacher, p.kind, p.subject) == (teacher, PinKind::Post, pin.subject));
    Ok((!stands).then_some(pin))
}

/// The event that makes a published move void.
fn voided(ask: &Ask<'_>, parts: &CountyParts, m: &MoveDoc) -> Option<EventKind> {
    let school = parts.schools.iter().position(|s| s.id == m.to_school).map(SchoolIx::new);
    let of_teacher = |kind: EventKind| kind.off_duty() || kind == EventKind::Exempt;
    let mut events = ask.events.iter();
    let voids = events.find(|e| match e.kind {
        EventKind::ClosedSchool => e.school == school,
        EventKind::ObjectionUpheld => {
            e.teacher_id.as_deref() == Some(&m.teacher_id) && (e.school.is_none() || e.school == school)
        }
        kind => of_teacher(kind) && e.teacher_id.as_deref() == Some(&m.teacher_id),
    });
    voids.map(|e| e.kind)
}
