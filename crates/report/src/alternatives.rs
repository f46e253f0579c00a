//! The folders of alternatives: `alternatives.json` and, for each of them, what `plan` leaves.

use crate::json::{self, AlternativesDocument};
use crate::write::{More, write_with};
use lungang_domain::record::Record;
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::file;
use lungang_results::folder::publish;
use lungang_results::plan_folder::Fill;
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
