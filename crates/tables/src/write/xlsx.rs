//! A county as one workbook: bold frozen headers, filters, widths that fit. Text is always written as text, so that a
//! cell that begins with `= + - @` is no formula.

use super::sheet::Sheet;
use super::{Value, WriteError};
use lungang_domain::words::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Widest column, characters.
const WIDEST: usize = 40;

/// Writes all tables, and the pairs of the county's own sheet first where they are given.
pub(super) fn write(
    sheets: &[Sheet],
    county: Option<&[(String, String)]>,
    path: &Path,
    lang: Lang,
) -> Result<(), WriteError> {
    let refused = |e: XlsxError| WriteError::refused(path, e);
    let bytes = build(sheets, county, lang).map_err(refused)?;
    std::fs::write(path, bytes).map_err(|e| WriteError::io(path, e))
}

fn build(sheets: &[Sheet], county: Option<&[(String, String)]>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same county gives the same bytes: no clock.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&born));
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    if let Some(pairs) = county {
        let page = book.add_worksheet();
        page.set_name(lang.pick("县", "county"))?;
        for (row, (key, value)) in pairs.iter().enumerate() {
            let row = row as u32;
            page.write_string_with_format(row, 0, key, &bold)?;
            page.write_string(row, 1, value)?;
        }
        page.set_column_width(0, 14)?;
        page.set_column_width(1, 28)?;
    }
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.spec.title(lang))?;
        fill(page, sheet, &bold, &day)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, bold: &Format, day: &Format) -> Result<(), XlsxError> {
    for (at, (spec, values)) in sheet.columns.iter().enumerate() {
        let column = u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)?;
        let header = spec.header(sheet.lang);
        let mut widest = width(header) + 3;
        page.write_string_with_format(0, column, header, bold)?;
        for (row, value) in values.iter().enumerate() {
            let row = u32::try_from(row + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
            match value {
                Value::Empty => continue,
                Value::Text(text) => page.write_string(row, column, text)?,
                Value::Day(date) => {
                    let date = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
                    page.write_datetime_with_format(row, column, &date, day)?
                }
                number => page.write_number(row, column, number.number().unwrap_or(0.0))?,
            };
            widest = widest.max(width(&value.show()) + 1);
        }
        page.set_column_width(column, widest.min(WIDEST) as f64)?;
    }
    let last = sheet.columns.len().saturating_sub(1) as u16;
    page.set_freeze_panes(1, 0)?;
    page.autofilter(0, 0, sheet.rows() as u32, last)?;
    Ok(())
}

/// Width on a screen: Chinese characters count twice.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
