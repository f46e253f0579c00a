//! Why something that was to be written was not.

use lungang_domain::format::OtherFormat;
use lungang_domain::words::{self, Lang};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder was not written. Nothing is left of it then.
#[derive(Debug)]
pub enum WriteError {
    /// Something that is no folder stands in the place.
    NotAFolder(PathBuf),
    /// The folder in the place holds something that is no part of what would replace it.
    Foreign {
        /// The folder.
        dir: PathBuf,
        /// What it holds.
        entry: String,
    },
    /// The path names no folder that could be made: `/` or `..`.
    NoName(PathBuf),
    /// The system refused.
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// A file's content could not be put in its format.
    Content {
        /// The file.
        file: &'static str,
        /// What the format's writer said.
        reason: String,
    },
    /// A file that would get more has a form that this program does not read.
    Format {
        /// The file.
        path: PathBuf,
        /// Its form.
        other: OtherFormat,
    },
    /// Another process writes to the place.
    Busy(PathBuf),
    /// The folder in the place holds a plan that was disclosed.
    Published {
        /// The folder.
        dir: PathBuf,
        /// When; absent where its mark does not say.
        date: Option<String>,
    },
    /// Interrupted by the user.
    Interrupted,
}

impl WriteError {
    /// The system's refusal at a path.
    pub fn io(path: &Path, source: io::Error) -> WriteError {
        WriteError::Io { path: path.to_owned(), source }
    }

    /// In one sentence.
    pub fn say(&self, lang: Lang) -> String {
        let path = |p: &Path| p.display().to_string();
        let (key, args) = match self {
            WriteError::NotAFolder(p) => ("not-a-folder", vec![("path", path(p))]),
            WriteError::Foreign { dir, entry } => ("foreign", vec![("path", path(dir)), ("entry", entry.clone())]),
            WriteError::NoName(p) => ("no-name", vec![("path", path(p))]),
            WriteError::Io { path: p, source } => ("io", vec![("path", path(p)), ("reason", source.to_string())]),
            WriteError::Content { file, reason } => {
                ("content", vec![("file", (*file).to_owned()), ("reason", reason.clone())])
            }
            WriteError::Format { path: p, other } => ("format", vec![("path", path(p)), ("reason", other.say(lang))]),
            WriteError::Busy(p) => ("busy", vec![("path", path(p))]),
            WriteError::Published { dir, date } => {
                ("published", vec![("path", path(dir)), ("date", date.clone().unwrap_or_else(|| "?".to_owned()))])
            }
            WriteError::Interrupted => ("interrupted", Vec::new()),
        };
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        words::say(lang, &format!("report.write.{key}"), &args)
    }

    /// What to do about it, where the sentence does not say.
    pub fn remedy(&self, lang: Lang) -> Option<String> {
        match self {
            WriteError::Busy(_) => Some(words::say(lang, "report.write.busy-remedy", &[])),
            WriteError::Published { .. } => Some(words::say(lang, "report.write.published-remedy", &[])),
            _ => None,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::EN))
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
