//! A folder that is whole or absent: filled under a temporary name beside its place, then renamed.

use super::WriteError;
use crate::schema;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Fills a temporary folder and puts it at `dir`.
///
/// An empty folder at `dir` is replaced; one that holds a county is with `force`; any other is left alone.
pub(super) fn publish(
    dir: &Path,
    force: bool,
    fill: impl FnOnce(&Path) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let name = dir.file_name().ok_or_else(|| WriteError::NoName(dir.to_owned()))?.to_owned();
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let stands = look(dir, force)?;
    fs::create_dir_all(&parent).map_err(|e| WriteError::io(&parent, e))?;
    let beside = |kind: &str| {
        let mut hidden = OsString::from(".");
        hidden.push(&name);
        hidden.push(format!(".{}.{kind}", std::process::id()));
        parent.join(hidden)
    };
    let draft = Draft(beside("new"));
    if draft.0.exists() {
        fs::remove_dir_all(&draft.0).map_err(|e| WriteError::io(&draft.0, e))?;
    }
    fs::create_dir(&draft.0).map_err(|e| WriteError::io(&draft.0, e))?;
    fill(&draft.0)?;
    if !stands {
        return fs::rename(&draft.0, dir).map_err(|e| WriteError::io(dir, e));
    }
    let old = beside("old");
    fs::rename(dir, &old).map_err(|e| WriteError::io(dir, e))?;
    if let Err(error) = fs::rename(&draft.0, dir) {
        let _ = fs::rename(&old, dir);
        return Err(WriteError::io(dir, error));
    }
    fs::remove_dir_all(&old).map_err(|e| WriteError::io(&old, e))
}

/// Whether a folder stands there that is to be replaced.
fn look(dir: &Path, force: bool) -> Result<bool, WriteError> {
    match fs::metadata(dir) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(WriteError::io(dir, e)),
        Ok(meta) if !meta.is_dir() => return Err(WriteError::NotAFolder(dir.to_owned())),
        Ok(_) => {}
    }
    let mut any = false;
    for entry in fs::read_dir(dir).map_err(|e| WriteError::io(dir, e))? {
        let entry = entry.map_err(|e| WriteError::io(dir, e))?;
        let file = entry.file_type().map_err(|e| WriteError::io(dir, e))?.is_file();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !file || !written(&name) {
            return Err(WriteError::Foreign { dir: dir.to_owned(), entry: name });
        }
        any = true;
    }
    if any && !force { Err(WriteError::Stands(dir.to_owned())) } else { Ok(true) }
}

/// Whether a file of this name is one that is written here.
fn written(name: &str) -> bool {
    let Some((stem, kind)) = name.rsplit_once('.') else { return false };
    match kind {
        "toml" => stem == "county",
        "xlsx" => stem == "county",
        "csv" | "parquet" => schema::table(stem).is_some(),
        _ => false,
    }
}

/// A temporary folder that is gone when anything fails.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
