//! What the schools have for each pupil varies no more than the limit.

use super::Mode;
use super::card::{Asked, Card, Cure, Everywhere, Figure, GivesWay, Hires, Kind, OfShare, Row, Shuts, Step, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::balance::{ByIndicator, Gauge, Indicator};
use crate::number::Decimal;
use crate::policy::Param;
use crate::school::{ByPart, Part};
use std::collections::BTreeSet;

parameters! {
    /// 校际差异
    Balance {
        /// What is compared between schools.
        indicators: Param<Vec<Indicator>>,
        /// Stages whose schools are compared.
        stages: Param<Vec<Part>>,
        /// Largest coefficient of variation, pupil-weighted, by indicator and stage.
        limit: ByIndicator<Param<ByPart<Decimal>>>,
    }
}

impl Balance {
    /// What the rule judges, where it is not off.
    pub fn gauges(&self) -> BTreeSet<Gauge> {
        match self.mode {
            Mode::Off => BTreeSet::new(),
            Mode::Hard | Mode::Soft => Gauge::of(&self.stages.value, &self.indicators.value),
        }
    }

    /// The largest coefficient that it allows there.
    pub fn limit(&self, gauge: Gauge) -> Decimal {
        *self.limit.get(gauge.indicator).value.get(gauge.stage)
    }
}

/// The limit of one gauge: its key, the name of its row, and where it stands.
macro_rules! limit {
    ($key:literal, $row:literal, $indicator:ident, $stage:ident) => {
        Figure {
            key: $key,
            kind: Kind::Coefficient($row),
            low: Decimal(1),
            high: Decimal::whole(10),
            step: Step::No,
            everywhere: Everywhere::No,
            get: |r| r.balance.limit.$indicator.value.$stage,
            set: |r, to| r.balance.limit.$indicator.value.$stage = to,
        }
    };
}

pub(super) const CARD: Card = Card {
    figures: &[
        limit!("limit.teachers.value.primary", "primary-teachers", teachers, primary),
        limit!("limit.teachers.value.junior", "junior-teachers", teachers, junior),
        limit!("limit.backbone.value.primary", "primary-backbone", backbone, primary),
        limit!("limit.backbone.value.junior", "junior-backbone", backbone, junior),
        limit!("limit.pe-arts.value.primary", "primary-pe-arts", pe_arts, primary),
        limit!("limit.pe-arts.value.junior", "junior-pe-arts", pe_arts, junior),
    ],
    rows: &[
        Row {
            names: &[
                "primary-teachers",
                "primary-backbone",
                "primary-pe-arts",
                "junior-teachers",
                "junior-backbone",
                "junior-pe-arts",
            ],
            given: false,
            asks: |_| Asked::Coefficient,
            counts: None,
            share: OfShare::No,
            binds: true,
            eased: false,
            told: Told::Named,
            cure: Cure::Coefficient,
            hires: Hires::No,
            narrows: None,
        },
        Row {
            names: &[
                "count-primary-teachers",
                "count-primary-backbone",
                "count-primary-pe-arts",
                "count-junior-teachers",
                "count-junior-backbone",
                "count-junior-pe-arts",
            ],
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
        },
    ],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
