//! A plan made again after something has happened: the county as it is from now on, with what was published in it.
//!
//! ```text
//! county + events + published plan → Composed (the county to be planned) → year::plan → difference, person by person
//! ```
//! The county that comes out is written as tables beside the plan, so that anybody can audit or plan it again.

mod difference;
mod events;
mod freeze;
mod wanted;

pub use difference::difference;
pub use events::rules_out;
pub use freeze::FREEZE;

use lungang_audit::{Submission, SubmittedMove, retasks_of, visits_of};
use lungang_domain::audit::{AuditReport, Fault, FaultGroup};
use lungang_domain::county::{County, CountyParts, Pin, PinKind};
use lungang_domain::document::{MoveDoc, PlanDocument};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::replan::EventKind;
use lungang_domain::rule::Shuts;
use lungang_tables::events::Event;
use std::collections::BTreeMap;

/// Which published moves are not to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Freeze {
    /// None.
    #[default]
    None,
    /// All that can still be made.
    All,
    /// Those of these teachers.
    These(Vec<String>),
}

/// What is asked of the next plan.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The published plan.
    pub published: &'a PlanDocument,
    /// What has happened since.
    pub events: &'a [Event],
    /// Moves that are not to change.
    pub freeze: &'a Freeze,
    /// The most changes that are allowed; absent: as few as possible.
    pub at_most: Option<u32>,
    /// The table of assignments that the office edited, where it did.
    pub edited: Option<&'a [SubmittedMove]>,
}

/// The county to be planned.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Its parts, with what was published.
    pub parts: CountyParts,
    /// Teachers whose published move is frozen, sorted.
    pub frozen: Vec<String>,
    /// Published moves that can no longer be made, with what is wrong with each, by teacher.
    pub impossible: BTreeMap<String, Vec<Fault>>,
}

/// Why there is no county to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplanError {
    /// A freeze, an upheld objection or an exemption is a pin, and the policy does not hold pins.
    PinsNotHard,
    /// A move that was to be frozen is none that was published.
    NotPublished {
        /// As typed.
        teacher_id: String,
        /// ` ≈ id` of the one that may be meant.
        hint: String,
    },
    /// A frozen move cannot be kept: an event makes it void.
    FrozenVoid {
        /// Who.
        teacher_id: String,
        /// What happened.
        kind: EventKind,
    },
    /// A frozen move cannot be kept: it can no longer be made.
    FrozenImpossible {
        /// Who.
        teacher_id: String,
        /// What is wrong with it; empty where the teacher has left the roster.
        faults: Vec<Fault>,
    },
    /// A frozen move cannot be kept: it is pinned otherwise.
    FrozenPinned {
        /// Who.
        teacher_id: String,
    },
}

/// The county as it is from now on, with what was published and what is frozen.
///
/// # Errors
/// A move that was to be frozen was not published, or cannot be kept; or pins do not bind.
pub fn compose(county: &County, policy: &Policy, ask: &Ask<'_>) -> Result<Composed, ReplanError> {
    let pins = |kind| matches!(kind, EventKind::Exempt | EventKind::ObjectionUpheld);
    let needed = *ask.freeze != Freeze::None || ask.events.iter().any(|e| pins(e.kind));
    if needed && policy.rules.pins.mode != Mode::Hard {
        return Err(ReplanError::PinsNotHard);
    }
    let mut parts = county.to_parts();
    for event in ask.events {
        events::apply(&mut parts, event);
    }
    parts.published = None;
    let after = County::new(parts.clone());
    let impossible = impossible(&after, policy, ask.published);
    let frozen = freeze::freeze(&mut parts, policy, ask, &impossible)?;
    parts.published = Some(wanted::published(&after, policy, ask));
    Ok(Composed { parts, frozen, impossible })
}

/// What the edited table would break in the county to be planned.
///
/// Who is retasked and who travels stands in no table of moves: of the published plan those are kept of teachers whose row was not
/// edited.
pub fn broken(
    county: &County,
    policy: &Policy,
    edited: &[SubmittedMove],
    published: &PlanDocument,
    seed: u64,
) -> AuditReport {
    let now = |id: &str| edited.iter().find(|m| m.teacher_id == id).map(|m| m.to_school.as_str());
    let then = |id: &str| published.moves.iter().find(|m| m.teacher_id == id).map(|m| m.to_school.as_str());
    let (mut retasks, mut visits) = (retasks_of(published), visits_of(published));
    retasks.retain(|r| now(&r.teacher_id) == then(&r.teacher_id));
    visits.retain(|v| now(&v.teacher_id) == then(&v.teacher_id));
    let submission = Submission { moves: edited.to_vec(), retasks, visits, seed, ..Submission::default() };
    lungang_audit::check(county, policy, &submission)
}

/// Published moves that are no columns of the county any more, by teacher.
fn impossible(county: &County, policy: &Policy, published: &PlanDocument) -> BTreeMap<String, Vec<Fault>> {
    // Who goes where; what else the plan says of a move is of no account here.
    let moves = published.moves.iter().map(wanted::as_row).collect();
    let submission = Submission { moves, seed: published.seed, ..Submission::default() };
    let report = lungang_audit::check(county, policy, &submission);
    let mut all: BTreeMap<String, Vec<Fault>> = BTreeMap::new();
    for fault in report.faults.into_iter().filter(|f| FaultGroup::of(&f.kind) == FaultGroup::Row) {
        if let Some(teacher) = fault.teacher.clone() {
            all.entry(teacher).or_default().push(fault);
        }
    }
    let unfit = report.rules.iter().filter(|r| r.mode == Mode::Hard && r.rule.card().shuts == Shuts::Unfit);
    for teacher in unfit.flat_map(|r| &r.breaches).flat_map(|b| &b.teachers) {
        all.entry(teacher.clone()).or_default();
    }
    let forbids = |pin: &Pin, m: &MoveDoc| {
        let there = pin.school.is_none_or(|s| county.school(s).id == m.to_school)
            && pin.subject.is_none_or(|k| policy.subject_id(k) == m.subject);
        county.teacher(pin.teacher).id == m.teacher_id && (pin.kind == PinKind::Stay || there)
    };
    let bans = county.pins.iter().filter(|p| matches!(p.kind, PinKind::Stay | PinKind::Forbid));
    let bans: Vec<&Pin> = bans.filter(|_| policy.rules.pins.mode == Mode::Hard).collect();
    for m in published.moves.iter().filter(|m| bans.iter().any(|pin| forbids(pin, m))) {
        all.entry(m.teacher_id.clone()).or_default();
    }
    all
}
