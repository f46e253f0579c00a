//! Rows of a table of assignments against the moves of the plan that it stands beside: added, removed, changed.

use crate::kinds::FaultKind;
use crate::submission::{SubmittedHead, SubmittedMove, SubmittedRetask, SubmittedVisit};
use lungang_domain::audit::Fault;
use std::collections::BTreeMap;

/// Every difference; a teacher's rows are paired in their order. What a row leaves open agrees with anything.
pub fn compare(planned: &[SubmittedMove], rows: &[SubmittedMove]) -> Vec<Fault> {
    let mut by_teacher: BTreeMap<&str, (Vec<&SubmittedMove>, Vec<&SubmittedMove>)> = BTreeMap::new();
    for m in planned {
        by_teacher.entry(&m.teacher_id).or_default().0.push(m);
    }
    for row in rows {
        by_teacher.entry(&row.teacher_id).or_default().1.push(row);
    }
    let mut faults = Vec::new();
    for (mut planned, mut rows) in by_teacher.into_values() {
        rows.retain(|row| match planned.iter().position(|m| same(m, row)) {
            Some(at) => {
                planned.remove(at);
                false
            }
            None => true,
        });
        let pairs = planned.len().min(rows.len());
        for (m, row) in planned.iter().zip(&rows) {
            faults.push(fault(FaultKind::MoveChanged, row, Some(post(m, row)), Some(post(row, m))));
        }
        faults.extend(planned[pairs..].iter().map(|m| fault(FaultKind::MoveRemoved, m, None, None)));
        faults.extend(rows[pairs..].iter().map(|row| fault(FaultKind::MoveAdded, row, None, None)));
    }
    faults
}

/// Every difference between who is retasked by the plan and by the table beside it.
pub fn retasks(planned: &[SubmittedRetask], rows: &[SubmittedRetask]) -> Vec<Fault> {
    let lacks = |list: &[SubmittedRetask], r: &SubmittedRetask| {
        list.iter().all(|other| (&other.teacher_id, &other.to) != (&r.teacher_id, &r.to))
    };
    let fault = |r: &SubmittedRetask, expected, found| Fault {
        kind: FaultKind::RetaskChanged.name().to_owned(),
        teacher: Some(r.teacher_id.clone()),
        school: r.school.clone(),
        expected,
        found,
        place: r.place.clone(),
    };
    let gone = planned.iter().filter(|r| lacks(rows, r)).map(|r| fault(r, Some(r.to.clone()), None));
    let new = rows.iter().filter(|r| lacks(planned, r)).map(|r| fault(r, None, Some(r.to.clone())));
    gone.chain(new).collect()
}

/// Every difference between who travels by the plan and by the table beside it.
pub fn visits(planned: &[SubmittedVisit], rows: &[SubmittedVisit]) -> Vec<Fault> {
    let key = |v: &SubmittedVisit| (v.teacher_id.clone(), v.school.clone(), v.subject.clone(), v.periods);
    let said = |v: &SubmittedVisit| Some(format!("{} {} {}", v.school, v.subject, v.periods));
    let lacks = |list: &[SubmittedVisit], v: &SubmittedVisit| list.iter().all(|other| key(other) != key(v));
    let fault = |v: &SubmittedVisit, expected, found| Fault {
        kind: FaultKind::VisitChanged.name().to_owned(),
        teacher: Some(v.teacher_id.clone()),
        school: Some(v.school.clone()),
        expected,
        found,
        place: v.place.clone(),
    };
    let gone = planned.iter().filter(|v| lacks(rows, v)).map(|v| fault(v, said(v), None));
    let new = rows.iter().filter(|v| lacks(planned, v)).map(|v| fault(v, None, said(v)));
    gone.chain(new).collect()
}

/// Every difference between who heads which school by the plan and by the table beside it.
pub fn heads(planned: &[SubmittedHead], rows: &[SubmittedHead]) -> Vec<Fault> {
    let lacks = |list: &[SubmittedHead], h: &SubmittedHead| {
        list.iter().all(|other| (&other.teacher_id, &other.to_school) != (&h.teacher_id, &h.to_school))
    };
    let fault = |h: &SubmittedHead, expected, found| Fault {
        kind: FaultKind::HeadChanged.name().to_owned(),
        teacher: Some(h.teacher_id.clone()),
        school: None,
        expected,
        found,
        place: h.place.clone(),
    };
    let gone = planned.iter().filter(|h| lacks(rows, h)).map(|h| fault(h, Some(h.to_school.clone()), None));
    let new = rows.iter().filter(|h| lacks(planned, h)).map(|h| fault(h, None, Some(h.to_school.clone())));
    gone.chain(new).collect()
}

fn fault(kind: FaultKind, of: &SubmittedMove, expected: Option<String>, found: Option<String>) -> Fault {
    Fault {
        kind: kind.name().to_owned(),
        teacher: Some(of.teacher_id.clone()),
        school: Some(of.to_school.clone()),
        expected,
        found,
        place: of.place.clone(),
    }
}

fn same(planned: &SubmittedMove, row: &SubmittedMove) -> bool {
    planned.to_school == row.to_school && !other_subject(planned, row) && !other_stage(planned, row)
}

fn other_subject(one: &SubmittedMove, other: &SubmittedMove) -> bool {
    let stated = |m: &SubmittedMove| m.subject.clone().filter(|s| !s.is_empty());
    stated(one).zip(stated(other)).is_some_and(|(a, b)| a != b)
}

fn other_stage(one: &SubmittedMove, other: &SubmittedMove) -> bool {
    one.stage.zip(other.stage).is_some_and(|(a, b)| a != b)
}

/// The post in ids, `S01 primary maths`, with the stage and subject only where they are what differs.
fn post(of: &SubmittedMove, other: &SubmittedMove) -> String {
    let mut words = vec![of.to_school.clone()];
    if other_stage(of, other) {
        words.extend(of.stage.map(|p| p.name().to_owned()));
    }
    if other_subject(of, other) {
        words.extend(of.subject.clone());
    }
    words.join(" ")
}
