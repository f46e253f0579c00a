//! Why a plan cannot be asked, in words.

use crate::load::Loaded;
use lungang_domain::finding::Findings;
use lungang_domain::words::{Lang, say};
use lungang_results::json::Unread;
use std::path::PathBuf;

/// What became of a file of the county since the plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its content differs.
    Changed(String),
    /// It is gone.
    Gone(String),
    /// It was not there then.
    New(String),
}

/// Why a plan's folder cannot be asked.
#[derive(Debug)]
pub enum PlannedError {
    /// There is no such folder.
    NoFolder(PathBuf),
    /// The folder has no `run.toml`.
    NoRecord(PathBuf),
    /// `run.toml` cannot be read.
    BadRecord {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: Unread,
    },
    /// `run.toml` and `plan.json` state different seeds.
    SeedsDiffer(PathBuf),
    /// Files of the plan are gone.
    Gone {
        /// The folder.
        dir: PathBuf,
        /// Their names.
        files: Vec<String>,
    },
    /// Files of the plan have no hash in `run.toml`.
    Unrecorded {
        /// The folder.
        dir: PathBuf,
        /// Their names.
        files: Vec<String>,
    },
    /// Files of the plan are not as they were left.
    Edited {
        /// The folder.
        dir: PathBuf,
        /// Their names.
        files: Vec<String>,
    },
    /// `plan.json` or `certificate.json` cannot be read.
    Damaged(Findings),
    /// The county is not there.
    NoCounty(PathBuf),
    /// The plan is of another county or school year.
    OtherCounty {
        /// Name and school year of the plan.
        planned: (String, String),
        /// Name and school year of the county.
        found: (String, String),
    },
    /// Files of the county are not those that the plan was made from.
    Changed(Vec<Change>),
    /// The policy is not the one that the plan was made under.
    PolicyChanged {
        /// Id and hash then.
        planned: (String, String),
        /// Id and hash now.
        found: (String, String),
    },
    /// An earlier version left the plan, and names policies otherwise.
    Older(PathBuf),
    /// County or policy have errors.
    Faulty(Box<Loaded>),
    /// `plan.json` names an id that the county does not have.
    Stranger(String),
}

impl PlannedError {
    /// In one sentence; empty for [`PlannedError::Damaged`] and [`PlannedError::Faulty`], whose findings speak.
    pub fn say(&self, lang: Lang) -> String {
        let list = |files: &[String]| files.join(&say(lang, "planned.separator", &[]));
        let of = |(name, year): &(String, String)| format!("{name} {year}");
        let brief = |hash: &str| hash.chars().take(12).collect::<String>();
        match self {
            PlannedError::NoFolder(path) => say(lang, "planned.no-folder", &[("path", &path.display().to_string())]),
            PlannedError::NoRecord(path) => say(lang, "planned.no-record", &[("path", &path.display().to_string())]),
            PlannedError::BadRecord { path, reason } => {
                say(lang, "planned.bad-record", &[("path", &path.display().to_string()), ("reason", &reason.say(lang))])
            }
            PlannedError::SeedsDiffer(path) => {
                let reason = say(lang, "planned.seeds-differ", &[]);
                say(lang, "planned.bad-record", &[("path", &path.display().to_string()), ("reason", &reason)])
            }
            PlannedError::Gone { dir, files } => {
                say(lang, "planned.gone", &[("path", &dir.display().to_string()), ("files", &list(files))])
            }
            PlannedError::Unrecorded { dir, files } => {
                say(lang, "planned.unrecorded", &[("path", &dir.display().to_string()), ("files", &list(files))])
            }
            PlannedError::Edited { dir, files } => {
                say(lang, "planned.edited", &[("path", &dir.display().to_string()), ("files", &list(files))])
            }
            PlannedError::NoCounty(path) => say(lang, "planned.no-county", &[("path", &path.display().to_string())]),
            PlannedError::OtherCounty { planned, found } => {
                say(lang, "planned.other-county", &[("planned", &of(planned)), ("found", &of(found))])
            }
            PlannedError::Changed(changes) => {
                let files: Vec<String> = changes.iter().map(|c| c.say(lang)).collect();
                say(lang, "planned.changed", &[("files", &list(&files))])
            }
            PlannedError::PolicyChanged { planned, found } => {
                let args = [
                    ("planned", planned.0.as_str()),
                    ("planned_hash", &brief(&planned.1)),
                    ("found", &found.0),
                    ("found_hash", &brief(&found.1)),
                ];
                say(lang, "planned.policy-changed", &args)
            }
            PlannedError::Older(path) => say(lang, "planned.older", &[("path", &path.display().to_string())]),
            PlannedError::Stranger(id) => say(lang, "planned.stranger", &[("id", id)]),
            PlannedError::Damaged(_) | PlannedError::Faulty(_) => String::new(),
        }
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> Option<String> {
        let words = match self {
            PlannedError::NoFolder(_) => say(lang, "planned.no-folder-remedy", &[]),
            PlannedError::Edited { .. } => say(lang, "planned.edited-remedy", &[]),
            PlannedError::NoCounty(_) | PlannedError::OtherCounty { .. } => say(lang, "planned.no-county-remedy", &[]),
            PlannedError::Changed(_) => say(lang, "planned.changed-remedy", &[]),
            PlannedError::PolicyChanged { .. } => say(lang, "planned.policy-remedy", &[]),
            PlannedError::Older(_) => say(lang, "planned.older-remedy", &[]),
            PlannedError::Damaged(_) | PlannedError::Faulty(_) => return None,
            _ => say(lang, "planned.again", &[]),
        };
        Some(words)
    }
}

impl Change {
    fn say(&self, lang: Lang) -> String {
        match self {
            Change::Changed(file) => say(lang, "planned.change-changed", &[("file", file)]),
            Change::Gone(file) => say(lang, "planned.change-gone", &[("file", file)]),
            Change::New(file) => say(lang, "planned.change-new", &[("file", file)]),
        }
    }
}
