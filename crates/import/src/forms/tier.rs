//! How a school is rated; other ways of ranking are asked about.

use super::Reading;
use super::vocabulary::Form;
use lungang_domain::school::Tier;

const FORM: Form = Form("tier");

/// How a school is rated.
pub fn read(cell: &str) -> Reading<Tier> {
    FORM.read(cell, |entry| entry.is.as_deref().and_then(Tier::from_name))
}
