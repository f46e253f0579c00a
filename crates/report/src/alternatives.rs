//! The folders of alternatives: `alternatives.json` and, for each of them, what `plan` leaves.

use crate::folder::{Scratch, publish};
use crate::json::{self, AlternativesDocument};
use crate::write::{WriteError, file, write};
use lungang_domain::record::Record;
use lungang_domain::words::Lang;
use std::path::Path;

/// Writes `alternatives.json` and a folder `alternative-1`, `alternative-2`, … for every record into the new folder `dir`:
/// all or nothing. The document is told where each stands.
///
/// # Errors
/// Something stands in `dir`, or a file cannot be written; `dir` is then as it was.
pub fn write_alternatives(
    records: &[Record],
    document: &mut AlternativesDocument,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
) -> Result<(), WriteError> {
    for alternative in &mut document.alternatives {
        alternative.folder = Some(format!("alternative-{}", alternative.number));
    }
    publish(dir, &[], scratch, |at| {
        for (record, number) in records.iter().zip(1..) {
            write(record, &at.join(format!("alternative-{number}")), lang, scratch)?;
        }
        file(at, "alternatives.json", json::to_text(document).as_bytes())
    })
}
