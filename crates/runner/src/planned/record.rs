//! `run.toml` back into what it was written from, and whether the files beside it are as it says.

use super::PlannedError;
use lungang_domain::record::{InputHash, RunInfo};
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
    Ok(Record { run, outputs })
}

/// Whether every file that the plan left is there and as it was left.
///
/// # Errors
/// Files are gone, were edited, or stand there without a hash.
pub fn untouched(dir: &Path, outputs: &[InputHash]) -> Result<(), PlannedError> {
    let missing = |names: Vec<String>, of: fn(_) -> PlannedError| {
        if names.is_empty() { Ok(()) } else { Err(of((dir.to_owned(), names))) }
    };
    let unstated = NEEDED.iter().filter(|name| outputs.iter().all(|o| o.file != **name));
    missing(unstated.map(|n| (*n).to_owned()).collect(), |(dir, files)| PlannedError::Unrecorded { dir, files })?;
    // Names that would lead out of the folder are none of a plan's.
    let inside = |o: &&InputHash| Path::new(&o.file).components().count() == 1;
    let gone = outputs.iter().filter(inside).filter(|o| !dir.join(&o.file).is_file());
    missing(gone.map(|o| o.file.clone()).collect(), |(dir, files)| PlannedError::Gone { dir, files })?;
    let same = |o: &&InputHash| sha256_of(&dir.join(&o.file)).is_ok_and(|found| found == o.sha256);
    let edited = outputs.iter().filter(inside).filter(|o| !same(o));
    missing(edited.map(|o| o.file.clone()).collect(), |(dir, files)| PlannedError::Edited { dir, files })
}
