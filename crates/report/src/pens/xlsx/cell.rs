//! A cell of a workbook: what it is written as, how wide and how high it is.

use super::cut;
use super::style::Style;
use crate::block::{Cell, WORKBOOK};
use lungang_domain::shown::shown;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Characters in one cell; Excel holds 32 767 UTF-16 units.
const CHARACTERS: usize = 16_000;

/// Its text, where it holds one.
fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) | Cell::Word(text) | Cell::Muted(text) | Cell::Verdict(_, text) => Some(text),
        Cell::Name { whole, .. } => Some(whole),
        _ => None,
    }
}

/// Its width in columns of a terminal.
pub fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Number(n) => thousands(*n),
        Cell::Against(n, _) => thousands((*n).into()),
        Cell::Required(_, n) => thousands(*n) + 2,
        Cell::Real(_) | Cell::Told(..) | Cell::Metres(_) => 6,
        Cell::Day(..) => 10,
        Cell::Empty | Cell::Unknown => 0,
        cell => text(cell).and_then(|t| t.lines().map(UnicodeWidthStr::width).max()).unwrap_or(0),
    }
}

/// Lines that it takes in a column of a width: text alone wraps.
pub fn lines(cell: &Cell, room: usize) -> usize {
    let (Cell::Text(_) | Cell::Name { .. }, Some(text)) = (cell, text(cell)) else { return 1 };
    let of = |l: &str| if l.width() > room { l.width().div_ceil(room.max(3) - 1) } else { 1 };
    text.lines().map(of).sum::<usize>().max(1)
}

/// Writes it at a row and a column.
///
/// # Errors
/// The format cannot hold it.
pub fn write(
    cell: &Cell,
    room: usize,
    sheet: &mut Worksheet,
    style: &Style,
    (row, column): (u32, u16),
) -> Result<(), XlsxError> {
    let number = |sheet: &mut Worksheet, n: f64, format: &Format| {
        sheet.write_number_with_format(row, column, n, format).map(drop)
    };
    let format = match cell {
        Cell::Number(n) => return number(sheet, *n as f64, &style.number),
        Cell::Against(n, _) => return number(sheet, f64::from(*n), &style.number),
        Cell::Required(how, n) => return number(sheet, *n as f64, style.required(*how)),
        Cell::Metres(metres) => return number(sheet, f64::from(*metres) / 1000.0, &style.kilometres),
        Cell::Real(x) | Cell::Told(x, _) if x.fract() == 0.0 => return number(sheet, *x, &style.number),
        Cell::Real(x) | Cell::Told(x, _) => return number(sheet, *x, &style.places),
        Cell::Day(year, month, day) => match date(*year, *month, *day) {
            Ok(date) => return sheet.write_datetime_with_format(row, column, &date, &style.date).map(drop),
            Err(_) => &style.centred,
        },
        Cell::Text(_) | Cell::Name { .. } => {
            let long = width(cell) > room || text(cell).is_some_and(|t| t.contains('\n'));
            if long { &style.wrapped } else { &style.text }
        }
        Cell::Word(_) | Cell::Verdict(..) => &style.centred,
        Cell::Muted(_) => &style.muted,
        Cell::Empty | Cell::Unknown => return sheet.write_blank(row, column, &style.text).map(drop),
    };
    let said = text(cell).map_or_else(|| cell.shown(WORKBOOK), str::to_owned);
    sheet.write_string_with_format(row, column, cut(&shown(&said), CHARACTERS), format).map(drop)
}

fn thousands(n: i64) -> usize {
    let digits = n.unsigned_abs().to_string().len();
    digits + (digits - 1) / 3 + usize::from(n < 0)
}

fn date(year: i16, month: i8, day: i8) -> Result<ExcelDateTime, XlsxError> {
    let whole = |n: i16| u16::try_from(n).unwrap_or(0);
    let small = |n: i8| u8::try_from(n).unwrap_or(0);
    ExcelDateTime::from_ymd(whole(year), small(month), small(day))
}
