//! What `replan --format json` prints: the figures of the new plan, and the difference person by person.

use super::DiagnoseDocument;
use crate::difference::why;
use lungang_domain::audit::AuditReport;
use lungang_domain::county::County;
use lungang_domain::document::Summary;
use lungang_domain::format::Document;
use lungang_domain::policy::Policy;
use lungang_domain::replan::{Difference, EventDoc, Post, Why};
use lungang_domain::words::Lang;
use lungang_results::mask;
use lungang_results::names;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a decision is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReasonOf {
    /// `event`, `departed`, `impossible`, `rules`, `goal`, `edited` or `together`.
    pub kind: String,
    /// The event behind it: position in `events`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
    /// The rules that keeping it would break.
    pub rules: Vec<String>,
    /// Their clauses, where they have any.
    pub clauses: Vec<String>,
    /// In words.
    pub words: String,
}

/// A teacher of whom something else is decided than was published; an absent post is staying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonDoc {
    /// Who.
    pub teacher_id: String,
    /// Name, as the policy lets it be shown.
    pub name: String,
    /// As published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Post>,
    /// From now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Post>,
    /// Why.
    pub reason: ReasonOf,
}

/// A row that the office set by hand; an absent post is staying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditDoc {
    /// Who.
    pub teacher_id: String,
    /// Name, as the policy lets it be shown.
    pub name: String,
    /// As published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Post>,
    /// As the office would have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Post>,
    /// Whether the plan keeps it.
    pub kept: bool,
    /// Why not, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonOf>,
}

/// What `replan --format json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Replan")]
pub struct ReplanDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// The new plan in figures.
    pub summary: Summary,
    /// Published moves.
    pub published_moves: u32,
    /// Published moves that are made as published.
    pub kept_moves: u32,
    /// Published moves that no plan could make.
    pub unavoidable: u32,
    /// Teachers of whom something else is decided than was published.
    pub changes: u32,
    /// The most changes that were allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_changes: Option<u32>,
    /// The fewest changes with which there is a plan, where `max_changes` is below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewest_changes: Option<i64>,
    /// What happened.
    pub events: Vec<EventDoc>,
    /// Teachers whose published move was not to change.
    pub frozen: Vec<String>,
    /// Whose decision differs.
    pub people: Vec<PersonDoc>,
    /// Rows set by hand.
    pub edits: Vec<EditDoc>,
    /// What the table edited by hand would break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<AuditReport>,
    /// What cannot hold together and what would repair it, as `diagnose` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<DiagnoseDocument>,
    /// Why there is no plan, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Document for ReplanDocument {
    const NAME: &'static str = "replan";
}

impl ReplanDocument {
    /// The difference of a plan from what was published, with words in `lang`.
    pub fn new(county: &County, policy: &Policy, summary: Summary, difference: &Difference, lang: Lang) -> Self {
        let events = &difference.events;
        let reason = |of: &Why| reason(lang, county, policy, events, of);
        let people = difference.people.iter().map(|p| PersonDoc {
            teacher_id: p.teacher_id.clone(),
            name: mask::shown(policy, &p.name),
            published: p.before.clone(),
            now: p.after.clone(),
            reason: reason(&p.why),
        });
        let edits = difference.edits.iter().map(|e| EditDoc {
            teacher_id: e.teacher_id.clone(),
            name: mask::shown(policy, &e.name),
            published: e.before.clone(),
            wanted: e.wanted.clone(),
            kept: e.against.is_none(),
            reason: e.against.as_ref().map(reason),
        });
        ReplanDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            summary,
            published_moves: difference.published,
            kept_moves: difference.kept,
            unavoidable: difference.unavoidable,
            changes: u32::try_from(difference.people.len()).unwrap_or(u32::MAX),
            max_changes: county.published.as_ref().and_then(|p| p.at_most),
            fewest_changes: None,
            events: events.clone(),
            frozen: difference.frozen.clone(),
            people: people.collect(),
            edits: edits.collect(),
            broken: difference.broken.clone(),
            diagnosis: None,
            message: None,
        }
    }
}

fn reason(lang: Lang, county: &County, policy: &Policy, events: &[EventDoc], of: &Why) -> ReasonOf {
    let mut rules: Vec<lungang_domain::rule::RuleName> = match of {
        Why::Rules(breaches) => breaches.iter().map(|(rule, _)| *rule).collect(),
        _ => Vec::new(),
    };
    rules.sort();
    rules.dedup();
    let faults: &[lungang_domain::audit::Fault] = if let Why::Impossible { faults, .. } = of { faults } else { &[] };
    let clauses = rules.iter().map(|r| names::clause(policy, *r)).filter(|c| !c.is_empty());
    let clauses = clauses.chain(faults.iter().flat_map(|f| crate::clauses::of_fault(policy, f)));
    ReasonOf {
        kind: of.name().to_owned(),
        event: of.event(),
        clauses: clauses.collect(),
        rules: rules.iter().map(|r| r.name().to_owned()).collect(),
        words: why(lang, county, policy, events, of),
    }
}
