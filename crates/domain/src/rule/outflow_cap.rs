//! A school sends no more than a share of its staff, of a subject no more than it can spare, and never the last.

use super::card::{
    Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;

parameters! {
    /// 派出上限
    OutflowCap {
        /// Largest share of a school's staff that leaves in a year.
        share: Param<Decimal>,
        /// Largest share of those who teach a subject there that leaves in a year, where more than that are needed.
        subject_share: Param<Decimal>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::Widest,
        |r| r.outflow_cap.share.value,
        |r, to| r.outflow_cap.share.value = to,
    )],
    rows: &[
        Row {
            names: &["school"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::Yes,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Exception,
            hires: Hires::Share,
            narrows: Some(Narrows::Leaving),
        },
        Row {
            names: &["post"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Hire,
            hires: Hires::No,
            narrows: Some(Narrows::LeavingPost),
        },
    ],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
