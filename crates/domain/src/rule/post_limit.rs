//! No post has more teachers than its limit.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;

parameters! {
    /// 岗位上限
    PostLimit {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Serving),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Limit,
        hires: Hires::No,
        narrows: Some(Narrows::HoldingPost),
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
