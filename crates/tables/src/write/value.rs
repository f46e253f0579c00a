//! What is written into a cell.

use jiff::civil::Date;

/// A cell to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    Int(i64),
    /// Thousandths: kilometres in metres.
    Thousandths(i64),
    /// Millionths: degrees.
    Millionths(i64),
    Day(Date),
}

impl Value {
    pub(crate) fn text(text: &str) -> Value {
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }

    pub(crate) fn int(n: impl Into<i64>) -> Value {
        Value::Int(n.into())
    }

    pub(crate) fn maybe(n: Option<u32>) -> Value {
        n.map_or(Value::Empty, |n| Value::Int(n.into()))
    }

    /// As a CSV cell or on a screen.
    pub(crate) fn show(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Int(n) => n.to_string(),
            Value::Thousandths(n) => decimal(*n, 3),
            Value::Millionths(n) => decimal(*n, 6),
            Value::Day(day) => day.to_string(),
        }
    }

    /// As a number, where it is one that a float holds exactly enough to be rounded back.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Int(n) => Some(*n as f64),
            Value::Thousandths(n) => Some(*n as f64 / 1e3),
            Value::Millionths(n) => Some(*n as f64 / 1e6),
            Value::Empty | Value::Text(_) | Value::Day(_) => None,
        }
    }
}

/// A scaled integer with its decimal point, trailing zeros dropped.
fn decimal(n: i64, places: usize) -> String {
    let scale = 10_i64.pow(places as u32);
    let (whole, rest) = (n.abs() / scale, n.abs() % scale);
    let sign = if n < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0places$}");
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_integers_are_written_exactly() {
        for (n, places, text) in [
            (12_345, 3, "12.345"),
            (12_300, 3, "12.3"),
            (-500, 3, "-0.5"),
            (7_000, 3, "7"),
            (100_000_001, 6, "100.000001"),
        ] {
            assert_eq!(decimal(n, places), text);
        }
    }
}
