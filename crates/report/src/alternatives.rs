//! The folders of alternatives: `alternatives.json` and, for each of them, what `plan` leaves.

use crate::claim::Scratch;
use crate::folder::publish;
use crate::json::{self, AlternativesDocument};
use crate::write::{Fill, More, WriteError, file, write_with};
use lungang_domain::record::Record;
use lungang_domain::words::Lang;
use std::path::Path;

/// Writes `alternatives.json` and a folder `alternative-1`, `alternative-2`, … for every record into the new folder `dir`:
/// all or nothing. `county` fills the folder of each with the county that they share. The document is told where each stands.
///
/// # Errors
/// Something stands in `dir`, or a file cannot be written; `dir` is then as it was.
pub fn write_alternatives(
    records: &[Record],
    county: &Fill<'_>,
    document: &mut AlternativesDocument,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
) -> Result<(), WriteError> {
    for alternative in &mut document.alternatives {
        alternative.folder = Some(format!("alternative-{}", alternative.number));
    }
    let more = More { county: Some(county), ..More::default() };
    publish(dir, &[], scratch, |at| {
        for (record, number) in records.iter().zip(1..) {
            write_with(record, &at.join(format!("alternative-{number}")), lang, scratch, &more)?;
        }
        file(at, "alternatives.json", json::to_text(document).as_bytes())
    })
}
