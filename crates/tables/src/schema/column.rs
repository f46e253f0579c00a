//! A column with both its ways: from its cell into what a row becomes, and back from what the county keeps into a cell.
//!
//! They stand in one row of the table's list, so that a column cannot be read and forgotten when it is written.

use super::{ColumnSpec, TableSpec};
use crate::table::Col;
use crate::validate::{Against, Reading, Row};
use crate::write::{Pen, Value};

/// A column of a table whose rows are read into a draft `D` and written from a row `W` of the county.
pub(crate) struct Column<D: 'static, W: 'static> {
    /// What it is called and holds.
    pub spec: ColumnSpec,
    /// How its cell is read; `None` where the table's own reader does it, since what the cell means depends on others.
    pub read: Option<fn(&mut Reading<'_, '_>, &mut D)>,
    /// What is written into its cell.
    pub write: fn(&Pen<'_>, &W) -> Value,
}

/// A table of the county with its columns.
pub(crate) struct Kept<D: 'static, W: 'static> {
    /// What it is called and holds.
    pub spec: TableSpec,
    /// Its columns, in the order of `spec.columns`.
    pub columns: &'static [Column<D, W>],
}

impl ColumnSpec {
    /// With the reading of its own cell, and the writing.
    pub(super) const fn io<D, W>(
        self,
        read: fn(&mut Reading<'_, '_>, &mut D),
        write: fn(&Pen<'_>, &W) -> Value,
    ) -> Column<D, W> {
        Column { spec: self, read: Some(read), write }
    }

    /// With the writing; the table's own reader reads it.
    pub(super) const fn apart<D, W>(self, write: fn(&Pen<'_>, &W) -> Value) -> Column<D, W> {
        Column { spec: self, read: None, write }
    }

    /// For people only: it is compared with what it stands beside, or not read at all, and the county does not keep it.
    pub(super) const fn for_people<D, W>(mut self) -> Column<D, W> {
        self.kept = false;
        Column { spec: self, read: None, write: |_, _| Value::Empty }
    }
}

/// What the columns are called and hold.
pub(super) const fn specs<D, W, const N: usize>(columns: &[Column<D, W>]) -> [ColumnSpec; N] {
    let mut all = [columns[0].spec; N];
    let mut at = 1;
    while at < N {
        all[at] = columns[at].spec;
        at += 1;
    }
    all
}

impl<D, W> Kept<D, W> {
    /// The positions of its columns in the order in which a row's cells are read: these, by which others are judged, then
    /// the rest as they are listed, and at the end those `last`.
    pub(crate) fn order(&self, first: &[&str], last: &[&str]) -> [Vec<usize>; 3] {
        let position = |name: &&str| self.columns.iter().position(|c| c.spec.name == *name);
        let [first, last] = [first, last].map(|names| names.iter().filter_map(position).collect::<Vec<usize>>());
        let rest = (0..self.columns.len()).filter(|at| !first.contains(at) && !last.contains(at)).collect();
        [first, rest, last]
    }

    /// Reads the cells of some of its columns in a row.
    pub(crate) fn read(&self, columns: &[usize], row: &mut Row<'_>, against: Against<'_>, draft: &mut D) {
        for at in columns {
            if let Some(read) = self.columns[*at].read {
                read(&mut Reading { row: &mut *row, col: Col(Some(*at)), against }, draft);
            }
        }
    }

    /// Reads the cells of a row, in the order of the columns.
    pub(crate) fn read_all(&self, row: &mut Row<'_>, against: Against<'_>) -> D
    where
        D: Default,
    {
        let mut draft = D::default();
        let all: Vec<usize> = (0..self.columns.len()).collect();
        self.read(&all, row, against, &mut draft);
        draft
    }
}
