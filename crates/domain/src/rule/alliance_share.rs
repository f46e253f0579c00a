//! Enough moves stay inside the sender's alliance.

use super::card::{Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, OfShare, Row, Shuts, Step, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 联盟内交流
    AllianceShare {
        /// Least share of the moves down that stay inside the sender's alliance.
        share: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::No,
        |r| r.alliance_share.share.value,
        |r, to| r.alliance_share.share.value = to,
    )],
    rows: &[
        Row {
            names: &[""],
            given: false,
            asks: |_| Asked::ShareOfDown,
            counts: Some(Counted::Allied),
            share: OfShare::Yes,
            binds: true,
            eased: false,
            told: Told::Named,
            cure: Cure::Share,
            hires: Hires::No,
            narrows: None,
        },
        Row::given(&["counted"]),
    ],
    gives_way: GivesWay::Down,
    unit: Unit::People,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
