//! Who goes up to train is replaced by a partner from there.

use super::card::{
    Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 双向交流
    TwoWay {
        /// Least number of moves up as a share of the moves down; 0: none is asked for.
        share: Param<Decimal>,
        /// Whether the partner fills the post that the one who goes up leaves.
        same_subject: Param<bool>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::No,
        |r| r.two_way.share.value,
        |r, to| r.two_way.share.value = to,
    )],
    rows: &[
        Row {
            names: &["pair"],
            given: false,
            asks: |_| Asked::Partners,
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: false,
            told: Told::ByPair,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        },
        Row {
            names: &["least"],
            given: false,
            asks: |_| Asked::ShareOfDown,
            counts: Some(Counted::Up),
            share: OfShare::AboveNothing,
            binds: true,
            eased: false,
            told: Told::Named,
            cure: Cure::Share,
            hires: Hires::No,
            narrows: None,
        },
    ],
    gives_way: GivesWay::Down,
    unit: Unit::Instances,
    levers: &[Lever::Off],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
