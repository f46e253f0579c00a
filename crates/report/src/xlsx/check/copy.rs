//! A table as it stands in its file, with the wrong cells marked.

use super::{Marks, SourceCell, SourceSheet, withhold};
use crate::names;
use crate::xlsx::sheet::{cut, units};
use lungang_domain::cause::Cause;
use lungang_domain::finding::Severity;
use lungang_domain::words::Lang;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Rows and columns of a sheet of Excel.
const ROWS: u32 = 1_048_576;
const COLUMNS: usize = 16_384;
/// Characters in one cell.
const CHARACTERS: usize = 16_000;
/// Cells of a table that is copied whole; of a larger one so many of the rows are that have something to correct.
const CELLS: usize = 500_000;
/// Notes on one sheet, of a program that has to draw each; cells beyond are coloured and stand in the list.
const NOTES: usize = 5_000;
/// Causes that one note tells.
const CAUSES: usize = 5;
/// Narrowest and widest column, in columns of a terminal.
const WIDTHS: (usize, usize) = (8, 40);

/// The formats of a copy.
struct Formats {
    text: Format,
    day: Format,
    header: Format,
}

impl Formats {
    fn new() -> Formats {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter);
        let header = plain.clone().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00D9_E1F2));
        Formats {
            // A code that is typed anew stays text.
            text: plain.clone().set_num_format("@"),
            day: plain.set_num_format("yyyy-mm-dd"),
            header: header.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00A6_A6A6)),
        }
    }
}

/// Red for an error, yellow for a warning: what a cell without any is in is left alone.
fn marked(format: &Format, severity: Option<Severity>) -> Format {
    match severity {
        Some(Severity::Error) => {
            format.clone().set_background_color(Color::RGB(0x00FF_9999)).set_font_color(Color::RGB(0x007F_0000))
        }
        Some(Severity::Warning) => format.clone().set_background_color(Color::RGB(0x00FF_EB9C)),
        None => format.clone(),
    }
}

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub(super) fn write(
    source: &SourceSheet,
    marks: &Marks<'_>,
    sheet: &mut Worksheet,
    lang: Lang,
) -> Result<(), XlsxError> {
    let formats = Formats::new();
    let header = source.header.saturating_sub(1).min(ROWS - 1);
    let columns = source.columns.iter().enumerate().filter(|(_, c)| c.index < COLUMNS);
    let columns: Vec<(usize, u16)> = columns.filter_map(|(at, c)| Some((at, u16::try_from(c.index).ok()?))).collect();
    let mut widths: Vec<usize> = source.columns.iter().map(|c| c.header.width().min(16) + 2).collect();
    let mut notes = 0;
    let mut mark = |sheet: &mut Worksheet, row: u32, column: u16, found: Option<&Vec<&Cause>>| {
        let Some(found) = found.filter(|_| notes < NOTES) else { return Ok(()) };
        notes += 1;
        let last = notes == NOTES;
        sheet.insert_note(row, column, &note(found, last, lang)).map(drop)
    };
    for (at, column) in &columns {
        let found = marks.get(&(None, *at));
        let text = cut(&withhold(&source.columns[*at].header, lang), CHARACTERS);
        sheet.write_string_with_format(header, *column, text, &marked(&formats.header, severity(found)))?;
        mark(sheet, header, *column, found)?;
    }
    let most = CELLS / columns.len().max(1);
    let whole = source.rows.len() <= most;
    let wrong: BTreeSet<u32> = marks.keys().filter_map(|(row, _)| *row).take_while(|_| !whole).collect();
    for (number, cells) in source.rows.iter().filter(|(number, _)| whole || wrong.contains(number)).take(most) {
        let row = number.saturating_sub(1);
        if row >= ROWS {
            break;
        }
        for (at, column) in &columns {
            let (cell, found) = (cells.get(*at).unwrap_or(&SourceCell::Empty), marks.get(&(Some(*number), *at)));
            put(sheet, (row, *column), cell, &formats, severity(found), lang)?;
            mark(sheet, row, *column, found)?;
            widths[*at] = widths[*at].max(cell.show().width() + 2);
        }
    }
    for (at, column) in &columns {
        sheet.set_column_width(*column, units(widths[*at].clamp(WIDTHS.0, WIDTHS.1)))?;
    }
    if !whole {
        // Below all that is copied, so that no row stands elsewhere than in its file.
        let last = source.rows.last().map_or(header, |(number, _)| *number).saturating_add(1);
        if last < ROWS {
            sheet.write_string(last, 0, names::word(lang, "marked.only-wrong"))?;
        }
    }
    sheet.set_freeze_panes(header.saturating_add(1), 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(header, header)?;
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &SourceCell,
    formats: &Formats,
    severity: Option<Severity>,
    lang: Lang,
) -> Result<(), XlsxError> {
    let text = |text: String| cut(&text, CHARACTERS);
    let shown = cell.show();
    let kept = withhold(&shown, lang);
    let format = |of: &Format| marked(of, severity);
    match cell {
        SourceCell::Empty if severity.is_none() => {}
        SourceCell::Empty => drop(sheet.write_blank(row, column, &format(&formats.text))?),
        SourceCell::Number(number) if kept == shown => {
            sheet.write_number_with_format(row, column, *number, &format(&Format::new()))?;
        }
        SourceCell::Day(year, month, day) => match date(*year, *month, *day) {
            Some(date) => drop(sheet.write_datetime_with_format(row, column, &date, &format(&formats.day))?),
            None => drop(sheet.write_string_with_format(row, column, kept, &format(&formats.text))?),
        },
        SourceCell::Text(_) | SourceCell::Number(_) => {
            sheet.write_string_with_format(row, column, text(kept), &format(&formats.text))?;
        }
    }
    Ok(())
}

fn date(year: i16, month: i8, day: i8) -> Option<ExcelDateTime> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, month, day).ok()
}

fn severity(found: Option<&Vec<&Cause>>) -> Option<Severity> {
    found?.iter().map(|c| c.severity()).min()
}

/// What is wrong and what to do, cause by cause.
fn note(found: &[&Cause], last: bool, lang: Lang) -> Note {
    let mut paragraphs: Vec<String> = Vec::new();
    for cause in found.iter().take(CAUSES) {
        let severity = names::severity(lang, cause.severity());
        let remedy = format!("{}{}", names::word(lang, "text.check.remedy"), cause.remedy(lang));
        paragraphs.push(format!("[{severity}] {}\n{remedy}", cause.message(lang)));
    }
    if found.len() > CAUSES {
        paragraphs.push(names::sentence(lang, "more", &[("n", &(found.len() - CAUSES).to_string())]));
    }
    if last {
        paragraphs.push(names::word(lang, "marked.last-note"));
    }
    let text = withhold(&cut(&paragraphs.join("\n"), 2000), lang);
    let lines: usize = text.lines().map(|l| l.width().div_ceil(44).max(1)).sum();
    let height = 24 + 17 * u32::try_from(lines.min(24)).unwrap_or(24);
    Note::new(text).add_author_prefix(false).set_author("lungang").set_width(340).set_height(height)
}
