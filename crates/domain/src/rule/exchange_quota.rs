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

/// Of whom the exchange quota is a share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaOf {
    /// Of the eligible of sending schools: E.
    #[default]
    Sending,
    /// Of the teachers of all public schools who meet the same conditions.
    County,
}

/// Which moves down the exchange quota counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaTo {
    /// All of them.
    #[default]
    Receiving,
    /// Those to schools in rural areas.
    Rural,
}

parameters! {
    /// 交流比例
    ExchangeQuota {
        /// Least share of the base who move down.
        share: Param<Decimal>,
        /// Of whom it is a share; absent: of the eligible of sending schools.
        #[serde(default)]
        of: Option<Param<QuotaOf>>,
        /// Which moves down count; absent: all.
        #[serde(default)]
        to: Option<Param<QuotaTo>>,
        /// Where it must hold.
        scope: Param<QuotaScope>,
        /// What counts.
        counts: Param<QuotaCounts>,
        /// Largest share of the base who move down at all; absent: no limit.
        #[serde(default)]
        most: Option<Param<Decimal>>,
    }
}

impl ExchangeQuota {
    /// Of whom it is a share.
    pub fn base(&self) -> QuotaOf {
        self.of.as_ref().map_or_else(QuotaOf::default, |of| of.value)
    }

    /// Which moves down count.
    pub fn counted(&self) -> QuotaTo {
        self.to.as_ref().map_or_else(QuotaTo::default, |to| to.value)
    }
}

pub(super) const CARD: Card = Card {
    figures: &[
        Figure::share(
            Step::Point,
            Everywhere::No,
            |r| r.exchange_quota.share.value,
            |r, to| r.exchange_quota.share.value = to,
        ),
        // Without a limit all may go.
        Figure::most(
            |r| r.exchange_quota.most.as_ref().map_or(Decimal::whole(1), |most| most.value),
            |r, to| r.exchange_quota.most.iter_mut().for_each(|most| most.value = to),
        ),
    ],
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
        Row {
            names: &["most"],
            given: false,
            asks: |_| Asked::Number(Standing::Nobody),
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: true,
            told: Told::Named,
            cure: Cure::Most,
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
