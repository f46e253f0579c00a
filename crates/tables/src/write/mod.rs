//! Writes a county as tables: the way back from [`CountyParts`] to what [`crate::read::read`] reads.
//!
//! Headers and words come from the schema registry, so that what is written reads back the same. A table without rows
//! is not written, nor is a column that is empty throughout unless it is required. The same parts give the same bytes.

mod csv;
mod differ;
mod error;
mod folder;
mod grades;
mod lines;
#[cfg(feature = "frames")]
mod parquet;
mod pen;
mod plain;
mod sheet;
mod value;
mod xlsx;

pub use differ::{CellDifference, What, differences};
pub use error::WriteError;
pub(crate) use grades::pupils_by_grade;
pub(crate) use lines::{AuthorisedRow, PublishedRow, TravelRow};
pub(crate) use pen::Pen;
pub use plain::{PlainTable, fill_plain};
pub(crate) use value::Value;

use crate::schema::{
    APPLICATIONS, AUTHORISED, NEEDS, PINS, POSTINGS, PROJECTIONS, PUBLISHED, RELATIVES, SCHOOLS, SCORES, TEACHERS,
    TRAVEL, WISHES,
};
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use sheet::{Sheet, Writing};
use std::path::Path;

/// The kind of files a county is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A CSV file a table: UTF-8 with a byte order mark, commas.
    #[default]
    Csv,
    /// One workbook `county.xlsx`, a sheet a table.
    Xlsx,
    /// A Parquet file a table, with typed columns.
    #[cfg(feature = "frames")]
    Parquet,
}

/// How a county is written.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions<'a> {
    /// Kind of files.
    pub format: Format,
    /// Language of headers and words: `学校代码` and `小学`, or `school_id` and `primary`.
    pub headers: Lang,
    /// The policy that `county.toml` names.
    pub policy: &'a str,
    /// Why it names that one: a remark of one line above it.
    pub remark: Option<&'a str>,
    /// Whether a county that already stands there is replaced; anything else never is.
    pub force: bool,
}

/// Writes all tables and `county.toml` into a new folder: whole, or not at all.
///
/// The folder is filled beside its place under a temporary name and then renamed into it; parents are made.
///
/// # Errors
/// Something stands at `dir` that may not be replaced, or a file cannot be written.
pub fn write_county(
    parts: &CountyParts,
    policy: &Policy,
    dir: &Path,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    folder::publish(dir, options.force, |temporary| fill_county(parts, policy, temporary, options))
}

/// Writes all tables and `county.toml` into a folder that stands; for callers who see to its being whole themselves.
///
/// # Errors
/// A file cannot be written.
pub fn fill_county(parts: &CountyParts, policy: &Policy, dir: &Path, options: &WriteOptions) -> Result<(), WriteError> {
    let sheets = sheets(parts, policy, options.headers);
    match options.format {
        Format::Csv => sheets.iter().try_for_each(|sheet| csv::write(sheet, &dir.join(sheet.file("csv"))))?,
        #[cfg(feature = "frames")]
        Format::Parquet => {
            sheets.iter().try_for_each(|sheet| parquet::write(sheet, &dir.join(sheet.file("parquet"))))?;
        }
        Format::Xlsx => xlsx::write(&sheets, None, &dir.join("county.xlsx"), options.headers)?,
    }
    let path = dir.join("county.toml");
    std::fs::write(&path, county_toml(parts, options)).map_err(|e| WriteError::io(&path, e))
}

/// Writes one workbook that is a county by itself: a sheet a table, and a sheet `县` (`county`) in place of `county.toml`.
///
/// # Errors
/// The file cannot be written.
pub fn write_workbook(
    parts: &CountyParts,
    policy: &Policy,
    path: &Path,
    headers: Lang,
    policy_id: &str,
) -> Result<(), WriteError> {
    let word = |key: &str| say(headers, &format!("tables.write.{key}"), &[]);
    let mut pairs = vec![(word("item"), word("content")), (word("county-name"), parts.name.clone())];
    if let Some(year) = parts.school_year {
        pairs.push((word("school-year"), year.label()));
    }
    pairs.push((word("policy"), policy_id.to_owned()));
    pairs.push((word("datum"), "wgs84".to_owned()));
    xlsx::write(&sheets(parts, policy, headers), Some(&pairs), path, headers)
}

/// Every table with every column, those without rows included.
fn all_sheets(parts: &CountyParts, policy: &Policy, lang: Lang) -> Vec<Sheet> {
    let county = Writing { parts, policy, lang };
    vec![
        county.sheet(&SCHOOLS, &parts.schools),
        county.sheet(&TEACHERS, &parts.teachers),
        county.sheet(&NEEDS, &parts.needs),
        county.sheet(&WISHES, &parts.wishes),
        county.sheet(&APPLICATIONS, &parts.applications),
        county.sheet(&SCORES, &parts.scores),
        county.sheet(&PINS, &parts.pins),
        county.sheet(&RELATIVES, &parts.relatives),
        county.sheet(&PUBLISHED, &PublishedRow::all(parts)),
        county.sheet(&TRAVEL, &TravelRow::all(parts)),
        county.sheet(&POSTINGS, &parts.postings),
        county.sheet(&AUTHORISED, &AuthorisedRow::all(parts)),
        county.sheet(&PROJECTIONS, &parts.projections),
    ]
}

/// Every table that has rows.
fn sheets(parts: &CountyParts, policy: &Policy, lang: Lang) -> Vec<Sheet> {
    let mut all = all_sheets(parts, policy, lang);
    all.retain(|sheet| sheet.spec.required || sheet.rows() > 0);
    all.iter_mut().for_each(Sheet::drop_empty_columns);
    all
}

fn county_toml(parts: &CountyParts, options: &WriteOptions) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = format!("name = {}\n", quoted(&parts.name));
    if let Some(year) = parts.school_year {
        out.push_str(&format!("school_year = {}\n", quoted(&year.label())));
    }
    for line in options.remark.iter().flat_map(|remark| remark.lines()) {
        out.push_str(&format!("# {line}\n"));
    }
    out.push_str(&format!("policy = {}\ndatum = \"wgs84\"\n", quoted(options.policy)));
    if let Some(n) = parts.published.as_ref().and_then(|p| p.at_most) {
        out.push_str(&format!("max_changes = {n}\n"));
    }
    out
}
