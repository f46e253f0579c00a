//! Who runs a school.

use super::Reading;
use super::vocabulary::Form;

const FORM: Form = Form("ownership");

/// Whether a school is public.
pub fn read(cell: &str) -> Reading<bool> {
    FORM.read(cell, |entry| entry.is.as_deref().map(|owner| owner == "public"))
}
