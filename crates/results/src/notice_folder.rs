//! The folder that is published of a plan (公示): its names, and how it is written. Nothing is read back from it.

use crate::claim::Scratch;
use crate::error::WriteError;
use crate::folder::{file, publish};
use crate::json;
use lungang_domain::format::Document;
use serde::Serialize;
use std::path::Path;

/// The files that may stand in the folder; the first tells that it is one.
pub const DISCLOSURE_FILES: &[&str] =
    &["disclosure.json", "disclosure.csv", "disclosure.xlsx", "commitment.toml", "reveal.toml", "certificate.json"];

/// Writes the folder with what is printed from the document for people and what is published with it, by its name among the
/// files: all files or none.
///
/// # Errors
/// `dir` holds something else, or a file cannot be written; `dir` is then as it was.
pub fn write_notice(
    document: &(impl Document + Serialize),
    dir: &Path,
    scratch: &Scratch,
    others: impl FnOnce() -> Result<Vec<(&'static str, Vec<u8>)>, WriteError>,
) -> Result<(), WriteError> {
    publish(dir, DISCLOSURE_FILES, scratch, |at| {
        file(at, DISCLOSURE_FILES[0], json::to_text(document).as_bytes())?;
        others()?.iter().try_for_each(|(name, bytes)| file(at, name, bytes))
    })
}
