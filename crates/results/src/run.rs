//! `run.toml`: what produced the plan, so that it can be produced again, and the hashes of what it left, so that an edit
//! by hand is seen.

use crate::plan_folder::{COUNTY, REPLAN_FILES};
use lungang_domain::record::{InputHash, PRINTS, RunInfo, sealed};
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
    table.insert("outputs".to_owned(), toml::Value::try_from(outputs)?);
    toml::to_string(&table).map(|text| sealed(&text))
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
    let table: toml::Table =
        lungang_files::text(&dir.join("run.toml"), lungang_files::caps::RECORD).ok()?.parse().ok()?;
    let all: Vec<InputHash> = table.get("outputs")?.clone().try_into().ok()?;
    Some(all.into_iter().filter(|o| is_output(&o.file)).collect())
}

/// Whether a name is one of a plan's own files: in its folder, or in its copy of the county. Names that are no part of a plan are
/// none of our business, wherever they would lead.
pub fn is_output(file: &str) -> bool {
    match file.strip_prefix(COUNTY).and_then(|rest| rest.strip_prefix('/')) {
        Some(inner) => !inner.is_empty() && !inner.contains(['/', '\\']) && inner != "..",
        None => REPLAN_FILES.contains(&file),
    }
}
