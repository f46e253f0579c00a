//! The standard tables while they are made: every cell with the place that it came from.

use std::collections::{BTreeMap, BTreeSet};

/// Where a cell of an office's files stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The sheet, by position.
    pub sheet: usize,
    /// The row, as the user's program counts it.
    pub row: u32,
    /// The column, from 0.
    pub column: usize,
}

/// A row of a standard table.
#[derive(Debug, Clone, Default)]
pub struct DraftRow {
    /// What stands in each column, by English name, and where it came from.
    pub cells: BTreeMap<&'static str, (String, Option<Spot>)>,
    /// Columns that are asked about and have no answer yet: what follows from them is not asked beside.
    pub open: BTreeSet<&'static str>,
}

impl DraftRow {
    /// Sets a cell.
    pub fn put(&mut self, column: &'static str, text: impl Into<String>, spot: impl Into<Option<Spot>>) {
        self.cells.insert(column, (text.into(), spot.into()));
    }

    /// The text of a cell.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(|(text, _)| text.as_str())
    }
}

/// A standard table.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its English name.
    pub table: &'static str,
    /// Its rows, in order.
    pub rows: Vec<DraftRow>,
}
