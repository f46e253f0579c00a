//! What differs between the published plan and the next one, person by person, and why.
//!
//! The reason is found by keeping the old decision in the new plan and asking the audit: a move that cannot be is a fault,
//! one that cannot be beside the others breaks rules, and one that merely serves less makes a goal worse.

use super::wanted::as_row;
use super::{Ask, Composed, broken};
use lungang_audit::{Submission, SubmittedMove};
use lungang_domain::audit::FaultGroup;
use lungang_domain::county::County;
use lungang_domain::goal::REPLAN_GOALS;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::published::Decided;
use lungang_domain::record::Record;
use lungang_domain::replan::{Difference, Edit, EventDoc, EventKind, PersonChange, Post, Why};
use std::collections::{BTreeMap, BTreeSet};

/// The difference of a record's plan from what was published.
pub fn difference(record: &Record, ask: &Ask<'_>, composed: &Composed) -> Difference {
    let (county, policy) = (&record.county, &record.policy);
    let before: BTreeMap<String, SubmittedMove> =
        ask.published.moves.iter().map(|m| (m.teacher_id.clone(), as_row(m))).collect();
    let teller = Teller::new(record, ask, composed);
    let after = &teller.moves;
    let edits = teller.edits(&before);
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |id: &&&String| before.get(**id) != after.get(**id);
    let people: Vec<PersonChange> = ids
        .iter()
        .filter(differs)
        .map(|id| PersonChange {
            teacher_id: (*id).clone(),
            name: teller.name(id),
            before: before.get(*id).map(|m| post(county, m)),
            after: after.get(*id).map(|m| post(county, m)),
            why: match edits.iter().any(|e| e.teacher_id == **id && e.against.is_none()) {
                true => Why::Edited,
                false => teller.why(id, before.get(*id)),
            },
        })
        .collect();
    let kept = before.iter().filter(|(id, m)| after.get(*id) == Some(m)).count();
    Difference {
        published: count(before.len()),
        kept: count(kept),
        unavoidable: count(composed.impossible.len()),
        events: ask.events.iter().map(|e| event_doc(e, county, policy)).collect(),
        frozen: composed.frozen.clone(),
        people,
        edits,
        broken: ask.edited.map(|rows| broken(county, policy, rows, ask.published, record.run.seed)),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn post(county: &County, m: &SubmittedMove) -> Post {
    let school = county.find_school(&m.to_school).map_or("", |s| county.school(s).name.as_str());
    Post {
        school_id: m.to_school.clone(),
        school: school.to_owned(),
        stage: m.stage.unwrap_or(lungang_domain::school::Part::Primary),
        subject: m.subject.clone().unwrap_or_default(),
    }
}

fn event_doc(event: &lungang_tables::events::Event, county: &County, policy: &Policy) -> EventDoc {
    EventDoc {
        kind: event.kind,
        teacher_id: event.teacher_id.clone(),
        school_id: event.school.map(|s| county.school(s).id.clone()),
        subject: event.subject.map(|k| policy.subject_id(k).to_owned()),
        required: event.required,
        date: event.date.map(|d| d.to_string()),
        note: event.note.clone(),
    }
}

/// Finds reasons.
struct Teller<'a> {
    record: &'a Record,
    ask: &'a Ask<'a>,
    composed: &'a Composed,
    /// The new plan's moves by teacher.
    moves: BTreeMap<String, SubmittedMove>,
}

impl<'a> Teller<'a> {
    fn new(record: &'a Record, ask: &'a Ask<'a>, composed: &'a Composed) -> Self {
        let (county, policy) = (&record.county, &record.policy);
        let row = |m: &lungang_domain::plan::Move| SubmittedMove {
            teacher_id: county.teacher(m.teacher).id.clone(),
            to_school: county.school(m.to).id.clone(),
            stage: Some(m.part),
            subject: Some(policy.subject_id(m.subject).to_owned()),
            ..SubmittedMove::default()
        };
        let moves = record.plan.moves.iter().map(row).map(|m| (m.teacher_id.clone(), m)).collect();
        Teller { record, ask, composed, moves }
    }

    fn name(&self, id: &str) -> String {
        let county = &self.record.county;
        let published = || self.ask.published.moves.iter().find(|m| m.teacher_id == id).map(|m| m.name.clone());
        match county.find_teacher(id) {
            Some(t) => county.teacher(t).name.clone(),
            None => published().unwrap_or_default(),
        }
    }

    /// Why a decision is not kept; `None` is staying.
    fn why(&self, id: &str, decision: Option<&SubmittedMove>) -> Why {
        if let Some(at) = self.event_of(id, decision) {
            return Why::Event(at);
        }
        if self.record.county.find_teacher(id).is_none() {
            return Why::Departed;
        }
        match self.kept(id, decision) {
            Why::Impossible { faults, .. } => Why::Impossible { event: self.event_at(decision), faults },
            other => other,
        }
    }

    /// The event that happened to the teacher and bears on the decision.
    fn event_of(&self, id: &str, decision: Option<&SubmittedMove>) -> Option<usize> {
        let school = decision.and_then(|m| self.record.county.find_school(&m.to_school));
        self.ask.events.iter().position(|e| {
            let bears = match e.kind {
                EventKind::ObjectionUpheld => decision.is_some() && (e.school.is_none() || e.school == school),
                EventKind::Exempt => decision.is_some(),
                kind => kind.off_duty() && decision.is_some(),
            };
            bears && e.teacher_id.as_deref() == Some(id)
        })
    }

    /// The event at the school of the decision.
    fn event_at(&self, decision: Option<&SubmittedMove>) -> Option<usize> {
        let school = self.record.county.find_school(&decision?.to_school)?;
        let subject = decision?.subject.as_deref();
        self.ask.events.iter().position(|e| match e.kind {
            EventKind::ClosedSchool => e.school == Some(school),
            EventKind::ChangedNeed => {
                e.school == Some(school) && e.subject.map(|k| self.record.policy.subject_id(k)) == subject
            }
            _ => false,
        })
    }

    /// What would be, were this decision kept in the new plan.
    fn kept(&self, id: &str, decision: Option<&SubmittedMove>) -> Why {
        let (county, policy) = (&self.record.county, &self.record.policy);
        let others = self.moves.iter().filter(|(other, _)| *other != id).map(|(_, m)| m);
        let moves = others.chain(decision).cloned().collect();
        let plan = &self.record.plan;
        let own = lungang_audit::submission_of(plan, county, policy, &self.record.needs, 0);
        let (mut retasks, mut visits) = (own.retasks, own.visits);
        retasks.retain(|r| r.teacher_id != id);
        visits.retain(|v| v.teacher_id != id);
        let submission = Submission { moves, retasks, visits, seed: self.record.run.seed, ..Submission::default() };
        let report = lungang_audit::check(county, policy, &submission);
        let own = |f: &lungang_domain::audit::Fault| {
            f.teacher.as_deref() == Some(id) && FaultGroup::of(&f.kind) == FaultGroup::Row
        };
        let faults: Vec<_> = report.faults.iter().filter(|f| own(f)).cloned().collect();
        if !faults.is_empty() {
            return Why::Impossible { event: None, faults };
        }
        let hard = report.rules.iter().filter(|r| r.mode == Mode::Hard);
        let breaches: Vec<_> = hard.flat_map(|r| r.breaches.iter().map(|b| (r.rule, b.clone()))).collect();
        if !breaches.is_empty() {
            return Why::Rules(breaches);
        }
        let now = self.record.audit.goals.iter().filter(|g| !REPLAN_GOALS.contains(&g.name.as_str()));
        for goal in now {
            let kept = report.goals.iter().find(|g| g.name == goal.name).map(|g| g.value);
            if let Some(kept) = kept.filter(|kept| *kept != goal.value) {
                return Why::Goal { name: goal.name.clone(), kept, now: goal.value };
            }
        }
        Why::Together
    }

    /// Rows set by hand, with why they could not be kept.
    fn edits(&self, before: &BTreeMap<String, SubmittedMove>) -> Vec<Edit> {
        let Some(published) = self.composed.parts.published.as_ref().filter(|_| self.ask.edited.is_some()) else {
            return Vec::new();
        };
        let county = &self.record.county;
        let mut edits: Vec<Edit> = Vec::new();
        let mut push = |id: &str, wanted: Option<SubmittedMove>, stays: bool| {
            let kept = if stays { !self.moves.contains_key(id) } else { self.moves.get(id) == wanted.as_ref() };
            edits.push(Edit {
                teacher_id: id.to_owned(),
                name: self.name(id),
                before: before.get(id).map(|m| post(county, m)),
                against: (!kept).then(|| self.why(id, wanted.as_ref())),
                wanted: wanted.map(|m| post(county, &m)),
            });
        };
        for row in published.decisions.iter().filter(|d| d.edited) {
            let id = self.id(row.teacher);
            let wanted = |school: String, part, subject: String| SubmittedMove {
                teacher_id: id.clone(),
                to_school: school,
                stage: part,
                subject: Some(subject).filter(|k| !k.is_empty()),
                ..SubmittedMove::default()
            };
            match &row.decided {
                Decided::Stays => push(&id, None, true),
                Decided::Moves { to, part, subject } => {
                    let subject = self.record.policy.subject_id(*subject).to_owned();
                    push(&id, Some(wanted(county.school(*to).id.clone(), Some(*part), subject)), false);
                }
                Decided::Lost { school, subject } => {
                    push(&id, Some(wanted(school.clone(), None, subject.clone())), false)
                }
            }
        }
        for row in published.departed.iter().filter(|d| d.edited) {
            let wanted = SubmittedMove {
                teacher_id: row.teacher_id.clone(),
                to_school: row.school.clone(),
                subject: Some(row.subject.clone()).filter(|k| !k.is_empty()),
                ..SubmittedMove::default()
            };
            push(&row.teacher_id, Some(wanted), false);
        }
        edits.sort_by(|a, b| a.teacher_id.cmp(&b.teacher_id));
        edits
    }

    /// Ids of the composed county, whose lists are sorted as the record's are.
    fn id(&self, teacher: TeacherIx) -> String {
        self.record.county.teacher(teacher).id.clone()
    }
}
