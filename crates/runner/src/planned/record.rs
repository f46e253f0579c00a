//! A plan's record, and whether the files beside it are as it says.

use super::PlannedError;
use lungang_domain::record::{InputHash, PRINTS};
use lungang_results::plan_files::{RECORD, is_output};
use lungang_results::run::{self, RunRecord};
use lungang_tables::hashes::sha256_of;
use std::path::Path;

/// Files without which a folder is no plan.
const NEEDED: [&str; 2] = ["plan.json", "assignments.csv"];

/// Reads `run.toml`.
///
/// # Errors
/// There is no folder or no record, or it cannot be read.
pub fn read(dir: &Path) -> Result<RunRecord, PlannedError> {
    if !dir.is_dir() {
        return Err(PlannedError::NoFolder(dir.to_owned()));
    }
    run::read(dir).map_err(|reason| match reason {
        missing if missing.is_missing() => PlannedError::NoRecord(dir.to_owned()),
        reason => PlannedError::BadRecord { path: dir.join(RECORD), reason },
    })
}

/// Whether every file that the plan left is there and as it was left.
///
/// # Errors
/// Files are gone, were edited, or stand there without a hash.
pub fn untouched(dir: &Path, outputs: &[InputHash]) -> Result<(), PlannedError> {
    let unstated = NEEDED.iter().filter(|name| outputs.iter().all(|o| o.file != **name));
    let files: Vec<String> = unstated.map(|name| (*name).to_owned()).collect();
    if !files.is_empty() {
        return Err(PlannedError::Unrecorded { dir: dir.to_owned(), files });
    }
    // Names that would lead out of the folder are none of a plan's; prints are no evidence.
    let evidence = |o: &&InputHash| is_output(&o.file) && !PRINTS.contains(&o.file.as_str());
    as_left(dir, outputs.iter().filter(evidence))
}

/// Whether files of a plan are there and as they were left.
///
/// # Errors
/// Files are gone, or were edited.
pub fn as_left<'a>(dir: &Path, files: impl Iterator<Item = &'a InputHash>) -> Result<(), PlannedError> {
    let (mut gone, mut edited) = (Vec::new(), Vec::new());
    for stated in files {
        let path = dir.join(&stated.file);
        if !path.is_file() {
            gone.push(stated.file.clone());
        } else if sha256_of(&path).ok().as_ref() != Some(&stated.sha256) {
            edited.push(stated.file.clone());
        }
    }
    let dir = dir.to_owned();
    match (gone.is_empty(), edited.is_empty()) {
        (true, true) => Ok(()),
        (false, _) => Err(PlannedError::Gone { dir, files: gone }),
        (true, false) => Err(PlannedError::Edited { dir, files: edited }),
    }
}
