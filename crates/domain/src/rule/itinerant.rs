//! Teachers of one school teach at others that are too small for a post of the subject (走教).

use super::card::{
    Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;
use serde::{Deserialize, Serialize};

/// What brings two schools so close that teachers of the one may also teach at the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// They belong to one alliance.
    Alliance,
    /// They lie in one township.
    Township,
    /// One of them is the other's central school, or they have the same.
    CentralSchool,
}

parameters! {
    /// 走教
    Itinerant {
        /// Least share of the shared periods that are taught.
        share: Param<Decimal>,
        /// Between which schools teachers may travel.
        within: Param<Vec<Within>>,
        /// Farthest school from the teacher's own, kilometres: a day's journey there and back.
        km: Param<Decimal>,
        /// Subjects that are taught so, by id; absent: the scarce ones.
        subjects: Option<Param<Vec<String>>>,
        /// Periods a week that one teacher teaches so; absent: the load of the subject, rounded down.
        periods: Option<Param<u32>>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[
        Figure::share(Step::Point, Everywhere::No, |r| r.itinerant.share.value, |r, to| r.itinerant.share.value = to),
        Figure::kilometres(|r| r.itinerant.km.value, |r, to| r.itinerant.km.value = to),
    ],
    rows: &[
        Row {
            names: &["least"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: Some(Counted::Periods),
            share: OfShare::AboveNothing,
            binds: true,
            eased: false,
            told: Told::Named,
            cure: Cure::Share,
            hires: Hires::No,
            narrows: None,
        },
        Row { binds: true, ..Row::given(&["hours"]) },
        Row::given(&["load", "last", "way"]),
    ],
    gives_way: GivesWay::Down,
    unit: Unit::Periods,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
