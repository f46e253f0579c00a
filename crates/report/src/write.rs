//! The folder that a plan leaves.

use crate::assignments;
use crate::claim::Scratch;
use crate::difference;
use crate::folder::publish;
use crate::json;
use crate::run;
use crate::visits;
use crate::xlsx;
use lungang_domain::document::PlanDocument;
use lungang_domain::record::Record;
use lungang_domain::replan::Difference;
use lungang_domain::words::{self, Lang};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What may stand in the folder of a plan that was made again; the first tells that it is a plan's.
pub const REPLAN_FILES: &[&str] = &[
    "plan.json",
    "assignments.csv",
    "itinerant.csv",
    "plan.xlsx",
    "audit.json",
    "certificate.json",
    "run.toml",
    "county/",
    MAPPING,
    "changes.csv",
];

/// What may stand in a plan's folder: the same without the last.
pub const PLAN_FILES: &[&str] = REPLAN_FILES.split_at(REPLAN_FILES.len() - 1).0;

/// The folder inside a plan's folder with the county, and the policy, that the plan was made from.
pub const COUNTY: &str = "county";

/// The mapping that the county was read with, kept as a record: the copy of the county needs none.
pub const MAPPING: &str = "mapping.toml";

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
        f.write_str(&self.say(Lang::En))
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

/// The tables that stand beside a plan's document, as this program writes them: whoever reads them reads what the document says.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn tables(document: &PlanDocument) -> Result<Vec<(&'static str, Vec<u8>)>, csv::Error> {
    let mut tables = vec![("assignments.csv", assignments::to_csv(document)?)];
    if !document.visits.is_empty() {
        tables.push(("itinerant.csv", visits::to_csv(document)?));
    }
    Ok(tables)
}

/// Writes `plan.json`, `assignments.csv`, `plan.xlsx`, `audit.json` and `run.toml` into `dir`, and `certificate.json` where the
/// record has one, `itinerant.csv` where teachers travel: all of them or none.
///
/// The same record gives the same bytes. Words in the files are in `lang`; names of columns and fields are not
/// translated. An older plan in `dir` is replaced; see [`publish`]. The `scratch` list is for whoever handles Ctrl-C.
///
/// # Errors
/// `dir` holds something other than a plan, or a file cannot be written; `dir` is then as it was.
pub fn write(record: &Record, dir: &Path, lang: Lang, scratch: &Scratch) -> Result<(), WriteError> {
    write_with(record, dir, lang, scratch, &More::default())
}

/// What stands in a plan's folder beside the plan.
#[derive(Default)]
pub struct More<'a> {
    /// What differs from the published plan, where it was made again: `changes.csv`, and a sheet of the workbook.
    pub difference: Option<&'a Difference>,
    /// What fills the folder `county`, by which the plan can be asked wherever its folder goes.
    pub county: Option<&'a Fill<'a>>,
    /// The mapping that the county was read with.
    pub mapping: Option<&'a [u8]>,
}

/// Fills a folder.
pub type Fill<'a> = dyn Fn(&Path) -> Result<(), WriteError> + 'a;

/// Writes a plan's folder with more in it, which an older folder that is replaced may hold too.
///
/// # Errors
/// As [`write()`].
pub fn write_with(
    record: &Record,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
    more: &More<'_>,
) -> Result<(), WriteError> {
    let known = if more.difference.is_some() { REPLAN_FILES } else { PLAN_FILES };
    publish(dir, known, scratch, |at| {
        let workbook = xlsx::workbook_again(record, more.difference, lang);
        let document = json::plan_document(record, lang);
        let mut files = vec![
            ("plan.json", json::to_text(&document).into_bytes()),
            ("assignments.csv", content("assignments.csv", assignments::to_csv(&document))?),
            ("plan.xlsx", content("plan.xlsx", workbook)?),
            ("audit.json", json::to_text(&record.audit).into_bytes()),
        ];
        if !record.plan.visits.is_empty() {
            files.push(("itinerant.csv", content("itinerant.csv", visits::to_csv(&document))?));
        }
        files.extend(record.certificate.as_ref().map(|c| ("certificate.json", json::to_text(c).into_bytes())));
        if let Some(of) = more.difference {
            let changes = difference::to_csv(of, &record.county, &record.policy, lang);
            files.push(("changes.csv", content("changes.csv", changes)?));
        }
        files.extend(more.mapping.map(|bytes| (MAPPING, bytes.to_vec())));
        let mut outputs = Vec::with_capacity(files.len());
        if let Some(fill) = more.county {
            let inner = at.join(COUNTY);
            fs::create_dir(&inner).map_err(|e| WriteError::io(&inner, e))?;
            fill(&inner)?;
            outputs = run::copies(at).map_err(|e| WriteError::io(&inner, e))?;
        }
        for (name, bytes) in &files {
            file(at, name, bytes)?;
            outputs.push(run::hash(name, bytes));
        }
        file(at, "run.toml", content("run.toml", run::to_toml(&record.run, &outputs))?.as_bytes())
    })
}

pub(crate) fn content<T, E: fmt::Display>(file: &'static str, made: Result<T, E>) -> Result<T, WriteError> {
    made.map_err(|e| WriteError::Content { file, reason: e.to_string() })
}

pub(crate) fn file(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let path = dir.join(name);
    let all = || {
        let mut file = fs::File::create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    all().map_err(|e| WriteError::io(&path, e))
}
