//! A recruitment plan's folder: its names, and how it is written. Nothing is read back from it.

use crate::claim::Scratch;
use crate::error::WriteError;
use crate::folder::{file, publish};
use crate::json;
use lungang_domain::format::Document;
use serde::Serialize;
use std::path::Path;

/// The files of the folder; the first tells that it is one.
pub const RECRUIT_FILES: &[&str] = &["recruit.json", "recruit.csv", "recruit.xlsx"];

/// Writes the folder with what is printed from the document for people, by its name among the files: all files or none.
///
/// # Errors
/// `dir` holds something else, or a file cannot be written; `dir` is then as it was.
pub fn write_recruit(
    document: &(impl Document + Serialize),
    dir: &Path,
    scratch: &Scratch,
    prints: impl FnOnce() -> Result<Vec<(&'static str, Vec<u8>)>, WriteError>,
) -> Result<(), WriteError> {
    publish(dir, RECRUIT_FILES, scratch, |at| {
        file(at, RECRUIT_FILES[0], json::to_text(document).as_bytes())?;
        prints()?.iter().try_for_each(|(name, bytes)| file(at, name, bytes))
    })
}
