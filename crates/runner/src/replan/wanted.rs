//! What the next plan is measured against: the published moves, or the table that the office edited.

use super::Ask;
use lungang_audit::SubmittedMove;
use lungang_domain::county::County;
use lungang_domain::document::MoveDoc;
use lungang_domain::policy::Policy;
use lungang_domain::published::{Decided, Decision, Departed, Published};
use std::collections::BTreeMap;

/// What was published, in the county as it is from now on.
pub(super) fn published(county: &County, policy: &Policy, ask: &Ask<'_>) -> Published {
    let mut published = Published { at_most: ask.at_most, ..Published::default() };
    let then: BTreeMap<&str, &MoveDoc> = ask.published.moves.iter().map(|m| (m.teacher_id.as_str(), m)).collect();
    let Some(rows) = ask.edited else {
        for m in &ask.published.moves {
            add(&mut published, county, policy, &as_row(m), false);
        }
        published.decisions.sort();
        published.departed.sort();
        return published;
    };
    let mut by_teacher: BTreeMap<&str, &SubmittedMove> = BTreeMap::new();
    for row in rows {
        // A second row of one teacher is a fault that the audit of the table tells.
        by_teacher.entry(&row.teacher_id).or_insert(row);
    }
    for row in by_teacher.values() {
        let before = then.get(row.teacher_id.as_str()).map(|m| decided(county, policy, &as_row(m)));
        let edited = before.is_none_or(|before| before != decided(county, policy, row));
        add(&mut published, county, policy, row, edited);
    }
    for m in ask.published.moves.iter().filter(|m| !by_teacher.contains_key(m.teacher_id.as_str())) {
        if let Some(teacher) = county.find_teacher(&m.teacher_id) {
            published.decisions.push(Decision { teacher, decided: Decided::Stays, edited: true });
        }
    }
    published.decisions.sort();
    published.departed.sort();
    published
}

fn add(published: &mut Published, county: &County, policy: &Policy, row: &SubmittedMove, edited: bool) {
    match county.find_teacher(&row.teacher_id) {
        Some(teacher) => {
            published.decisions.push(Decision { teacher, decided: decided(county, policy, row), edited });
        }
        None => published.departed.push(Departed {
            teacher_id: row.teacher_id.clone(),
            school: row.to_school.clone(),
            subject: row.subject.clone().unwrap_or_default(),
            edited,
        }),
    }
}

/// What a row decides; what it leaves open is the teacher's own.
fn decided(county: &County, policy: &Policy, row: &SubmittedMove) -> Decided {
    let teacher = county.find_teacher(&row.teacher_id).map(|t| county.teacher(t));
    let part = row.stage.or(teacher.map(|t| t.part));
    let subject = match &row.subject {
        Some(id) => policy.subject(id),
        None => teacher.and_then(|t| t.main_subject()),
    };
    match (county.find_school(&row.to_school), part, subject) {
        (Some(to), Some(part), Some(subject)) => Decided::Moves { to, part, subject },
        _ => Decided::Lost { school: row.to_school.clone(), subject: row.subject.clone().unwrap_or_default() },
    }
}

pub(super) fn as_row(m: &MoveDoc) -> SubmittedMove {
    SubmittedMove {
        teacher_id: m.teacher_id.clone(),
        to_school: m.to_school.clone(),
        stage: Some(m.stage),
        subject: Some(m.subject.clone()),
        ..SubmittedMove::default()
    }
}
