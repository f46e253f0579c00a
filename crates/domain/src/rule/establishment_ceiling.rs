//! No school rises above its posts by moves that carry the post.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;

parameters! {
    /// 编制上限
    EstablishmentCeiling {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Payroll),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: Some(Narrows::Holding),
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
