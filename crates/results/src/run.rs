//! `run.toml`: what produced the plan, so that it can be produced again, and the hashes of what it left, so that an edit
//! by hand is seen.

use crate::json::Unread;
use crate::plan_files::{COUNTY, RECORD, is_output};
use lungang_domain::format::{Document, KEY, readable};
use lungang_domain::record::{InputHash, PRINTS, RunInfo, has_seal, is_sealed, sealed};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::Path;

/// The text of `run.toml`, sealed.
///
/// TOML has no integer above 2^63 − 1; a seed beyond it stands there as text.
///
/// # Errors
/// The value cannot be stated in TOML.
pub fn to_toml(run: &RunInfo, outputs: &[InputHash]) -> Result<String, toml::ser::Error> {
    let small = RunInfo { seed: i64::try_from(run.seed).map_or(0, |_| run.seed), ..run.clone() };
    let seed = (small.seed != run.seed).then(|| toml::Value::String(run.seed.to_string()));
    let mut table = toml::Table::try_from(&small)?;
    table.extend(seed.map(|seed| ("seed".to_owned(), seed)));
    table.insert(KEY.to_owned(), i64::from(RunInfo::FORMAT).into());
    table.insert("outputs".to_owned(), toml::Value::try_from(outputs)?);
    toml::to_string(&table).map(|text| sealed(&text))
}

/// What `run.toml` states.
pub struct RunRecord {
    /// What produced the plan.
    pub run: RunInfo,
    /// Hashes of what it left.
    pub outputs: Vec<InputHash>,
    /// Whether it is as it was written, by the hash in its last line.
    pub sealed: bool,
    /// Whether an earlier version wrote it: one that sealed nothing and kept no county.
    pub older: bool,
}

/// Reads the record that stands in a folder.
///
/// # Errors
/// It is not there, or cannot be read.
pub fn read(dir: &Path) -> Result<RunRecord, Unread> {
    let text = lungang_files::text(&dir.join(RECORD), lungang_files::caps::RECORD).map_err(Unread::File)?;
    // The parser's message has a picture of the place in further lines.
    let brief = |e: toml::de::Error| Unread::Strange(e.message().to_owned());
    let mut table: toml::Table = text.parse().map_err(brief)?;
    let stated = table.remove(KEY).map(|number| number.to_string());
    readable::<RunInfo>(stated.as_deref()).map_err(Unread::Format)?;
    // A seed above what TOML can count stands there as text.
    let seed = table.get("seed").and_then(toml::Value::as_str).map(str::parse::<u64>);
    if let Some(seed) = &seed {
        let Ok(_) = seed else { return Err(Unread::Strange("seed".to_owned())) };
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
    let older = !has_seal(&text) && !keeps_county(&outputs);
    Ok(RunRecord { run, outputs, sealed: is_sealed(&text), older })
}

/// Whether a plan kept its county: those of earlier versions did not.
pub fn keeps_county(outputs: &[InputHash]) -> bool {
    outputs.iter().any(|o| o.file == format!("{COUNTY}/county.toml"))
}

/// The hash of one file that was left.
pub fn hash(file: &str, bytes: &[u8]) -> InputHash {
    let digits = Sha256::digest(bytes);
    InputHash { file: file.to_owned(), sha256: digits.iter().map(|b| format!("{b:02x}")).collect() }
}

/// The files of a plan's copy of the county, by their names in its `run.toml`, sorted; none where the plan keeps no copy.
///
/// # Errors
/// The folder cannot be read.
pub fn copied(dir: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(dir.join(COUNTY)) {
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries?,
    };
    let name = |entry: io::Result<fs::DirEntry>| Ok(format!("{COUNTY}/{}", entry?.file_name().to_string_lossy()));
    let mut names = entries.map(name).collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

/// The hashes of the files of a plan's copy of the county, sorted by name.
///
/// # Errors
/// One of them cannot be read.
pub fn copies(dir: &Path) -> io::Result<Vec<InputHash>> {
    let one = |name: String| Ok(hash(&name, &lungang_files::read(&dir.join(&name), lungang_files::caps::DOCUMENT)?));
    copied(dir)?.into_iter().map(one).collect()
}

/// The files of a plan's folder that are not as the plan left them, by its `run.toml`, and those that were put into its copy of
/// the county; files that are gone are not named.
///
/// Nothing where the folder has no `run.toml` that states hashes.
///
/// # Errors
/// A file that stands there cannot be read.
pub fn edited(dir: &Path) -> io::Result<Vec<String>> {
    let Some(outputs) = stated(dir) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    // A print that was opened and saved again is no edit: nothing is lost with it that the plan does not say.
    for stated in outputs.iter().filter(|o| !PRINTS.contains(&o.file.as_str())) {
        match lungang_files::read(&dir.join(&stated.file), lungang_files::caps::DOCUMENT) {
            Ok(bytes) if hash(&stated.file, &bytes) == *stated => {}
            Ok(_) => names.push(stated.file.clone()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e),
        }
    }
    names.extend(copied(dir)?.into_iter().filter(|name| outputs.iter().all(|o| o.file != *name)));
    Ok(names)
}

fn stated(dir: &Path) -> Option<Vec<InputHash>> {
    let table: toml::Table = lungang_files::text(&dir.join(RECORD), lungang_files::caps::RECORD).ok()?.parse().ok()?;
    let all: Vec<InputHash> = table.get("outputs")?.clone().try_into().ok()?;
    Some(all.into_iter().filter(|o| is_output(&o.file)).collect())
}
