//! Where a school lies: `镇中心区`, `121`, `220-村庄`.

use super::Reading;
use super::vocabulary::Form;
use lungang_domain::school::Area;

const FORM: Form = Form("area");

/// Where a school lies, by the words and codes of the classification of urban and rural areas.
pub fn read(cell: &str) -> Reading<Area> {
    FORM.read(cell, |entry| entry.is.as_deref().and_then(Area::from_name))
}
