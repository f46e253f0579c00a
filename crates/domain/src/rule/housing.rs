//! Newcomers from afar have a bed.

use super::card::{Asked, Card, Cure, Figure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::diagnosis::Column;
use crate::number::Decimal;
use crate::policy::Param;
use crate::teacher::Sex;

parameters! {
    /// 周转宿舍
    Housing {
        /// A newcomer who lives farther than this needs a bed, kilometres.
        km: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::kilometres(|r| r.housing.km.value, |r, to| r.housing.km.value = to)],
    rows: &[
        Row {
            names: &["all"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Column(Column::Beds),
            hires: Hires::No,
            narrows: Some(Narrows::Sleeping(None)),
        },
        Row {
            names: &["men"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Column(Column::BedsMale),
            hires: Hires::No,
            narrows: Some(Narrows::Sleeping(Some(Sex::Male))),
        },
        Row {
            names: &["women"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Column(Column::BedsFemale),
            hires: Hires::No,
            narrows: Some(Narrows::Sleeping(Some(Sex::Female))),
        },
    ],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
