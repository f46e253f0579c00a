//! What each event changes in the county: status, pins, need.

use lungang_domain::county::{County, CountyParts, NeedRow, Pin, PinKind};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::replan::EventKind;
use lungang_domain::school::Part;
use lungang_domain::teacher::Status;
use lungang_tables::events::Event;
use std::collections::BTreeSet;

/// Whether an event rules out that a teacher moves: at all, or to this school; empty for any.
pub fn rules_out(event: &Event, county: &County, teacher_id: &str, school: &str) -> bool {
    let there = event.school.is_none_or(|s| {
        let s = county.school(s);
        s.id == school || s.name == school
    });
    let ruled_out = match event.kind {
        EventKind::ObjectionUpheld => there,
        kind => kind.off_duty() || kind == EventKind::Exempt,
    };
    ruled_out && event.teacher_id.as_deref() == Some(teacher_id)
}

/// Changes the county as the event says. An event about a teacher who has left the roster changes nothing.
pub(super) fn apply(parts: &mut CountyParts, event: &Event) {
    match event.kind {
        EventKind::Illness | EventKind::Maternity => off_duty(parts, event, Status::Leave),
        EventKind::Resignation => off_duty(parts, event, Status::Absent),
        EventKind::Retirement => off_duty(parts, event, Status::Retired),
        EventKind::Secondment => off_duty(parts, event, Status::Seconded),
        EventKind::Return => {
            if let Some(teacher) = event.teacher {
                parts.teachers[teacher.at()].status = Status::OnDuty;
            }
        }
        EventKind::Exempt => stay(parts, event),
        EventKind::ObjectionUpheld => match (event.teacher, event.school) {
            (Some(teacher), Some(school)) => {
                parts.pins.retain(|p| p.teacher != teacher || p.kind != PinKind::Post || p.school != Some(school));
                pin(parts, event, teacher, PinKind::Forbid, Some(school));
            }
            _ => stay(parts, event),
        },
        // It stands in the tables.
        EventKind::NewSchool => {}
        EventKind::ClosedSchool => {
            if let Some(school) = event.school {
                close(parts, school);
            }
        }
        EventKind::ChangedNeed => {
            if let (Some(school), Some(part), Some(subject), Some(required)) =
                (event.school, event.part, event.subject, event.required)
            {
                need(parts, (school, part, subject), required);
            }
        }
    }
}

/// Who is away neither moves nor is asked to: pins that ask for it have had their day.
fn off_duty(parts: &mut CountyParts, event: &Event, status: Status) {
    let Some(teacher) = event.teacher else { return };
    parts.teachers[teacher.at()].status = status;
    drop_moves(parts, teacher);
}

fn stay(parts: &mut CountyParts, event: &Event) {
    let Some(teacher) = event.teacher else { return };
    drop_moves(parts, teacher);
    pin(parts, event, teacher, PinKind::Stay, None);
}

/// The event goes before what was pinned before it.
fn drop_moves(parts: &mut CountyParts, teacher: TeacherIx) {
    parts.pins.retain(|p| p.teacher != teacher || !matches!(p.kind, PinKind::Post | PinKind::Leave));
}

fn pin(parts: &mut CountyParts, event: &Event, teacher: TeacherIx, kind: PinKind, school: Option<SchoolIx>) {
    let reason = if event.note.is_empty() { event.kind.name().to_owned() } else { event.note.clone() };
    parts.pins.push(Pin { teacher, kind, school, subject: None, reason });
}

/// A school that has closed has no pupils, no classes and no posts; who serves there may go.
fn close(parts: &mut CountyParts, at: SchoolIx) {
    let school = &mut parts.schools[at.at()];
    for part in Part::ALL {
        *school.pupils.get_mut(part) = 0;
    }
    school.classes = [0; 9];
    school.boarding = 0;
    let stages = school.parts();
    let taught: BTreeSet<SubjectIx> = parts.teachers.iter().flat_map(|t| t.subjects.iter().copied()).collect();
    for part in stages {
        for subject in &taught {
            need(parts, (at, *part, *subject), 0);
        }
    }
    parts.pins.retain(|p| p.kind != PinKind::Post || p.school != Some(at));
}

/// Sets what a post requires; a limit below it has had its day.
fn need(parts: &mut CountyParts, (school, part, subject): (SchoolIx, Part, SubjectIx), required: u32) {
    let same = |n: &&mut NeedRow| (n.school, n.part, n.subject) == (school, part, subject);
    match parts.needs.iter_mut().find(same) {
        Some(row) => {
            row.required = required;
            row.limit = row.limit.filter(|limit| *limit >= required && required > 0);
        }
        None => parts.needs.push(NeedRow { school, part, subject, required, limit: None, weight: None }),
    }
}
