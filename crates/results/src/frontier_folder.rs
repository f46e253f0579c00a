//! The folder of `frontier`: its names, and how it is read.

use crate::json::{self, Unread};
use lungang_domain::frontier::FrontierDocument;
use std::path::Path;

/// The files of the folder; the first tells that it is one.
pub const FRONTIER_FILES: &[&str] = &["frontier.json", "frontier.csv", "frontier.xlsx", "frontier.html"];

/// Reads what stands in a folder.
///
/// # Errors
/// It is not there, or cannot be read.
pub fn read_frontier(dir: &Path) -> Result<FrontierDocument, Unread> {
    json::read_file(&dir.join(FRONTIER_FILES[0]), lungang_files::caps::DOCUMENT)
}
