//! `plan.xlsx`: what an office prints and sends on. One file a sheet.
//!
//! Every cell is written as text or as a number, never as a formula or a link, whatever the data say. The date of the
//! document is the school year's first day, so that the same record gives the same bytes.

mod assignments;
mod chart;
mod check;
mod comparison;
mod differences;
mod disclosure;
mod eligibility;
mod findings;
mod overview;
mod schools;
mod sheet;
mod shortages;
mod style;
mod summary;
mod visits;

pub use check::{LeftOut, SourceCell, SourceColumn, SourceSheet, check};
pub use comparison::comparison;
pub use disclosure::disclosure;

use lungang_domain::record::Record;
use lungang_domain::replan::Difference;
use lungang_domain::words::Lang;
use lungang_results::names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use style::Style;

/// What every sheet is made from.
struct Source<'a> {
    record: &'a Record,
    lang: Lang,
    style: Style,
    /// Schools as they are called in lists, by position in the county.
    schools: Vec<String>,
}

/// How a sheet is filled.
type Fill = fn(&Source<'_>, &mut Worksheet) -> Result<(), XlsxError>;

impl Source<'_> {
    fn word(&self, key: &str) -> String {
        names::word(self.lang, key)
    }

    /// The headers of a list, from the names of its columns.
    fn headers(&self, columns: &[&str]) -> Vec<String> {
        columns.iter().map(|c| self.word(&format!("col.{c}"))).collect()
    }
}

/// The bytes of `plan.xlsx` in one language.
///
/// # Errors
/// The format cannot hold the record.
pub fn workbook(record: &Record, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    workbook_again(record, None, lang)
}

/// The same, with a sheet of what differs from a published plan where there is one.
///
/// # Errors
/// The format cannot hold the record.
pub fn workbook_again(record: &Record, difference: Option<&Difference>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let source = Source { record, lang, style: Style::new(lang), schools: names::school_labels(&record.county) };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&source)?);
    let sheets: [(&str, Fill); 6] = [
        ("overview", overview::write),
        ("assignments", assignments::write),
        ("schools", schools::write),
        ("shortages", shortages::write),
        ("eligibility", eligibility::write),
        ("findings", findings::write),
    ];
    for (name, write) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(source.word(&format!("sheet.{name}")))?;
        write(&source, sheet)?;
    }
    if !record.plan.visits.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(source.word("sheet.visits"))?;
        visits::write(&source, sheet)?;
    }
    if let Some(difference) = difference {
        let sheet = workbook.add_worksheet();
        sheet.set_name(source.word("sheet.changes"))?;
        differences::write(&source, difference, sheet)?;
    }
    workbook.save_to_buffer()
}

fn properties(source: &Source<'_>) -> Result<DocProperties, XlsxError> {
    let county = &source.record.county;
    let day = county.reference_day();
    let created = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), 9, 1)?;
    let title = names::sentence(
        source.lang,
        "title",
        &[("county", &sheet::cut(&county.name, 120)), ("year", &county.school_year.label())],
    );
    Ok(DocProperties::new().set_title(title).set_author("lungang").set_creation_datetime(&created))
}
