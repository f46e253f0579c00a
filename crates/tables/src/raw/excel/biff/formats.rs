//! Which formats of cells show a number as a day or a time: nothing else tells a date in a book of this kind.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use std::collections::BTreeMap;

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// A number.
    Number,
    /// A day, a time of day, or both.
    Day,
    /// A length of time: `[h]:mm`.
    Duration,
}

/// The formats of a book.
#[derive(Debug, Default)]
pub struct Formats {
    custom: BTreeMap<u16, Shows>,
    /// The number format of each format of cells.
    of_cells: Vec<u16>,
}

impl Formats {
    /// Adds a number format of the book's own.
    pub fn put(&mut self, number: u16, code: &str) {
        self.custom.insert(number, shows(code));
    }

    /// Adds a format of cells; false where there are more than any book has.
    pub fn put_cells(&mut self, number: u16, most: u64) -> bool {
        self.of_cells.push(number);
        self.of_cells.len() as u64 <= most
    }

    /// A number as its format shows it.
    pub fn value(&self, cells: u16, number: f64, date1904: bool) -> DataRef<'static> {
        let format = self.of_cells.get(usize::from(cells)).copied().unwrap_or(0);
        match self.custom.get(&format).copied().unwrap_or_else(|| built_in(format)) {
            Shows::Number => DataRef::Float(number),
            Shows::Day => DataRef::DateTime(ExcelDateTime::new(number, ExcelDateTimeType::DateTime, date1904)),
            Shows::Duration => DataRef::DateTime(ExcelDateTime::new(number, ExcelDateTimeType::TimeDelta, date1904)),
        }
    }
}

/// Formats that every book has, those of Chinese days among them (27 to 36, 50 to 58).
fn built_in(format: u16) -> Shows {
    match format {
        46 => Shows::Duration,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Day,
        _ => Shows::Number,
    }
}

/// What the first part of a format's code shows: `yyyy"年"m"月"`, `[$-804]d;@`, `0.00 "days"`.
fn shows(code: &str) -> Shows {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let one = |of: char| !inside.is_empty() && inside.chars().all(|c| c == of);
                if one('h') || one('m') || one('s') {
                    return Shows::Duration;
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' => return Shows::Day,
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_by_the_code() {
        for (code, kind) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Shows::Day),
            ("[$-804]yyyy/m/d;@", Shows::Day),
            ("YYYY-MM", Shows::Day),
            ("[h]:mm", Shows::Duration),
            ("General", Shows::Number),
            ("G/通用格式", Shows::Number),
            ("0.00_);[Red]\\(0.00\\)", Shows::Number),
            ("0\"days\"", Shows::Number),
            ("#,##0\\d", Shows::Number),
            ("@", Shows::Number),
        ] {
            assert_eq!(shows(code), kind, "{code}");
        }
        assert_eq!([0, 14, 46, 57].map(built_in), [Shows::Number, Shows::Day, Shows::Duration, Shows::Day]);
    }
}
