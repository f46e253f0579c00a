//! `run.toml` back into what it was written from, and whether the files beside it are as it says.

use super::PlannedError;
use lungang_domain::record::{InputHash, PRINTS, RunInfo, has_seal, is_sealed};
use lungang_tables::hashes::sha256_of;
use std::path::Path;

/// Files without which a folder is no plan.
const NEEDED: [&str; 2] = ["plan.json", "assignments.csv"];

/// What `run.toml` states.
pub struct Record {
    /// What produced the plan.
    pub run: RunInfo,
    /// Hashes of what it left.
    pub outputs: Vec<InputHash>,
    /// Whether it is as it was written, by the hash in its last line.
    pub sealed: bool,
    /// Whether an earlier version wrote it: one that sealed nothing and kept no county.
    pub older: bool,
}

/// Reads `run.toml`.
///
/// # Errors
/// There is no folder or no record, or it cannot be read.
pub fn read(dir: &Path) -> Result<Record, PlannedError> {
    if !dir.is_dir() {
        return Err(PlannedError::NoFolder(dir.to_owned()));
    }
    let path = dir.join("run.toml");
    let bad = |reason: String| PlannedError::BadRecord { path: path.clone(), reason };
    let text = match lungang_files::text(&path, lungang_files::caps::RECORD) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(PlannedError::NoRecord(dir.to_owned())),
        Err(e) => return Err(bad(e.to_string())),
    };
    // The parser's message has a picture of the place in further lines.
    let brief = |e: toml::de::Error| bad(e.message().to_owned());
    let mut table: toml::Table = text.parse().map_err(brief)?;
    // A seed above what TOML can count stands there as text.
    let seed = table.get("seed").and_then(toml::Value::as_str).map(str::parse::<u64>);
    if let Some(seed) = &seed {
        let Ok(_) = seed else { return Err(bad("seed".to_owned())) };
        table.insert("seed".to_owned(), toml::Value::Integer(0));
    }
    let outputs = match table.remove("outputs") {
        Some(outputs) => outputs.try_into().map_err(brief)?,
        None => Vec::new(),
    };
    let mut run: RunInfo = toml::Value::Table(table).try_into().map_err(brief)?;
    if let Some(Ok(seed)) = seed {
        run.seed = seed;
    }
    let older = !has_seal(&text) && !super::kept::has(&outputs);
    Ok(Record { run, outputs, sealed: is_sealed(&text), older })
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
    let evidence = |o: &&InputHash| lungang_results::run::is_output(&o.file) && !PRINTS.contains(&o.file.as_str());
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
