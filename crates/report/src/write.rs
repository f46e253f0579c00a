//! A plan's folder with its prints: the workbook, and the list of changes where the plan was made again.

use crate::difference;
use crate::xlsx;
use lungang_domain::record::Record;
use lungang_domain::replan::Difference;
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::content;
use lungang_results::plan_files::{PLAN_FILES, REPLAN_FILES};
use lungang_results::plan_folder::{self, Beside, Fill};
use std::path::Path;

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

/// Writes a plan's folder and `plan.xlsx` in it.
///
/// # Errors
/// As [`plan_folder::write`].
pub fn write(record: &Record, dir: &Path, lang: Lang, scratch: &Scratch) -> Result<(), WriteError> {
    write_with(record, dir, lang, scratch, &More::default())
}

/// Writes a plan's folder with more in it, which an older folder that is replaced may hold too.
///
/// # Errors
/// As [`plan_folder::write`].
pub fn write_with(
    record: &Record,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
    more: &More<'_>,
) -> Result<(), WriteError> {
    let known = if more.difference.is_some() { REPLAN_FILES } else { PLAN_FILES };
    plan_folder::write(record, dir, known, lang, scratch, || {
        let workbook = xlsx::workbook_again(record, more.difference, lang);
        let mut prints = vec![("plan.xlsx", content("plan.xlsx", workbook)?)];
        if let Some(of) = more.difference {
            let changes = difference::to_csv(of, &record.county, &record.policy, lang);
            prints.push(("changes.csv", content("changes.csv", changes)?));
        }
        Ok(Beside { prints, county: more.county, mapping: more.mapping })
    })
}
