//! Nobody is sent to a school that a relative heads (回避).

use super::card::{Asked, Card, Cure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use super::switch::parameters;
use crate::audit::Unit;

parameters! {
    /// 亲属回避
    Avoidance {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Nothing,
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: false,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Whole,
    unit: Unit::Instances,
    levers: &[Lever::Off],
    shuts: Shuts::Unfit,
    bites: |county| county.teacher_ixs().any(|t| county.kin_of(t).next().is_some()),
};
