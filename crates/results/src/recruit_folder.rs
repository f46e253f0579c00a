//! A recruitment plan's folder: its names. Nothing is read back from it.

/// The files of the folder; the first tells that it is one.
pub const RECRUIT_FILES: &[&str] = &["recruit.json", "recruit.csv", "recruit.xlsx"];
