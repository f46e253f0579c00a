//! The roster of the year that begins: without those who went, with those who are new.

use super::advance::Turn;
use super::ledger::Ledger;
use crate::recruit::Hire;
use jiff::civil::date;
use lungang_domain::county::CountyParts;
use lungang_domain::id::TeacherIx;
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::teacher::{Role, Teacher};
use lungang_domain::years::Happening;
use std::collections::BTreeSet;

/// Age of a new teacher.
const AGE: i16 = 23;

/// Who is new: as foreseen; where nothing at all is foreseen of recruits for the year, as the recruitment plan says, and without
/// one those who went are replaced by lot at the school that held their post.
pub(super) fn recruits(turn: &Turn<'_>, parts: &CountyParts, gone: &[bool], hired: Option<Vec<Hire>>) -> Vec<Hire> {
    let (mut recruits, mut foreseen) = (Vec::new(), false);
    for what in turn.foreseen() {
        if let Projected::Recruits { school, part, subject, count } = what {
            // Nobody, where that is foreseen.
            foreseen = true;
            recruits.extend((0..count).map(|_| (school, part, subject)));
        }
    }
    match hired {
        _ if foreseen => recruits,
        Some(hired) => hired,
        None => like_for_like(turn, parts, gone),
    }
}

/// The posts of those who went and are replaced by lot.
fn like_for_like(turn: &Turn<'_>, parts: &CountyParts, gone: &[bool]) -> Vec<Hire> {
    let share = turn.policy.years.replaced.value;
    let left = parts.teachers.iter().zip(gone).filter(|(_, gone)| **gone).map(|(t, _)| t);
    let replaced = left.filter(|t| teaching(t) && turn.falls_on(share, "replaced", &t.id));
    replaced.filter_map(|t| Some((t.school, t.part, t.main_subject()?))).collect()
}

fn teaching(teacher: &Teacher) -> bool {
    !matches!(teacher.role, Role::Administrator | Role::Support)
}

/// Takes out those who went with all that points to them, and adds the new.
pub(super) fn replace(
    turn: &Turn<'_>,
    parts: &mut CountyParts,
    gone: &[bool],
    recruits: Vec<Hire>,
    ledger: &mut Ledger,
) {
    let mut next = 0;
    let place: Vec<Option<TeacherIx>> = gone
        .iter()
        .map(|gone| {
            let at = (!gone).then(|| TeacherIx::new(next));
            next += usize::from(at.is_some());
            at
        })
        .collect();
    let now = |t: TeacherIx| place[t.at()];
    let left: BTreeSet<String> =
        parts.teachers.iter().zip(gone).filter(|(_, gone)| **gone).map(|(t, _)| t.id.clone()).collect();

    let mut kept = gone.iter().map(|gone| !gone);
    parts.teachers.retain(|_| kept.next().unwrap_or(true));
    for teacher in &mut parts.teachers {
        teacher.spouse = teacher.spouse.and_then(now);
        teacher.together &= teacher.spouse.is_some();
    }
    keep(&mut parts.wishes, now, |w| &mut w.teacher);
    keep(&mut parts.applications, now, |a| &mut a.teacher);
    keep(&mut parts.scores, now, |s| &mut s.teacher);
    keep(&mut parts.relatives, now, |r| &mut r.teacher);
    keep(&mut parts.relatives, now, |r| &mut r.relative);
    keep(&mut parts.postings, now, |p| &mut p.teacher);
    parts.projections = parts.projections.drain(..).filter_map(|p| projected(p, now)).collect();
    let trips: Vec<_> = std::mem::take(&mut parts.travel).into();
    // A school may bear the code of somebody who went.
    let schools: BTreeSet<&str> = parts.schools.iter().map(|s| s.id.as_str()).collect();
    let stays = |id: &String| !left.contains(id) || schools.contains(id.as_str());
    let trips: Vec<_> = trips.into_iter().filter(|(from, to, _)| stays(from) && stays(to)).collect();
    parts.travel = trips.into();

    let mut taken: BTreeSet<String> = parts.teachers.iter().map(|t| t.id.clone()).chain(left).collect();
    let mut number = 0;
    for (school, part, subject) in recruits {
        let id = loop {
            number += 1;
            let id = format!("N{}-{number:03}", turn.next.0);
            if taken.insert(id.clone()) {
                break id;
            }
        };
        let school_id = parts.schools[school.at()].id.clone();
        let subject_id = turn.policy.subject_id(subject).to_owned();
        let what = Happening::Recruited { to_school: school_id, subject: subject_id };
        ledger.happened(turn.next.label(), id.clone(), what);
        parts.teachers.push(new_teacher(turn, id, (school, part, subject)));
    }
}

/// Renumbers what points to teachers, and drops what points to those who went.
fn keep<T>(list: &mut Vec<T>, now: impl Fn(TeacherIx) -> Option<TeacherIx>, of: impl Fn(&mut T) -> &mut TeacherIx) {
    list.retain_mut(|row| {
        let teacher = of(row);
        now(*teacher).map(|at| *teacher = at).is_some()
    });
}

fn projected(p: Projection, now: impl Fn(TeacherIx) -> Option<TeacherIx>) -> Option<Projection> {
    let what = match p.what {
        Projected::Departure(t) => Projected::Departure(now(t)?),
        Projected::Leave(t) => Projected::Leave(now(t)?),
        Projected::Return(t) => Projected::Return(now(t)?),
        other => other,
    };
    Some(Projection { what, ..p })
}

fn new_teacher(turn: &Turn<'_>, id: String, (school, part, subject): Hire) -> Teacher {
    Teacher {
        subjects: vec![subject],
        birth: Some(date(turn.next.0.saturating_sub(AGE), 1, 1)),
        ..Teacher::new(id, school, part, turn.next.first_day())
    }
}
