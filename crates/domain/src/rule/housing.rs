//! Newcomers from afar have a bed.

use super::card::{Asked, Card, Cure, Figure, GivesWay, Hires, Narrows, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::diagnosis::Column;
use crate::number::Decimal;
use crate::policy::Param;
use crate::school::School;
use crate::teacher::Sex;
use serde::{Deserialize, Serialize};

/// What it means that no figure says whether a newcomer has a bed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BedsUnknown {
    /// Newcomers are let in, and told as not checked.
    #[default]
    Allow,
    /// There is none.
    None,
}

/// The bed figures of a school that bind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beds {
    /// For everybody together.
    pub all: Option<u32>,
    /// For men.
    pub men: Option<u32>,
    /// For women.
    pub women: Option<u32>,
}

parameters! {
    /// 周转宿舍
    Housing {
        /// A newcomer who lives farther than this needs a bed, kilometres.
        km: Param<Decimal>,
        /// What it means that no figure says whether there is a bed; absent: `allow`.
        unknown: Option<Param<BedsUnknown>>,
    }
}

impl Housing {
    /// What it means that no figure says whether there is a bed.
    pub fn unknown(&self) -> BedsUnknown {
        self.unknown.as_ref().map_or_else(BedsUnknown::default, |unknown| unknown.value)
    }

    /// The figures of a school that bind: those that it states, and a 0 for whom it states none where that means that there is no bed.
    pub fn beds(&self, school: &School) -> Beds {
        let stated = Beds { all: school.beds, men: school.beds_male, women: school.beds_female };
        match (self.unknown(), stated) {
            (BedsUnknown::None, Beds { all: None, men: None, women: None }) => Beds { all: Some(0), ..stated },
            (BedsUnknown::None, Beds { all: None, men, women }) => {
                Beds { all: None, men: men.or(Some(0)), women: women.or(Some(0)) }
            }
            _ => stated,
        }
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
