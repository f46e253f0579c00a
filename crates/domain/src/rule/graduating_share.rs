//! Enough teachers of graduating grades move.

use super::card::{
    Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 毕业班教师
    GraduatingShare {
        /// Least share of the eligible teachers of graduating grades who move down.
        share: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::No,
        |r| r.graduating_share.share.value,
        |r, to| r.graduating_share.share.value = to,
    )],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Nobody),
        counts: Some(Counted::Graduating),
        share: OfShare::Yes,
        binds: true,
        eased: false,
        told: Told::Named,
        cure: Cure::Share,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Down,
    unit: Unit::People,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
