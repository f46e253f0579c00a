//! A what-if's folder as it stands: which runs it holds, and each result when it is asked for.

use super::store::{Gone, Store};
use lungang_domain::whatif::{RunEntry, RunResult, WhatifDocument};
use lungang_domain::words::{Lang, say};
use std::path::{Path, PathBuf};

/// The file that tells a what-if's folder, and lists its runs.
pub const INDEX: &str = "whatif.json";

/// A what-if's folder that has been joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The folder.
    pub dir: PathBuf,
    /// Its runs.
    pub document: WhatifDocument,
    store: Store,
}

/// Why a what-if's folder, or a result in it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderError {
    /// No what-if stands there, or its runs were not joined yet.
    NoIndex {
        /// The folder.
        dir: PathBuf,
    },
    /// The list of runs cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A result is not there.
    Missing {
        /// The run.
        run: String,
        /// Where it should be.
        path: PathBuf,
    },
    /// A result is not as it was written.
    Damaged {
        /// The run.
        run: String,
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl Joined {
    /// Opens a folder that `whatif` has joined.
    ///
    /// # Errors
    /// There is none, or its list of runs cannot be read.
    pub fn open(dir: &Path) -> Result<Joined, FolderError> {
        let path = dir.join(INDEX);
        let unreadable = |reason: String| FolderError::Unreadable { path: path.clone(), reason };
        let bytes = match lungang_files::read(&path, lungang_files::caps::DOCUMENT) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(FolderError::NoIndex { dir: dir.to_owned() });
            }
            Err(e) => return Err(unreadable(e.to_string())),
        };
        let document = lungang_files::json::parse(&bytes).map_err(|e| unreadable(e.to_string()))?;
        Ok(Joined { dir: dir.to_owned(), document, store: Store::of(dir) })
    }

    /// The result of a run, read now: so that as many are in memory as the caller keeps.
    ///
    /// # Errors
    /// It is not there, or not as it was written.
    pub fn result(&self, entry: &RunEntry) -> Result<RunResult, FolderError> {
        of(&self.store, entry)
    }
}

/// The result of a run.
pub(super) fn of(store: &Store, entry: &RunEntry) -> Result<RunResult, FolderError> {
    let (run, path) = (entry.run.clone(), store.path(&entry.hash));
    store.read(&entry.hash).map_err(|gone| match gone {
        Gone::Missing => FolderError::Missing { run, path },
        Gone::Damaged { reason } => FolderError::Damaged { run, path, reason },
    })
}

impl FolderError {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        let shown = |path: &Path| path.display().to_string();
        let (key, args) = match self {
            FolderError::NoIndex { dir } => ("no-index", vec![("path", shown(dir))]),
            FolderError::Unreadable { path, reason } => {
                ("unreadable", vec![("path", shown(path)), ("reason", reason.clone())])
            }
            FolderError::Missing { run, path } => ("missing", vec![("run", run.clone()), ("path", shown(path))]),
            FolderError::Damaged { run, path, reason } => {
                ("damaged", vec![("run", run.clone()), ("path", shown(path)), ("reason", reason.clone())])
            }
        };
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        say(lang, &format!("whatif.folder.{key}"), &args)
    }
}
