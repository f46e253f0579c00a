//! `retasks.csv`: one line for every teacher who stays at the school and teaches another subject there, UTF-8 with a byte order mark.

use crate::assignments::guard;
use crate::table;
use lungang_domain::document::{PlanDocument, RetaskDoc};

/// The header; people's scripts rely on these names.
pub const HEADER: [&str; 6] = ["teacher_id", "name", "school", "stage", "from_subject", "to_subject"];

/// The bytes of `retasks.csv`: what the plan's document says of who is retasked.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(document: &PlanDocument) -> Result<Vec<u8>, csv::Error> {
    table::to_csv(HEADER, document.retasks.iter().map(line))
}

fn line(r: &RetaskDoc) -> [String; 6] {
    [guard(&r.teacher_id), guard(&r.name), guard(&r.school), r.stage.name().to_owned(), guard(&r.from), guard(&r.to)]
}
