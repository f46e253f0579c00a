//! Columns on their way into a HiGHS model.

use highs_sys::HighsInt;

/// Columns to add, one after another.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(super) costs: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    pub(super) starts: Vec<HighsInt>,
    pub(super) rows: Vec<HighsInt>,
    pub(super) coefficients: Vec<f64>,
}

impl Columns {
    /// Adds a column.
    pub fn push(&mut self, cost: i64, bounds: (i64, i64), entries: impl Iterator<Item = (usize, i64)>) {
        self.starts.push(self.rows.len() as HighsInt);
        self.costs.push(cost as f64);
        self.lower.push(bounds.0 as f64);
        self.upper.push(bounds.1 as f64);
        for (row, coefficient) in entries {
            self.rows.push(row as HighsInt);
            self.coefficients.push(coefficient as f64);
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.costs.len()
    }
}
