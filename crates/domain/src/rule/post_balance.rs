//! Serving, moves, shortage and surplus of every post add up.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use crate::audit::Unit;

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[
        Row {
            names: &["", "asked"],
            given: false,
            asks: |_| Asked::Nothing,
            counts: None,
            share: OfShare::No,
            binds: false,
            eased: false,
            told: Told::Named,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        },
        Row::given(&["recruit"]),
    ],
    gives_way: GivesWay::Whole,
    unit: Unit::Instances,
    levers: &[Lever::Recruit],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
