//! A place that something is put into: what stands there, what was left beside it, and whether it may be replaced.

use crate::error::WriteError;
use crate::published::{PUBLISHED, date};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Where something goes: its parent and its name.
pub(crate) struct Place {
    pub(crate) parent: PathBuf,
    name: OsString,
}

impl Place {
    pub(crate) fn of(dir: &Path) -> Result<Place, WriteError> {
        // A link is followed once, here, so that what is looked at is what is replaced.
        let real = match fs::symlink_metadata(dir) {
            Ok(meta) if meta.file_type().is_symlink() => fs::canonicalize(dir).map_err(|e| WriteError::io(dir, e))?,
            _ => dir.to_owned(),
        };
        let name = real.file_name().ok_or_else(|| WriteError::NoName(dir.to_owned()))?.to_owned();
        let parent = match real.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Place { parent, name })
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// A hidden name beside the place: `.plan.lock`.
    pub(crate) fn beside(&self, what: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(format!(".{what}"));
        self.parent.join(name)
    }

    /// What stands beside the place under a temporary name of this kind, the newest last.
    fn left(&self, what: &str) -> Vec<PathBuf> {
        let begins = self.beside(what).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.parent).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Behind the kind stands the number of the process, and of the try.
            let ours = name
                .strip_prefix(&begins)
                .and_then(|n| n.strip_prefix('-'))
                .is_some_and(|n| n.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())));
            if ours {
                let modified = entry.metadata().and_then(|m| m.modified()).ok();
                found.push((modified, entry.path()));
            }
        }
        found.sort();
        found.into_iter().map(|(_, path)| path).collect()
    }

    /// Puts back what a writer that died had moved aside, and takes away its drafts; for whoever holds the place. What cannot
    /// be taken away stays, and hinders nobody.
    pub(crate) fn recover(&self) {
        let mut aside = self.left(OLD);
        if fs::symlink_metadata(self.path()).is_err()
            && let Some(newest) = aside.pop()
        {
            let _ = fs::rename(newest, self.path());
            sync(&self.parent);
        }
        for left in aside.into_iter().chain(self.left(NEW)) {
            let _ = remove(&left);
        }
    }

    /// Whether there is a folder to replace.
    pub(crate) fn look(&self, known: &[&str]) -> Result<bool, WriteError> {
        let dir = self.path();
        match fs::symlink_metadata(&dir) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(WriteError::io(&dir, e)),
            Ok(meta) if !meta.is_dir() => return Err(WriteError::NotAFolder(dir)),
            Ok(_) => {}
        }
        refuse_published(&dir)?;
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&dir).map_err(|e| WriteError::io(&dir, e))? {
            let entry = entry.map_err(|e| WriteError::io(&dir, e))?;
            let file = entry.file_type().map_err(|e| WriteError::io(&dir, e))?.is_file();
            let name = entry.file_name().to_string_lossy().into_owned();
            if file && (left_by_others(&name) || left_by_a_mark(&name)) {
                continue;
            }
            let ours = if file { known.contains(&name.as_str()) } else { known.contains(&format!("{name}/").as_str()) };
            if !ours {
                return Err(WriteError::Foreign { dir, entry: name });
            }
            if !file {
                refuse_published(&entry.path())?;
            }
            names.insert(name);
        }
        match names.first() {
            Some(any) if !known.first().is_some_and(|first| names.contains(*first)) => {
                Err(WriteError::Foreign { dir, entry: any.clone() })
            }
            _ => Ok(true),
        }
    }
}

/// What was published stays as it was published.
fn refuse_published(dir: &Path) -> Result<(), WriteError> {
    let mark = dir.join(PUBLISHED);
    match fs::symlink_metadata(&mark) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        _ => Err(WriteError::Published { dir: dir.to_owned(), date: date(&mark) }),
    }
}

/// Files that a desktop or an open office program leaves behind.
fn left_by_others(name: &str) -> bool {
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") || name.starts_with("~$") || name.starts_with(".~lock.")
}

/// What a process leaves in a plan's folder that dies while it marks it as disclosed.
fn left_by_a_mark(name: &str) -> bool {
    name.strip_prefix('.').and_then(|n| n.strip_prefix(PUBLISHED)).is_some_and(|rest| rest.starts_with('.'))
}

/// The kind of temporary names of what is being made.
pub(crate) const NEW: &str = "tmp";

/// The kind of temporary names of what is being replaced.
pub(crate) const OLD: &str = "old";

/// Has a folder's names on the disk. Not every system can; what is written is there all the same.
pub(crate) fn sync(dir: &Path) {
    #[cfg(unix)]
    if let Ok(dir) = File::open(dir) {
        let _ = dir.sync_all();
    }
    #[cfg(not(unix))]
    let _ = dir;
}

/// Removes a folder with everything in it, or a file.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}
