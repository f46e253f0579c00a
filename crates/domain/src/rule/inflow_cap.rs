//! A school receives no more than a share of its staff.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 接收上限
    InflowCap {
        /// Largest share of a school's staff that arrives in a year; at least one always may.
        share: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::Widest,
        |r| r.inflow_cap.share.value,
        |r, to| r.inflow_cap.share.value = to,
    )],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Nobody),
        counts: None,
        share: OfShare::Yes,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::Share,
        narrows: Some(Narrows::Entering),
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
