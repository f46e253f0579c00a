//! Why results cannot be compared, in words.

use crate::planned::PlannedError;
use crate::years::YearsError;
use lungang_domain::words::{Lang, say};
use lungang_results::json::Unread;
use lungang_results::sweep_folder::FolderError;
use std::path::PathBuf;

/// Why results cannot be compared.
#[derive(Debug)]
pub enum CompareError {
    /// A plan's folder cannot be read.
    Plan(PlannedError),
    /// A folder of years cannot be read.
    Years(YearsError),
    /// A what-if's folder cannot be read.
    Whatif(FolderError),
    /// A folder holds no result.
    Nothing(PathBuf),
    /// A plan's `audit.json` cannot be read.
    Audit {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: Unread,
    },
    /// There is only one result.
    One,
    /// More results than stand side by side.
    TooMany {
        /// How many may.
        most: usize,
    },
    /// One year against several.
    Kinds {
        /// The side with several years.
        years: String,
        /// The side with one.
        plan: String,
    },
    /// The runs of what-ifs cannot be grouped.
    Frames(std::io::Error),
    /// This program was built without data frames, which group the runs of what-ifs.
    NoFrames,
    /// No result has the measure.
    NoMeasure {
        /// As named.
        measure: String,
        /// The measures that there are.
        known: Vec<String>,
    },
}

impl From<FolderError> for CompareError {
    fn from(error: FolderError) -> CompareError {
        CompareError::Whatif(error)
    }
}

impl CompareError {
    /// In one sentence; empty where the findings of a plan's file speak.
    pub fn say(&self, lang: Lang) -> String {
        let shown = |path: &PathBuf| path.display().to_string();
        let (key, args) = match self {
            CompareError::Plan(error) => return error.say(lang),
            CompareError::Whatif(error) => return error.say(lang),
            CompareError::Years(error) => return error.say(lang),
            CompareError::Nothing(dir) if dir.is_dir() => ("nothing", vec![("path", shown(dir))]),
            CompareError::Nothing(dir) => ("no-folder", vec![("path", shown(dir))]),
            CompareError::Audit { path, reason } => {
                ("audit", vec![("path", shown(path)), ("reason", reason.say(lang))])
            }
            CompareError::One => ("one", Vec::new()),
            CompareError::TooMany { most } => ("too-many", vec![("most", most.to_string())]),
            CompareError::Kinds { years, plan } => ("kinds", vec![("years", years.clone()), ("plan", plan.clone())]),
            CompareError::Frames(error) => ("frames", vec![("reason", error.to_string())]),
            CompareError::NoFrames => ("no-frames", Vec::new()),
            CompareError::NoMeasure { measure, .. } => ("no-measure", vec![("measure", measure.clone())]),
        };
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        say(lang, &format!("compare.error.{key}"), &args)
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> Option<String> {
        let key = match self {
            CompareError::Plan(error) => return error.remedy(lang),
            CompareError::Years(YearsError::Plan(error)) => return error.remedy(lang),
            CompareError::Years(_) | CompareError::Audit { .. } => "again",
            CompareError::Whatif(_) => return None,
            CompareError::Nothing(_) => "nothing-remedy",
            CompareError::One => "one-remedy",
            CompareError::TooMany { .. } => "too-many-remedy",
            CompareError::Kinds { .. } => "kinds-remedy",
            CompareError::Frames(_) => "frames-remedy",
            CompareError::NoFrames => "no-frames-remedy",
            CompareError::NoMeasure { known, .. } => {
                return Some(say(lang, "compare.error.no-measure-remedy", &[("known", &known.join(", "))]));
            }
        };
        Some(say(lang, &format!("compare.error.{key}"), &[]))
    }
}
