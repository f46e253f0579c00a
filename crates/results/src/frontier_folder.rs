//! The folder of `frontier`: its names, and how it is written and read.

use crate::claim::Scratch;
use crate::error::WriteError;
use crate::folder::{file, publish};
use crate::json::{self, Unread};
use lungang_domain::frontier::FrontierDocument;
use std::path::Path;

/// The files of the folder; the first tells that it is one.
pub const FRONTIER_FILES: &[&str] = &["frontier.json", "frontier.csv", "frontier.xlsx", "frontier.html"];

/// Writes the folder with what is printed from the document for people, by its name among the files: all files or none.
///
/// # Errors
/// Something else stands in `dir`, or a file cannot be written; `dir` is then as it was.
pub fn write_frontier(
    document: &FrontierDocument,
    dir: &Path,
    scratch: &Scratch,
    prints: impl FnOnce() -> Result<Vec<(&'static str, Vec<u8>)>, WriteError>,
) -> Result<(), WriteError> {
    publish(dir, FRONTIER_FILES, scratch, |at| {
        file(at, FRONTIER_FILES[0], json::to_text(document).as_bytes())?;
        prints()?.iter().try_for_each(|(name, bytes)| file(at, name, bytes))
    })
}

/// Reads what stands in a folder.
///
/// # Errors
/// It is not there, or cannot be read.
pub fn read_frontier(dir: &Path) -> Result<FrontierDocument, Unread> {
    json::read_file(&dir.join(FRONTIER_FILES[0]), lungang_files::caps::DOCUMENT)
}
