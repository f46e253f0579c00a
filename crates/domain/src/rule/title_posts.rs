//! Senior posts are not exceeded by moves that carry the post.

use super::card::{Asked, Card, Cure, GivesWay, Hires, OfShare, Row, Shuts, Standing, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::diagnosis::Column;

parameters! {
    /// 高级岗位
    TitlePosts {}
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Number(Standing::Seniors),
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: true,
        told: Told::Named,
        cure: Cure::Column(Column::PostsSenior),
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Up,
    unit: Unit::Instances,
    levers: &[],
    shuts: Shuts::Nothing,
    bites: |_| true,
};
