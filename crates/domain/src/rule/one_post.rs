//! A teacher moves to one post at most.

use super::card::{Card, GivesWay, Row, Shuts};
use crate::audit::Unit;

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row::given(&["", "years"])],
    gives_way: GivesWay::Whole,
    unit: Unit::People,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
