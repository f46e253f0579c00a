//! `disclosure.xlsx`: the notice to print and hang out, and on a second sheet what it takes to check it.

use super::sheet::{Cell, cut, line, row, units};
use super::style::Style;
use crate::disclosure::{checks, notice, title};
use crate::json::DisclosureDocument;
use lungang_domain::disclosure::Field;
use lungang_domain::words::{Lang, say};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Rows of data on one sheet; Excel holds 1 048 576 rows in all.
const ROWS: usize = 1_000_000;
/// Widest column of the list and of the second sheet, in columns of a terminal.
const WIDEST: usize = 28;
const WIDE: usize = 68;

/// The bytes of `disclosure.xlsx` in one language.
///
/// # Errors
/// The format cannot hold it.
pub fn disclosure(document: &DisclosureDocument, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new(lang);
    let mut workbook = Workbook::new();
    // The school year's first day, so that the same notice gives the same bytes.
    let year = document.school_year.get(..4).and_then(|y| y.parse().ok()).unwrap_or(1900);
    let created = ExcelDateTime::from_ymd(year, 9, 1)?;
    let properties = DocProperties::new().set_title(cut(&title(document, lang), 200)).set_author("lungang");
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(say(lang, "disclosure.sheet.list", &[]))?;
    list(document, lang, &style, sheet)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(say(lang, "disclosure.sheet.check", &[]))?;
    check(document, lang, &style, sheet)?;
    workbook.save_to_buffer()
}

/// Title, what the notice says, the list, and room for the seal.
fn list(document: &DisclosureDocument, lang: Lang, style: &Style, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, cut(&title(document, lang), 1000), &style.title)?;
    sheet.set_row_height(0, 28)?;
    let mut at = 1;
    for words in notice(document, lang) {
        sheet.write_string_with_format(at, 0, cut(&words, 2000), &style.note)?;
        at += 1;
    }
    let header = at + 1;
    let headers = document.headers(lang);
    row(sheet, style, header, &headers)?;
    let mut widths: Vec<usize> = headers.iter().map(|h| h.width() + 2).collect();
    let room = vec![WIDEST; headers.len()];
    at = header + 1;
    for m in document.moves.iter().take(ROWS) {
        let mut cells = vec![Cell::Number(m.number.into())];
        cells.extend(document.fields.iter().map(|f| cell(*f, m.cell(*f))));
        line(sheet, style, at, &cells, &room)?;
        for (width, field) in widths.iter_mut().skip(1).zip(&document.fields) {
            *width = (*width).max(m.cell(*field).width());
        }
        at += 1;
    }
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, units(width.min(WIDEST)))?;
    }
    if document.moves.is_empty() {
        sheet.write_string_with_format(at, 0, say(lang, "disclosure.none", &[]), &style.note)?;
        at += 1;
    } else if document.moves.len() > ROWS {
        let n = (document.moves.len() - ROWS).to_string();
        sheet.write_string_with_format(at, 0, say(lang, "disclosure.more", &[("n", &n)]), &style.note)?;
        at += 1;
    }
    sheet.write_string_with_format(at + 1, 0, say(lang, "disclosure.office", &[]), &style.section)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    page(lang, sheet);
    Ok(())
}

/// Text as it is: a cell of the notice is never a formula.
fn cell(field: Field, text: &str) -> Cell {
    match field {
        Field::FromSchool | Field::ToSchool | Field::Because | Field::Name | Field::TeacherId => {
            Cell::Text(text.to_owned())
        }
        _ => Cell::Word(text.to_owned()),
    }
}

fn check(document: &DisclosureDocument, lang: Lang, style: &Style, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, say(lang, "disclosure.check.title", &[]), &style.title)?;
    sheet.set_row_height(0, 28)?;
    let headers = [say(lang, "disclosure.check.item", &[]), say(lang, "disclosure.check.value", &[])];
    row(sheet, style, 1, &headers)?;
    for (at, (item, value)) in (2_u32..).zip(checks(document, lang)) {
        line(sheet, style, at, &[Cell::Text(item), Cell::Text(value)], &[WIDE, WIDE])?;
    }
    sheet.set_column_width(0, units(52))?;
    sheet.set_column_width(1, units(WIDE))?;
    page(lang, sheet);
    Ok(())
}

/// A4 landscape, as wide as the page, with page numbers.
fn page(lang: Lang, sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    sheet.set_footer(format!("&C{}", say(lang, "disclosure.page", &[])));
}
