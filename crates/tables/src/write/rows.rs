//! A table as typed cells under the headers of its schema.

use crate::schema::{Choice, ColumnSpec, TableSpec};
use jiff::civil::Date;
use lungang_domain::id::SubjectIx;
use lungang_domain::policy::{Level, Policy};
use lungang_domain::words::Lang;

/// A cell to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
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
    pub(super) fn text(text: &str) -> Value {
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }

    pub(super) fn int(n: impl Into<i64>) -> Value {
        Value::Int(n.into())
    }

    pub(super) fn maybe(n: Option<u32>) -> Value {
        n.map_or(Value::Empty, |n| Value::Int(n.into()))
    }

    /// As a CSV cell or on a screen.
    pub(super) fn show(&self) -> String {
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
    pub(super) fn number(&self) -> Option<f64> {
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

/// A table's cells, column by column.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) spec: &'static TableSpec,
    pub(super) lang: Lang,
    pub(super) columns: Vec<(&'static ColumnSpec, Vec<Value>)>,
}

impl Sheet {
    /// The table of this spec with every column empty.
    pub(super) fn new(spec: &'static TableSpec, lang: Lang) -> Sheet {
        Sheet { spec, lang, columns: spec.columns.iter().map(|c| (c, Vec::new())).collect() }
    }

    /// Adds a row: what `cell` gives for each column's English name.
    pub(super) fn push(&mut self, mut cell: impl FnMut(&str) -> Value) {
        for (column, values) in &mut self.columns {
            values.push(cell(column.name));
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, values)| values.len())
    }

    pub(super) fn file(&self, kind: &str) -> String {
        format!("{}.{kind}", self.spec.name)
    }

    /// Leaves out what is empty throughout and not required.
    pub(super) fn drop_empty_columns(&mut self) {
        self.columns.retain(|(column, values)| column.required || values.iter().any(|v| *v != Value::Empty));
    }
}

/// Words of the policy and the schema in the language of the headers.
pub(super) struct Words<'a> {
    pub(super) policy: &'a Policy,
    pub(super) lang: Lang,
}

impl Words<'_> {
    /// A subject: its word in Chinese tables, its id in English ones.
    pub(super) fn subject(&self, subject: SubjectIx) -> String {
        self.policy.subjects.get(subject.at()).map_or_else(String::new, |s| match self.lang {
            Lang::Zh => s.name.zh.clone(),
            Lang::En => s.id.clone(),
        })
    }

    /// A level of a ladder by its position.
    pub(super) fn level(&self, ladder: &[Level], at: u8) -> String {
        ladder.get(usize::from(at)).map_or_else(String::new, |level| match self.lang {
            Lang::Zh => level.name.zh.clone(),
            Lang::En => level.id.clone(),
        })
    }

    /// Yes or no.
    pub(super) fn flag(&self, yes: bool) -> Value {
        let word = match (self.lang, yes) {
            (Lang::Zh, true) => "是",
            (Lang::Zh, false) => "否",
            (Lang::En, true) => "yes",
            (Lang::En, false) => "no",
        };
        Value::Text(word.to_owned())
    }
}

/// The word of a choice by its English name.
pub(super) fn choice(choices: &'static [Choice], name: &str, lang: Lang) -> Value {
    choices.iter().find(|c| c.name == name).map_or(Value::Empty, |c| Value::text(c.word(lang)))
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
