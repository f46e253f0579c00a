//! In a program without data frames a Parquet file is refused.

use super::{RawTable, ReadOptions};
use lungang_domain::finding::{Finding, Findings, Place};
use std::path::Path;

/// Refuses one Parquet file.
pub fn read(path: &Path, _: &ReadOptions, findings: &mut Findings) -> Option<RawTable> {
    findings.push(Finding::error("parquet-not-built", Place::file(path.display().to_string())));
    None
}
