//! Sex: `2-女`, `男性`.

use super::Reading;
use super::said::parted;
use super::vocabulary::Form;
use super::why;
use lungang_domain::teacher::Sex;

const FORM: Form = Form("sex");

/// A teacher's sex. The standard's codes alone (1, 2) are asked about: offices count from 0 too.
pub fn read(cell: &str) -> Reading<Sex> {
    let said = parted(cell);
    let is = |entry: &super::vocabulary::Entry| entry.is.as_deref().and_then(Sex::from_name);
    match FORM.read(cell, is) {
        Reading::Is(sex) if said.code.is_some() && said.word.is_empty() => Reading::may_be(sex, why::BARE_CODE),
        other => other,
    }
}
