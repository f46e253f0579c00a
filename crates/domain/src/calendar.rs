//! The school year and whole years between dates.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A school year, named by the calendar year in which it starts: 2026 runs from 2026-09-01 to 2027-08-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct SchoolYear(pub i16);

impl SchoolYear {
    /// The first day, 1 September; every age and length of service is taken on this day.
    pub fn first_day(self) -> Date {
        date(self.0, 9, 1)
    }

    /// The last day of a term of `years` school years that starts with this one (31 August).
    pub fn last_day(self, years: u8) -> Date {
        date(self.0 + i16::from(years), 8, 31)
    }

    /// `2026-2027`
    pub fn label(self) -> String {
        format!("{}-{}", self.0, self.0 + 1)
    }
}

/// Whole years from `start` to `end`; negative spans count as none.
pub fn full_years(start: Date, end: Date) -> i64 {
    let mut years = i64::from(end.year()) - i64::from(start.year());
    if (end.month(), end.day()) < (start.month(), start.day()) {
        years -= 1;
    }
    years.max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_full_on_its_day() {
        let first = SchoolYear(2026).first_day();
        assert_eq!(full_years(date(2020, 9, 1), first), 6);
        assert_eq!(full_years(date(2020, 9, 2), first), 5);
        assert_eq!(full_years(date(2027, 1, 1), first), 0);
        assert_eq!(SchoolYear(2026).last_day(1), date(2027, 8, 31));
    }
}
