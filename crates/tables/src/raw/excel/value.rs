//! One value of a workbook as a cell.

use super::super::{Cell, clock, text};
use calamine::{DataRef, ExcelDateTime};
use jiff::civil::Date;

/// The cell behind a value; with the number of characters when it was cut at `cap`.
///
/// A value that is an error (`#REF!`) is an empty cell; the caller tells it.
pub fn cell(value: &DataRef<'_>, cap: usize) -> (Cell, Option<usize>) {
    let cell = match value {
        DataRef::Empty | DataRef::Error(_) => Cell::Empty,
        DataRef::Int(n) => Cell::Int(*n),
        DataRef::Float(x) => text::number(*x),
        DataRef::Bool(b) => Cell::Bool(*b),
        DataRef::DateTime(serial) => serial_date(serial).map_or_else(|| text::number(serial.as_f64()), Cell::Date),
        DataRef::DateTimeIso(iso) => return iso_date(iso).map_or_else(|| cut(iso, cap), |d| (Cell::Date(d), None)),
        DataRef::DurationIso(iso) => return cut(iso, cap),
        DataRef::String(s) => return cut(s, cap),
        DataRef::SharedString(s) => return cut(s, cap),
    };
    (cell, None)
}

fn cut(s: &str, cap: usize) -> (Cell, Option<usize>) {
    let (cell, cut) = text::cell(s, cap);
    (cell, cut.then(|| s.chars().count()))
}

/// The day of a serial number; `None` for a duration, a bare time of day, or a serial that is no day
/// (Excel counts a 29 February 1900 that never was).
fn serial_date(serial: &ExcelDateTime) -> Option<Date> {
    let days = serial.as_f64();
    if serial.is_duration() || !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    // A cell of dates into which a year alone was typed: 2019 would be a day of July 1905.
    if days.fract() == 0.0 && (1900.0..=2100.0).contains(&days) {
        return None;
    }
    let (year, month, day, ..) = serial.to_ymd_hms_milli();
    let day = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    if clock::whole_day(days) > days.floor() { day.tomorrow().ok() } else { Some(day) }
}

fn iso_date(iso: &str) -> Option<Date> {
    match clock::parted(iso) {
        Some((day, time)) => clock::day_at(day.parse().ok()?, time),
        None => iso.get(..10)?.parse().ok(),
    }
}
