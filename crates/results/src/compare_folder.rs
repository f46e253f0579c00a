//! A comparison's folder: its names, and how it is read.

use crate::json::{self, Unread};
use lungang_domain::comparison::CompareDocument;
use std::path::Path;

/// The files of the folder; the first tells that it is one.
pub const COMPARE_FILES: &[&str] = &["compare.json", "compare.csv", "compare.xlsx", "compare.html"];

/// Reads the comparison that stands in a folder.
///
/// # Errors
/// It is not there, or cannot be read.
pub fn read_compare(dir: &Path) -> Result<CompareDocument, Unread> {
    json::read_file(&dir.join(COMPARE_FILES[0]), lungang_files::caps::DOCUMENT)
}
