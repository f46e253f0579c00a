//! Who receives, receives a team.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Kind, OfShare, Row, Shuts, Step, Told, decimal, whole,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 组团
    TeamSize {
        /// A school that receives, receives at least this many.
        least: Param<u32>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure {
        key: "least",
        kind: Kind::Number,
        low: Decimal::whole(1),
        high: Decimal::whole(1_000),
        step: Step::One,
        everywhere: Everywhere::Falls,
        get: |r| decimal(r.team_size.least.value),
        set: |r, to| r.team_size.least.value = whole(to),
    }],
    rows: &[
        Row {
            names: &["least"],
            given: false,
            asks: |_| Asked::Team,
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: false,
            told: Told::Once,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        },
        Row {
            names: &["switch"],
            given: false,
            asks: |_| Asked::Nothing,
            counts: None,
            share: OfShare::No,
            binds: false,
            eased: false,
            told: Told::Once,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        },
    ],
    gives_way: GivesWay::Down,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
