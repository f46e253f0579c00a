//! A what-if's folder: the list of its runs, and each result when it is asked for.

use crate::json::{self, Unread};
use crate::rows;
use crate::store::{Gone, Store};
use lungang_domain::whatif::{RunEntry, RunResult, WhatifDocument};
use lungang_domain::words::{Lang, say};
use std::path::{Path, PathBuf};

/// The file that tells a what-if's folder, and lists its runs.
pub const INDEX: &str = "whatif.json";

/// What stands beside the results once they are joined, in the order in which it is put in place; the last tells that they are.
pub fn joined() -> Vec<&'static str> {
    rows::FILES.iter().copied().chain(["runs.csv", INDEX]).collect()
}

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
#[derive(Debug)]
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
        reason: Unread,
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
        reason: Unread,
    },
}

impl Joined {
    /// Opens a folder that `whatif` has joined.
    ///
    /// # Errors
    /// There is none, or its list of runs cannot be read.
    pub fn open(dir: &Path) -> Result<Joined, FolderError> {
        let path = dir.join(INDEX);
        let document = json::read_file(&path, lungang_files::caps::DOCUMENT).map_err(|reason| match reason {
            missing if missing.is_missing() => FolderError::NoIndex { dir: dir.to_owned() },
            reason => FolderError::Unreadable { path: path.clone(), reason },
        })?;
        Ok(Joined { dir: dir.to_owned(), document, store: Store::of(dir) })
    }

    /// The result of a run, read now: so that as many are in memory as the caller keeps.
    ///
    /// # Errors
    /// It is not there, or not as it was written.
    pub fn result(&self, entry: &RunEntry) -> Result<RunResult, FolderError> {
        result(&self.store, entry)
    }
}

/// The result of a run, where it stands in a store and is whole.
///
/// # Errors
/// It is not there, or not as it was written.
pub fn result(store: &Store, entry: &RunEntry) -> Result<RunResult, FolderError> {
    let (run, path) = (entry.run.clone(), store.path(&entry.hash));
    store.read(&entry.hash).map_err(|gone| match gone {
        Gone::Missing => FolderError::Missing { run, path },
        Gone::Damaged { reason } => FolderError::Damaged { run, path, reason },
    })
}

/// The bytes of the list of runs.
pub fn index(document: &WhatifDocument) -> Vec<u8> {
    json::to_text(document).into_bytes()
}

impl FolderError {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        let shown = |path: &Path| path.display().to_string();
        let (key, args) = match self {
            FolderError::NoIndex { dir } => ("no-index", vec![("path", shown(dir))]),
            FolderError::Unreadable { path, reason } => {
                ("unreadable", vec![("path", shown(path)), ("reason", reason.say(lang))])
            }
            FolderError::Missing { run, path } => ("missing", vec![("run", run.clone()), ("path", shown(path))]),
            FolderError::Damaged { run, path, reason } => {
                ("damaged", vec![("run", run.clone()), ("path", shown(path)), ("reason", reason.say(lang))])
            }
        };
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        say(lang, &format!("whatif.folder.{key}"), &args)
    }
}
