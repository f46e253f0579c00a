//! The stage that somebody teaches: `2-小学`, `初中段`; stages outside compulsory education are asked about.

use super::Reading;
use super::vocabulary::Form;
use lungang_domain::school::Part;

const FORM: Form = Form("stage-of-subject");

/// The stage that a teacher teaches.
pub fn read(cell: &str) -> Reading<Part> {
    FORM.read(cell, |entry| entry.is.as_deref().and_then(Part::from_name))
}
