//! A table as it stands in its file, with the wrong cells marked.

use super::{Sheet, cut, units};
use crate::xlsx::{LeftOut, Marks, SourceCell, SourceSheet, withhold};
use lungang_domain::cause::Cause;
use lungang_domain::finding::Severity;
use lungang_domain::words::Lang;
use lungang_results::names;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Rows and columns of a sheet of Excel.
const ROWS: u32 = 1_048_576;
const COLUMNS: usize = 16_384;
/// Characters in one cell.
const CHARACTERS: usize = 16_000;
/// Notes on one sheet, of a program that has to draw each; cells beyond are coloured and stand in the list.
const NOTES: usize = 5_000;
/// Causes that one note tells.
const CAUSES: usize = 5;
/// Narrowest and widest column, in columns of a terminal.
const WIDTHS: (usize, usize) = (8, 40);

/// The formats of a copy, each as it is, with an error and with a warning.
struct Formats {
    text: Marked,
    day: Marked,
    number: Marked,
    header: Marked,
}

impl Formats {
    fn new() -> Formats {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter);
        let header = plain.clone().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00D9_E1F2));
        Formats {
            // A code that is typed anew stays text.
            text: Marked::of(plain.clone().set_num_format("@")),
            day: Marked::of(plain.set_num_format("yyyy-mm-dd")),
            number: Marked::of(Format::new()),
            header: Marked::of(header.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00A6_A6A6))),
        }
    }
}

/// A format, red for an error, yellow for a warning: what a cell without any is in is left alone.
struct Marked {
    plain: Format,
    error: Format,
    warning: Format,
}

impl Marked {
    fn of(plain: Format) -> Marked {
        let error = plain.clone().set_background_color(Color::RGB(0x00FF_9999)).set_font_color(Color::RGB(0x007F_0000));
        let warning = plain.clone().set_background_color(Color::RGB(0x00FF_EB9C));
        Marked { plain, error, warning }
    }

    fn with(&self, severity: Option<Severity>) -> &Format {
        match severity {
            Some(Severity::Error) => &self.error,
            Some(Severity::Warning) => &self.warning,
            None => &self.plain,
        }
    }
}

impl Sheet<'_> {
    /// Fills the sheet with a table as it stands in its file.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn copy(&mut self, source: &SourceSheet, marks: &Marks<'_>) -> Result<(), XlsxError> {
        fill(source, marks, self.sheet, self.lang)
    }
}

fn fill(source: &SourceSheet, marks: &Marks<'_>, sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
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
        sheet.write_string_with_format(header, *column, text, formats.header.with(severity(found)))?;
        mark(sheet, header, *column, found)?;
    }
    let mut copied = 0;
    for (number, cells) in &source.rows {
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
        copied += 1;
    }
    for (at, column) in &columns {
        sheet.set_column_width(*column, units(widths[*at].clamp(WIDTHS.0, WIDTHS.1)))?;
    }
    if let Some(left) = left_out(source, copied) {
        // Below all that is copied, so that no row stands elsewhere than in its file.
        let last = source.rows.last().map_or(header, |(number, _)| *number).saturating_add(1);
        sheet.write_string(last.min(ROWS - 1), 0, said(left, copied, lang))?;
    }
    sheet.set_freeze_panes(header.saturating_add(1), 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(header, header)?;
    Ok(())
}

/// What is not copied of a table: what was left out before, and what lies beyond the last row of a sheet.
fn left_out(source: &SourceSheet, copied: usize) -> Option<LeftOut> {
    let beyond = source.rows.len() - copied;
    source.left_out.or((beyond > 0).then_some(LeftOut { rows: source.rows.len(), wrong: beyond }))
}

/// How much of a table is copied, and where the rest is told.
fn said(left: LeftOut, copied: usize, lang: Lang) -> String {
    let key = if left.wrong > copied { "marked.only-some" } else { "marked.only-wrong" };
    let counts = [("rows", left.rows), ("wrong", left.wrong), ("n", copied)].map(|(name, n)| (name, n.to_string()));
    names::sentence(lang, key, &counts.each_ref().map(|(name, n)| (*name, n.as_str())))
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
    match cell {
        SourceCell::Empty if severity.is_none() => {}
        SourceCell::Empty => drop(sheet.write_blank(row, column, formats.text.with(severity))?),
        SourceCell::Number(number) if kept == shown => {
            sheet.write_number_with_format(row, column, *number, formats.number.with(severity))?;
        }
        SourceCell::Day(year, month, day) => match date(*year, *month, *day) {
            Some(date) => drop(sheet.write_datetime_with_format(row, column, &date, formats.day.with(severity))?),
            None => drop(sheet.write_string_with_format(row, column, kept, formats.text.with(severity))?),
        },
        SourceCell::Text(_) | SourceCell::Number(_) => {
            sheet.write_string_with_format(row, column, text(kept), formats.text.with(severity))?;
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
