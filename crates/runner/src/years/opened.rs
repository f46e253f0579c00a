//! A folder that `years` left, read back: its figures, and every year's plan with the county it was made from.

use super::borne;
use crate::planned::{Now, Planned, PlannedError};
use lungang_domain::audit::AuditReport;
use lungang_domain::words::{Lang, say};
use lungang_domain::years::YearsDocument;
use lungang_results::json::Unread;
use lungang_results::years_folder::{YEARS_FILES, read_years};
use std::path::{Path, PathBuf};

/// Years with their plans.
#[derive(Debug, Clone)]
pub struct OpenedYears {
    /// `years.json`
    pub document: YearsDocument,
    /// Each year's plan with its audit of now, in order.
    pub plans: Vec<(Planned, AuditReport)>,
}

/// Why a folder of years cannot be opened.
#[derive(Debug)]
pub enum YearsError {
    /// `years.json` cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: Unread,
    },
    /// A year's plan cannot be asked.
    Plan(PlannedError),
    /// `years.json` and a year's plan, or its county, say different things.
    Differs {
        /// The folder of the year.
        dir: PathBuf,
    },
}

impl YearsError {
    /// In one sentence; empty where the findings of a year's plan speak.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            YearsError::Plan(error) => error.say(lang),
            YearsError::Unreadable { path, reason } => {
                let args = [("path", path.display().to_string()), ("reason", reason.say(lang))];
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                say(lang, "cli.report.years-unreadable", &args)
            }
            YearsError::Differs { dir } => {
                say(lang, "cli.report.years-differ", &[("path", &dir.display().to_string())])
            }
        }
    }
}

/// The figures of a folder that `years` left.
///
/// # Errors
/// They cannot be read.
pub fn read(dir: &Path) -> Result<YearsDocument, YearsError> {
    read_years(dir).map_err(|reason| YearsError::Unreadable { path: dir.join(YEARS_FILES[0]), reason })
}

/// Opens the years: the first against the county that it was made from, the later ones against those in their folders.
///
/// # Errors
/// The figures or a year's plan cannot be read, or are not as they were left; the first year's county has changed.
pub fn open(dir: &Path, now: &Now) -> Result<OpenedYears, YearsError> {
    let document = read(dir)?;
    let mut plans = Vec::with_capacity(document.years.len());
    for year in &document.years {
        let folder = dir.join(&year.folder);
        let own = folder.join("county");
        let now = match own.is_dir() {
            true => Now { county: Some(own), ..Now::default() },
            false => now.clone(),
        };
        let plan = Planned::open(&folder, &now).map_err(YearsError::Plan)?;
        let audit = plan.audited();
        if !borne::borne_out(year, &plan, &borne::again(&plan, &audit), &audit) {
            return Err(YearsError::Differs { dir: folder });
        }
        plans.push((plan, audit));
    }
    Ok(OpenedYears { document, plans })
}
