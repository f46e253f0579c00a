//! Couples move together or not at all; no other couple is led further apart.

use super::card::{Asked, Card, Cure, Figure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;
use serde::{Deserialize, Serialize};

/// Which couples move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CouplesWho {
    /// Couples who asked for it in the roster.
    Asked,
    /// Every couple on the roster.
    All,
}

parameters! {
    /// 夫妻同调
    Couples {
        /// Which couples.
        who: Param<CouplesWho>,
        /// Greatest distance between the two new schools, kilometres.
        km: Param<Decimal>,
        /// Whether a move may not lead other couples further apart than that.
        apart: Param<bool>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::kilometres(|r| r.couples.km.value, |r, to| r.couples.km.value = to)],
    rows: &[row(&["both", "near"], Told::Once), row(&["apart"], Told::Named)],
    gives_way: GivesWay::Whole,
    unit: Unit::Instances,
    levers: &[Lever::Off],
    shuts: Shuts::Nothing,
    bites: |county| county.teachers.iter().any(|t| t.spouse.is_some()),
};

const fn row(names: &'static [&'static str], told: Told) -> Row {
    Row {
        names,
        given: false,
        asks: |_| Asked::Nothing,
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: false,
        told,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: None,
    }
}
