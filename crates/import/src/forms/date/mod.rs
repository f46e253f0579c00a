//! Days, months and periods as offices write them: `2015年秋`, `2015.09至今`, `二〇一五年九月`, `2025.9-2026.7`.
//!
//! What a table of a county reads as a day (`lungang_tables::dates`) is read here in the same way; what stands here is what it
//! refuses. A year alone, a year of two digits and a `2020.1` that may have been October are asked about.

mod answer;
mod loose;
mod period;

pub use answer::{answered_day, answered_period, four_digits};
pub use period::{Period, period, periods};

use super::{Reading, why};
use jiff::civil::Date;
use lungang_tables::dates::{Unread, read as read_cell};
use lungang_tables::raw::Cell;
use lungang_tables::schema::half_width;

/// A day, or a month or term that leaves the day open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day, or the first that it may be.
    pub first: Date,
    /// The day, or the last that it may be: an end that is given as a month means this one.
    pub last: Date,
    /// Whether it is said to go on: `至今`, `起`.
    pub open: bool,
}

impl When {
    pub(super) fn day(day: Date) -> When {
        When { first: day, last: day, open: false }
    }

    pub(super) fn month(first: Date) -> When {
        When { first, last: first.last_of_month(), open: false }
    }
}

/// How a column writes months: then `2020.1` may be told from `2020.10`, which loses its nought as a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// A cell writes October with its nought: `2020.10`.
    october: bool,
    /// A cell writes a month below ten with a nought in front: `2020.01`.
    padded: bool,
    /// A cell writes one without: `2020.3`.
    bare: bool,
}

impl Habits {
    /// The habits of a column.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Habits {
        let mut habits = Habits::default();
        for cell in cells {
            let text: String = cell.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
            let Some((year, month)) = text.split_once('.') else { continue };
            if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            match month.as_bytes() {
                b"10" => habits.october = true,
                [b'0', b'1'..=b'9'] => habits.padded = true,
                [b'2'..=b'9'] => habits.bare = true,
                _ => {}
            }
        }
        habits
    }

    /// The month that `.1` means: one that writes October whole and other months bare means January, one that writes noughts in
    /// front and never October whole means October.
    /// Of a number a text says nothing: it has lost its nought whatever others keep.
    fn month(self, is_number: bool) -> Option<i8> {
        match (self.october, self.padded, self.bare) {
            (true, ..) if is_number => None,
            (true, _, true) | (true, false, false) => Some(1),
            (false, true, false) => Some(10),
            _ => None,
        }
    }
}

/// What a text says of a day.
pub fn month_or_day(text: &str) -> Reading<When> {
    month_or_day_of(&Cell::Text(text.trim().to_owned()), Habits::default())
}

/// What a cell of a column with these habits says of a day.
pub fn month_or_day_of(cell: &Cell, habits: Habits) -> Reading<When> {
    let text = cell.show();
    if matches!(cell, Cell::Empty) || super::nothing(&text) {
        return Reading::Nothing;
    }
    // A time of day that is not understood moves the day, or does not.
    if text.contains([':', '：']) && !text.chars().all(is_of_moment) {
        return Reading::ask(why::UNKNOWN);
    }
    match read_cell(cell) {
        Ok(written) if written.whole_month => Reading::Is(When::month(written.first)),
        Ok(written) => Reading::Is(When::day(written.first)),
        Err(Unread::Empty) => Reading::Nothing,
        Err(Unread::Ambiguous) => january_or_october(&text, habits, matches!(cell, Cell::Real(_))),
        Err(Unread::Wrong) => loose::read(&text, habits),
    }
}

/// Whether a character stands in a date with a time of day.
fn is_of_moment(c: char) -> bool {
    let c = half_width(c);
    c.is_ascii_digit()
        || c.is_whitespace()
        || matches!(c, '-' | '/' | '.' | ':' | '+' | 'T' | 'Z' | 'z' | '年' | '月' | '日' | '号' | '上' | '下' | '午')
}

fn january_or_october(text: &str, habits: Habits, is_number: bool) -> Reading<When> {
    let year: String = text.chars().map(half_width).filter(char::is_ascii_digit).take(4).collect();
    let first = |month| Date::new(year.parse().ok()?, month, 1).ok().map(When::month);
    match habits.month(is_number).and_then(first) {
        Some(when) => Reading::Is(when),
        None => Reading::ask(why::JANUARY_OR_OCTOBER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_column_tells_january_from_october() {
        let read = |habits: Habits| month_or_day_of(&Cell::Text("2020.1".to_owned()), habits);
        let january = Reading::Is(When::month(date(2020, 1, 1)));
        let october = Reading::Is(When::month(date(2020, 10, 1)));
        let ask = Reading::ask(why::JANUARY_OR_OCTOBER);
        assert_eq!(read(Habits::of(["1998.7", "1990.10"])), january);
        assert_eq!(read(Habits::of(["1990.10", "1991.11"])), january);
        assert_eq!(read(Habits::of(["1998.07", "2001.01"])), october);
        assert_eq!(read(Habits::of(["1998.07", "2001.5"])), ask, "two hands have written the column");
        assert_eq!(read(Habits::of(["1998.07", "1990.10"])), ask, "neither writes `.1`");
        assert_eq!(read(Habits::of(["1998年7月"])), ask);
        let number = |habits: Habits| month_or_day_of(&Cell::Real(2020.1), habits);
        assert_eq!(number(Habits::of(["1998.7", "1990.10"])), ask, "a text keeps its nought, a number does not");
        assert_eq!(number(Habits::of(["1998.07", "2001.01"])), october);
    }
}
