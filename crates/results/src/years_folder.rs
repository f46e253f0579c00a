//! The files that years leave beside the folder of each: `years.json`, `years.csv`, `events.csv`.

use crate::assignments::guard;
use crate::error::WriteError;
use crate::folder::{content, file};
use crate::json::{self, Unread};
use crate::table;
use lungang_domain::whatif::Measure;
use lungang_domain::years::{Event, Happening, YearsDocument};
use serde::Deserialize;
use std::path::Path;

/// The files that may stand in the folder of years, the years' own folders apart; the first tells that it is one.
pub const YEARS_FILES: &[&str] = &["years.json", "years.csv", "events.csv"];

/// Writes the files into a folder that is being filled.
///
/// # Errors
/// A file cannot be written.
pub fn write_years(document: &YearsDocument, dir: &Path) -> Result<(), WriteError> {
    file(dir, "years.json", json::to_text(document).as_bytes())?;
    file(dir, "years.csv", &content("years.csv", measures_csv(document))?)?;
    file(dir, "events.csv", &content("events.csv", events_csv(&document.events))?)
}

/// Reads the figures that stand in a folder of years.
///
/// # Errors
/// They cannot be read; or a year's folder has a name that would lead elsewhere.
pub fn read_years(dir: &Path) -> Result<YearsDocument, Unread> {
    let document: YearsDocument = json::read_file(&dir.join(YEARS_FILES[0]), lungang_files::caps::DOCUMENT)?;
    let strange = document.years.iter().find(|y| Path::new(&y.folder).components().count() != 1 || y.folder == "..");
    match strange {
        Some(year) => Err(Unread::Strange(year.folder.clone())),
        None => Ok(document),
    }
}

/// What tells the folders of years: all of `years.json` that any version of it has.
#[derive(Deserialize)]
struct Listed {
    years: Vec<ListedYear>,
    #[serde(default)]
    infeasible: Option<String>,
}

#[derive(Deserialize)]
struct ListedYear {
    folder: String,
}

/// The folders of the years that stand in a folder, as its `years.json` lists them; only names of school years.
pub fn year_folders(dir: &Path) -> Vec<String> {
    let listed = lungang_files::read(&dir.join(YEARS_FILES[0]), lungang_files::caps::DOCUMENT).ok();
    let listed: Option<Listed> = listed.and_then(|bytes| lungang_files::json::parse(&bytes).ok());
    let names = listed.into_iter().flat_map(|l| l.years.into_iter().map(|y| y.folder).chain(l.infeasible));
    let of_a_year = |name: &String| name.len() == 9 && name.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    names.filter(of_a_year).collect()
}

/// One row for each year and measure: its name before the first dot, and what it is about behind it.
fn measures_csv(document: &YearsDocument) -> Result<Vec<u8>, csv::Error> {
    let line = |year: &str, Measure { measure, value }: &Measure| {
        let (name, about) = measure.split_once('.').unwrap_or((measure, ""));
        [year.to_owned(), name.to_owned(), guard(about), value.to_string()]
    };
    let rows = document.years.iter().flat_map(|year| year.measures.iter().map(|m| line(&year.school_year, m)));
    table::to_csv(["school_year", "measure", "about", "value"], rows)
}

/// One row for each event, by year and teacher.
fn events_csv(events: &[Event]) -> Result<Vec<u8>, csv::Error> {
    let line = |event: &Event| {
        let (from, to, detail) = match &event.what {
            Happening::Sent { from_school, to_school, until } => {
                (from_school.as_str(), to_school.as_str(), until.clone())
            }
            Happening::Transferred { from_school, to_school } | Happening::Returned { from_school, to_school } => {
                (from_school.as_str(), to_school.as_str(), String::new())
            }
            Happening::Recruited { to_school, subject } => ("", to_school.as_str(), subject.clone()),
            Happening::Promoted { level } => ("", "", level.clone()),
            Happening::Honoured { honour, years } => ("", "", format!("{honour} {years}")),
            Happening::Retired | Happening::Departed | Happening::LeaveBegan | Happening::LeaveEnded => {
                ("", "", String::new())
            }
        };
        [&event.school_year, &event.teacher_id, event.what.name(), from, to, &detail].map(guard)
    };
    let header = ["school_year", "teacher_id", "event", "from_school", "to_school", "detail"];
    table::to_csv(header, events.iter().map(line))
}
