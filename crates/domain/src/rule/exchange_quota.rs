//! Enough of the eligible move down.

use super::card::{
    Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::Param;
use serde::{Deserialize, Serialize};

/// Where the exchange quota must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaScope {
    /// In the county as a whole.
    County,
    /// In every sending school.
    School,
    /// Both.
    Both,
}

/// What counts towards the exchange quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaCounts {
    /// New moves only.
    New,
    /// Running exchanges from sending to receiving schools too.
    Running,
}

parameters! {
    /// 交流比例
    ExchangeQuota {
        /// Least share of the eligible who move down.
        share: Param<Decimal>,
        /// Where it must hold.
        scope: Param<QuotaScope>,
        /// What counts.
        counts: Param<QuotaCounts>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::No,
        |r| r.exchange_quota.share.value,
        |r, to| r.exchange_quota.share.value = to,
    )],
    rows: &[
        Row {
            names: &["county"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: Some(Counted::Exchanged),
            share: OfShare::Yes,
            binds: true,
            eased: false,
            told: Told::Named,
            cure: Cure::Share,
            hires: Hires::No,
            narrows: None,
        },
        Row {
            names: &["school"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: Some(Counted::Exchanged),
            share: OfShare::Yes,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        },
    ],
    gives_way: GivesWay::Down,
    unit: Unit::People,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
