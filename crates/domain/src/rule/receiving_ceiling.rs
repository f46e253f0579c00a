//! A school that has its people receives the odd specialist, not many.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 接收岗位上限
    ReceivingCeiling {
        /// Largest share of a receiving school's staff that arrives beyond its free posts.
        share: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::Widest,
        |r| r.receiving_ceiling.share.value,
        |r, to| r.receiving_ceiling.share.value = to,
    )],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Nobody),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: Some(Narrows::Entering),
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
