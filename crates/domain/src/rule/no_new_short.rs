//! No sending school ends with more short posts than it can do with by itself today.

use super::card::{Asked, Card, Cure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;

parameters! {
    /// 不新增缺岗
    NoNewShort {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::ShortAnyhow),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
