//! The folder that is published of a plan (公示): its names. Nothing is read back from it.

/// The files that may stand in the folder; the first tells that it is one.
pub const DISCLOSURE_FILES: &[&str] =
    &["disclosure.json", "disclosure.csv", "disclosure.xlsx", "commitment.toml", "reveal.toml", "certificate.json"];
