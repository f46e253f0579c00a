//! Days and periods as somebody answers them, which have to be days and periods.

use super::{month_or_day, period};
use jiff::civil::Date;
use lungang_tables::schema::half_width;

/// A day or a month that was typed; of a cell that names a year alone, the month is enough: `9月` for `2015`.
pub fn answered_day(typed: &str, about: Option<&str>) -> Option<String> {
    if month_or_day(typed).is().is_some() {
        return Some(typed.to_owned());
    }
    let half: String = typed.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let month: i8 = half.trim_end_matches(['月', '份']).parse().ok()?;
    Date::new(only_year(about?)?, month, 1).ok().map(|day| format!("{}-{:02}", day.year(), day.month()))
}

/// The only number of four digits in a text.
fn only_year(text: &str) -> Option<i16> {
    let mut years = four_digits(text);
    years.next().filter(|_| years.next().is_none())
}

/// The numbers of four digits in a text, of which some are years.
pub fn four_digits(text: &str) -> impl Iterator<Item = i16> {
    let half: String = text.chars().map(half_width).collect();
    let numbers: Vec<i16> =
        half.split(|c: char| !c.is_ascii_digit()).filter(|t| t.len() == 4).filter_map(|t| t.parse().ok()).collect();
    numbers.into_iter()
}

/// A first and a last day that were typed, or a first day that goes on.
pub fn answered_period(typed: &str) -> Option<String> {
    period(typed).is().map(|_| typed.to_owned())
}
