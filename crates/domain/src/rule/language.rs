//! Posts are filled at their level of the national language.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::policy::Param;
use std::collections::BTreeMap;

parameters! {
    /// 语言等级
    Language {
        /// Least level for any post, by id of the language ladder; absent: none.
        minimum: Option<Param<String>>,
        /// Least level by subject id.
        #[serde(default)]
        by_subject: BTreeMap<String, Param<String>>,
    }
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
    bites: |_| true,
};
