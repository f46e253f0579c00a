//! What the office has fixed, forbidden or kept.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use super::switch::parameters;
use crate::audit::Unit;

parameters! {
    /// 指定与保留
    Pins {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &["", "asked"],
        given: false,
        asks: |_| Asked::Nothing,
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: false,
        told: Told::ByPin,
        cure: Cure::Pin,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Whole,
    unit: Unit::Instances,
    levers: &[Lever::Off],
    shuts: Shuts::Named,
    bites: |county| !county.pins.is_empty(),
};
