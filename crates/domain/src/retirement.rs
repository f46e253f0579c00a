//! When a teacher retires: at an age, and by months later for those born after the month from which the age is raised.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// How the age of retirement is raised, by month of birth.
///
/// Months of delay = min(`at-most`, ⌊m / `step`⌋ + 1) for who is born m ≥ 0 months after `born`; none for who is born earlier.
/// Source: 全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定, 2024-09-13, in force since 2025-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Delay {
    /// The first month of birth to which it applies: a day in it.
    pub born: Date,
    /// One month more for every so many months of birth.
    pub step: u32,
    /// The most months.
    pub at_most: u32,
}

impl Delay {
    /// No delay.
    pub const NONE: Delay = Delay { born: Date::ZERO, step: 1, at_most: 0 };

    /// Months by which the age is raised for somebody born on that day.
    pub fn months(&self, birth: Date) -> u32 {
        let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let later = month(birth) - month(self.born);
        match u32::try_from(later) {
            Ok(later) => (later / self.step.max(1) + 1).min(self.at_most),
            Err(_) => 0,
        }
    }
}

/// The day on which somebody who was born on `birth` has the age of retirement; `None` where the calendar ends before.
///
/// ```
/// use jiff::civil::date;
/// use lungang_domain::retirement::{Delay, day};
/// let women = Delay { born: date(1970, 1, 1), step: 4, at_most: 36 };
/// assert_eq!(day(date(1969, 12, 20), 55, &women), Some(date(2024, 12, 20)));
/// assert_eq!(day(date(1972, 6, 1), 55, &women), Some(date(2028, 2, 1)));
/// ```
pub fn day(birth: Date, age: u32, delay: &Delay) -> Option<Date> {
    let span: Span = 0.months().try_months(i64::from(age) * 12 + i64::from(delay.months(birth))).ok()?;
    birth.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Rows of the tables that are attached to the decision.
    #[test]
    fn the_tables_of_the_decision() {
        let men = Delay { born: date(1965, 1, 1), step: 4, at_most: 36 };
        let women = Delay { born: date(1970, 1, 1), step: 4, at_most: 36 };
        let rows = [
            (men, date(1964, 12, 31), 0),
            (men, date(1965, 1, 1), 1),
            (men, date(1965, 4, 30), 1),
            (men, date(1965, 5, 1), 2),
            (men, date(1968, 12, 1), 12),
            (men, date(1976, 8, 31), 35),
            (men, date(1976, 9, 1), 36),
            (men, date(1990, 1, 1), 36),
            (women, date(1969, 12, 31), 0),
            (women, date(1970, 1, 1), 1),
            (women, date(1976, 1, 15), 19),
            (women, date(1981, 9, 1), 36),
        ];
        for (delay, birth, months) in rows {
            assert_eq!(delay.months(birth), months, "{birth}");
        }
        assert_eq!(day(date(1965, 1, 1), 60, &men), Some(date(2025, 2, 1)));
        assert_eq!(day(date(1976, 9, 30), 60, &men), Some(date(2039, 9, 30)));
        assert_eq!(day(date(1964, 2, 29), 59, &Delay::NONE), Some(date(2023, 2, 28)));
    }
}
