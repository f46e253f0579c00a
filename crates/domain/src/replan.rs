//! What happens between a published plan and the next one.

use crate::audit::{AuditReport, Breach, Fault};
use crate::rule::RuleName;
use crate::school::Part;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// A teacher fell ill and is on leave.
    Illness,
    /// A teacher is on maternity leave.
    Maternity,
    /// A teacher left the county's service.
    Resignation,
    /// A teacher retired.
    Retirement,
    /// A teacher works elsewhere for a time.
    Secondment,
    /// A teacher is back at work.
    Return,
    /// A teacher is at work but is not to move.
    Exempt,
    /// An objection to the published decision was upheld.
    ObjectionUpheld,
    /// A school opened; it stands in the county's tables.
    NewSchool,
    /// A school closed.
    ClosedSchool,
    /// A school needs another number of teachers in a subject.
    ChangedNeed,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [EventKind; 11] = [
        EventKind::Illness,
        EventKind::Maternity,
        EventKind::Resignation,
        EventKind::Retirement,
        EventKind::Secondment,
        EventKind::Return,
        EventKind::Exempt,
        EventKind::ObjectionUpheld,
        EventKind::NewSchool,
        EventKind::ClosedSchool,
        EventKind::ChangedNeed,
    ];

    /// The name used in files; the word stands under `event.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Illness => "illness",
            EventKind::Maternity => "maternity",
            EventKind::Resignation => "resignation",
            EventKind::Retirement => "retirement",
            EventKind::Secondment => "secondment",
            EventKind::Return => "return",
            EventKind::Exempt => "exempt",
            EventKind::ObjectionUpheld => "objection-upheld",
            EventKind::NewSchool => "new-school",
            EventKind::ClosedSchool => "closed-school",
            EventKind::ChangedNeed => "changed-need",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<EventKind> {
        EventKind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Whether it happens to a teacher; the others happen to a school.
    pub fn of_a_teacher(self) -> bool {
        !matches!(self, EventKind::NewSchool | EventKind::ClosedSchool | EventKind::ChangedNeed)
    }

    /// Whether the teacher is no longer at work.
    pub fn off_duty(self) -> bool {
        use EventKind::*;
        matches!(self, Illness | Maternity | Resignation | Retirement | Secondment)
    }
}

/// Something that happened, as the documents have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventDoc {
    /// What.
    pub kind: EventKind,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teacher_id: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_id: Option<String>,
    /// Subject whose need changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Posts required from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<u32>,
    /// When, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// In the office's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A post that somebody goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Post {
    /// School id.
    pub school_id: String,
    /// School name; empty for a school that is gone.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Subject id.
    pub subject: String,
}

/// Why a decision could not be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// This happened to the teacher: position among the events.
    Event(usize),
    /// The teacher is no longer on the roster.
    Departed,
    /// The move can no longer be made, for what happened where an event explains it.
    Impossible {
        /// Position among the events.
        event: Option<usize>,
        /// What is wrong with it.
        faults: Vec<Fault>,
    },
    /// Kept, it would break rules.
    Rules(Vec<(RuleName, Breach)>),
    /// Kept, a goal would be worse.
    Goal {
        /// The goal.
        name: String,
        /// Its value, were it kept.
        kept: i64,
        /// Its value now.
        now: i64,
    },
    /// The office set it so by hand.
    Edited,
    /// It changes together with others.
    Together,
}

impl Why {
    /// The name used in files.
    pub fn name(&self) -> &'static str {
        match self {
            Why::Event(_) => "event",
            Why::Departed => "departed",
            Why::Impossible { .. } => "impossible",
            Why::Rules(_) => "rules",
            Why::Goal { .. } => "goal",
            Why::Edited => "edited",
            Why::Together => "together",
        }
    }

    /// The event behind it: position among the events.
    pub fn event(&self) -> Option<usize> {
        match self {
            Why::Event(at) => Some(*at),
            Why::Impossible { event, .. } => *event,
            _ => None,
        }
    }
}

/// A teacher of whom something else is decided than was published; `None` is staying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    /// Who.
    pub teacher_id: String,
    /// Name, in full.
    pub name: String,
    /// As published.
    pub before: Option<Post>,
    /// From now on.
    pub after: Option<Post>,
    /// Why.
    pub why: Why,
}

/// A row that the office set by hand; `None` is staying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Who.
    pub teacher_id: String,
    /// Name, in full.
    pub name: String,
    /// As published.
    pub before: Option<Post>,
    /// As the office would have it.
    pub wanted: Option<Post>,
    /// Why it could not be kept; `None` where it is.
    pub against: Option<Why>,
}

/// The difference between a published plan and the one made after it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Difference {
    /// Published moves.
    pub published: u32,
    /// Published moves that are made as published.
    pub kept: u32,
    /// Published moves that no plan could make.
    pub unavoidable: u32,
    /// What happened.
    pub events: Vec<EventDoc>,
    /// Moves that were not to change.
    pub frozen: Vec<String>,
    /// Whose decision differs, by id.
    pub people: Vec<PersonChange>,
    /// Rows set by hand, by teacher; empty where none were.
    pub edits: Vec<Edit>,
    /// What the table edited by hand would break, as the audit says.
    pub broken: Option<AuditReport>,
}
