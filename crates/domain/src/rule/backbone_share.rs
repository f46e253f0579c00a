//! Enough of those who move are backbone teachers.

use super::card::{
    Asked, Card, Counted, Cure, Everywhere, Figure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Step, Told,
};
use super::switch::parameters;
use crate::audit::Unit;
use crate::number::Decimal;
use crate::policy::{LevelGrade, Param};
use serde::{Deserialize, Serialize};

/// Of what the backbone share is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackboneOf {
    /// Of those who move down.
    Moved,
    /// Of those eligible.
    Eligible,
}

parameters! {
    /// 骨干比例
    BackboneShare {
        /// Least share of backbone teachers.
        share: Param<Decimal>,
        /// Of what it is a share.
        of: Param<BackboneOf>,
        /// Whose levels count; absent: all.
        #[serde(default)]
        levels: Option<Param<Vec<LevelGrade>>>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[Figure::share(
        Step::Point,
        Everywhere::No,
        |r| r.backbone_share.share.value,
        |r, to| r.backbone_share.share.value = to,
    )],
    rows: &[
        Row {
            names: &[""],
            given: false,
            asks: |rules| match rules.backbone_share.of.value {
                BackboneOf::Moved => Asked::ShareOfDown,
                BackboneOf::Eligible => Asked::Number(Standing::Nobody),
            },
            counts: Some(Counted::Backbone),
            share: OfShare::Yes,
            binds: true,
            eased: false,
            told: Told::ByBase,
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
