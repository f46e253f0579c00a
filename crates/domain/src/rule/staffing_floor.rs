//! No school falls below its posts by rotation.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Kind, Narrows, OfShare, Row, Shuts, Standing, Step, Told,
    decimal, whole,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 人员底线
    StaffingFloor {
        /// Teachers by which a school may fall below the floor.
        tolerance: Param<u32>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure {
        key: "tolerance",
        kind: Kind::Number,
        low: Decimal::whole(0),
        high: Decimal::whole(1_000),
        step: Step::No,
        everywhere: Everywhere::Rises,
        get: |r| decimal(r.staffing_floor.tolerance.value),
        set: |r, to| r.staffing_floor.tolerance.value = whole(to),
    }],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Staff),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::Fill,
        narrows: Some(Narrows::Staying),
    }],
    gives_way: GivesWay::Down,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
