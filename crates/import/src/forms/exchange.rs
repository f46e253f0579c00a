//! Kinds of exchange (交流类型, 形式): `定期交流`, `205交流轮岗`, `支教`, `跟岗`. Which of them count differs from plan to plan.

use super::Reading;
use super::vocabulary::Form;

const FORM: Form = Form("exchange");

/// Whether what the cell names counts as an exchange; supporting teaching and learning at another school are asked about.
pub fn read(cell: &str) -> Reading<bool> {
    FORM.read(cell, |entry| entry.is.as_deref().map(|counts| counts == "yes"))
}
