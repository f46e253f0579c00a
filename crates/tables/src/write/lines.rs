//! Rows of tables that a county does not keep as rows.

use super::{Pen, Value};
use lungang_domain::county::{Authorised, CountyParts};
use lungang_domain::published::{Decided, Decision, Departed};
use lungang_domain::school::Part;
use lungang_domain::travel::Trip;

/// A row of the published table: about somebody who is still on the roster, or not.
pub(crate) enum PublishedRow {
    /// Still there.
    Here(Decision),
    /// No longer.
    Gone(Departed),
}

impl PublishedRow {
    /// All rows, those about people who are there first.
    pub(super) fn all(parts: &CountyParts) -> Vec<PublishedRow> {
        let Some(published) = &parts.published else { return Vec::new() };
        let here = published.decisions.iter().cloned().map(PublishedRow::Here);
        here.chain(published.departed.iter().cloned().map(PublishedRow::Gone)).collect()
    }

    /// Who.
    pub(crate) fn teacher(&self, pen: &Pen<'_>) -> Value {
        match self {
            PublishedRow::Here(row) => pen.teacher(row.teacher),
            PublishedRow::Gone(row) => Value::text(&row.teacher_id),
        }
    }

    /// Where to.
    pub(crate) fn school(&self, pen: &Pen<'_>) -> Value {
        match self {
            PublishedRow::Here(row) => match &row.decided {
                Decided::Moves { to, .. } => pen.school(*to),
                Decided::Lost { school, .. } => Value::text(school),
                Decided::Stays => Value::Empty,
            },
            PublishedRow::Gone(row) => Value::text(&row.school),
        }
    }

    /// In which subject.
    pub(crate) fn subject(&self, pen: &Pen<'_>) -> Value {
        match self {
            PublishedRow::Here(row) => match &row.decided {
                Decided::Moves { subject, .. } => pen.subject(*subject),
                Decided::Lost { subject, .. } => Value::text(subject),
                Decided::Stays => Value::Empty,
            },
            PublishedRow::Gone(row) => Value::text(&row.subject),
        }
    }

    /// In which stage, where that is known.
    pub(crate) fn part(&self) -> Option<Part> {
        match self {
            PublishedRow::Here(row) => match row.decided {
                Decided::Moves { part, .. } => Some(part),
                Decided::Lost { .. } | Decided::Stays => None,
            },
            PublishedRow::Gone(_) => None,
        }
    }

    /// Whether it was set by hand.
    pub(crate) fn edited(&self) -> bool {
        match self {
            PublishedRow::Here(row) => row.edited,
            PublishedRow::Gone(row) => row.edited,
        }
    }
}

/// A row of the travel table.
pub(crate) struct TravelRow {
    /// Where it begins.
    pub(crate) from: String,
    /// Where it ends.
    pub(crate) to: String,
    /// How far and how long.
    pub(crate) trip: Trip,
}

impl TravelRow {
    /// All rows.
    pub(super) fn all(parts: &CountyParts) -> Vec<TravelRow> {
        let row = |((from, to), trip): (&(String, String), &Trip)| TravelRow {
            from: from.clone(),
            to: to.clone(),
            trip: *trip,
        };
        parts.travel.iter().map(row).collect()
    }
}

/// A row of the authorised table: posts of a part, or of all.
pub(crate) struct AuthorisedRow {
    /// Which part; none for all.
    pub(crate) part: Option<Part>,
    /// How many.
    pub(crate) posts: u32,
}

impl AuthorisedRow {
    /// All rows.
    pub(super) fn all(parts: &CountyParts) -> Vec<AuthorisedRow> {
        match &parts.authorised {
            Authorised::Open => Vec::new(),
            Authorised::Total(posts) => vec![AuthorisedRow { part: None, posts: *posts }],
            Authorised::ByPart(by) => {
                let row = |part: Part| by.get(part).map(|posts| AuthorisedRow { part: Some(part), posts });
                Part::ALL.into_iter().filter_map(row).collect()
            }
        }
    }
}
