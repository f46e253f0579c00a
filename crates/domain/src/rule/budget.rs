//! Allowances stay within the budget.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Kind, OfShare, Row, Shuts, Standing, Step, Told, decimal,
    whole,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 经费
    Budget {
        /// Yuan a year for allowances of the new moves.
        yuan: Param<u32>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure {
        key: "yuan",
        kind: Kind::Number,
        low: Decimal::whole(0),
        high: Decimal::whole(u32::MAX as i64),
        step: Step::No,
        everywhere: Everywhere::No,
        get: |r| decimal(r.budget.yuan.value),
        set: |r, to| r.budget.yuan.value = whole(to),
    }],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Nobody),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Number,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Yuan,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
