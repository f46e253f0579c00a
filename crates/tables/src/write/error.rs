//! Why tables could not be written, in words.

use lungang_domain::words::{Lang, say};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a county could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// A file or folder cannot be made, filled or renamed.
    Io {
        /// Which.
        path: PathBuf,
        /// Why, in the system's words.
        reason: String,
    },
    /// The path has no last part that could name a folder.
    NoName(PathBuf),
    /// A file stands where the folder should be.
    NotAFolder(PathBuf),
    /// The folder holds a county and may not be replaced without being told so.
    Stands(PathBuf),
    /// The folder holds something that is no table.
    Foreign {
        /// The folder.
        dir: PathBuf,
        /// What was found in it.
        entry: String,
    },
    /// A value, or a number of rows, that the kind of file cannot hold.
    Refused {
        /// The file.
        path: PathBuf,
        /// Why, in the library's words.
        reason: String,
    },
}

impl WriteError {
    pub(super) fn io(path: &Path, error: std::io::Error) -> Self {
        WriteError::Io { path: path.to_owned(), reason: error.to_string() }
    }

    pub(super) fn refused(path: &Path, reason: impl fmt::Display) -> Self {
        WriteError::Refused { path: path.to_owned(), reason: reason.to_string() }
    }

    /// The sentence for the user.
    pub fn say(&self, lang: Lang) -> String {
        let (key, path, extra) = match self {
            WriteError::Io { path, reason } => ("io", path, reason.as_str()),
            WriteError::NoName(path) => ("no-name", path, ""),
            WriteError::NotAFolder(path) => ("not-a-folder", path, ""),
            WriteError::Stands(path) => ("stands", path, ""),
            WriteError::Foreign { dir, entry } => ("foreign", dir, entry.as_str()),
            WriteError::Refused { path, reason } => ("refused", path, reason.as_str()),
        };
        let path = path.display().to_string();
        say(lang, &format!("tables.write.{key}"), &[("path", &path), ("reason", extra), ("entry", extra)])
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::EN))
    }
}

impl std::error::Error for WriteError {}
