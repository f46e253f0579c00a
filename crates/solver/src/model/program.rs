//! The numeric face of a model: integer columns and rows, nothing that means anything. What an engine sees.

/// Bounds of an integer column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Least value.
    pub lo: i64,
    /// Largest value.
    pub hi: i64,
}

/// Limits of a row; an absent side does not bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Least activity.
    pub lo: Option<i64>,
    /// Largest activity.
    pub hi: Option<i64>,
}

impl Range {
    /// activity ≥ lo
    pub fn at_least(lo: i64) -> Self {
        Range { lo: Some(lo), hi: None }
    }

    /// activity ≤ hi
    pub fn at_most(hi: i64) -> Self {
        Range { lo: None, hi: Some(hi) }
    }

    /// activity = value
    pub fn equal(value: i64) -> Self {
        Range { lo: Some(value), hi: Some(value) }
    }

    /// Within both.
    pub fn and(self, other: Range) -> Range {
        Range { lo: self.lo.max(other.lo), hi: self.hi.into_iter().chain(other.hi).min() }
    }

    /// Whether an activity lies within.
    pub fn holds(self, activity: i64) -> bool {
        self.lo.is_none_or(|lo| activity >= lo) && self.hi.is_none_or(|hi| activity <= hi)
    }
}

/// An integer program without objective: columns by bounds, rows by range, entries column by column.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Bounds of every column.
    pub columns: Vec<Bounds>,
    /// Range of every row.
    pub rows: Vec<Range>,
    /// Where each column's entries start; one longer than `columns`.
    starts: Vec<usize>,
    /// (row, coefficient), column after column.
    entries: Vec<(u32, i64)>,
    /// Rows added later, over all columns: goals that are fixed.
    pub added: Vec<(Range, Vec<(u32, i64)>)>,
}

impl Program {
    /// A program with these rows and no columns yet.
    pub fn with_rows(rows: Vec<Range>) -> Self {
        Program { rows, starts: vec![0], ..Program::default() }
    }

    /// Adds a column; entries of one row are summed, zeros dropped.
    pub fn push(&mut self, bounds: Bounds, entries: &mut [(u32, i64)]) {
        entries.sort_unstable_by_key(|e| e.0);
        let mut last: Option<(u32, i64)> = None;
        for &(row, coefficient) in entries.iter() {
            match &mut last {
                Some((r, c)) if *r == row => *c += coefficient,
                _ => {
                    self.entries.extend(last.filter(|(_, c)| *c != 0));
                    last = Some((row, coefficient));
                }
            }
        }
        self.entries.extend(last.filter(|(_, c)| *c != 0));
        self.columns.push(bounds);
        self.starts.push(self.entries.len());
    }

    /// Takes out the rows that no column touches and that hold at 0; the others move up.
    pub fn drop_idle_rows(&mut self) {
        let mut kept: Vec<bool> = self.rows.iter().map(|range| !range.holds(0)).collect();
        self.entries.iter().for_each(|(row, _)| kept[*row as usize] = true);
        let mut next = 0;
        let place: Vec<u32> = kept.iter().map(|kept| (next, next += u32::from(*kept)).0).collect();
        self.entries.iter_mut().for_each(|(row, _)| *row = place[*row as usize]);
        let mut kept = kept.into_iter();
        self.rows.retain(|_| kept.next().unwrap_or(true));
    }

    /// The entries of a column, by row.
    pub fn entries(&self, column: usize) -> &[(u32, i64)] {
        &self.entries[self.starts[column]..self.starts[column + 1]]
    }

    /// Whether the values keep every bound and every row, computed exactly.
    pub fn holds(&self, values: &[i64]) -> bool {
        if values.len() != self.columns.len() || values.iter().zip(&self.columns).any(|(v, b)| *v < b.lo || *v > b.hi) {
            return false;
        }
        let mut activity = vec![0i64; self.rows.len()];
        for (column, value) in values.iter().enumerate().filter(|(_, v)| **v != 0) {
            for (row, coefficient) in self.entries(column) {
                activity[*row as usize] += coefficient * value;
            }
        }
        let added = self.added.iter().all(|(range, row)| {
            range.holds(row.iter().map(|(column, coefficient)| coefficient * values[*column as usize]).sum())
        });
        added && self.rows.iter().zip(activity).all(|(range, a)| range.holds(a))
    }
}

/// A linear objective over the columns of a program, minimised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objective {
    /// (column, cost), without zeros, by column.
    pub costs: Vec<(u32, i64)>,
}

impl Objective {
    /// Its value, exactly.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.costs.iter().map(|(column, cost)| cost * values[*column as usize]).sum()
    }
}

/// How a minimisation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Proved: no values are better.
    Optimal {
        /// A value for every column.
        values: Vec<i64>,
    },
    /// Stopped by the gap, the time limit or an interrupt.
    Stopped {
        /// The best values found.
        values: Option<Vec<i64>>,
        /// Proved lower bound of the objective.
        bound: Option<i64>,
        /// Whether the asked gap was reached.
        within_gap: bool,
    },
    /// No values keep the rows.
    Infeasible,
}
