//! A sheet as its decoder gave it: rows of cells, what is merged, what is not shown, and what was found in single cells.

use super::super::assemble::Assembly;
use super::super::caps::Budget;
use super::super::grid::Grid;
use super::super::text::column_letter;
use super::super::{Caps, Cell};
use super::hidden::Hidden;
use super::value;
use calamine::{DataRef, Dimensions};
use lungang_domain::finding::{Finding, Findings, Place};
use std::collections::BTreeMap;

/// A sheet before anybody has asked where its header is.
#[derive(Default)]
pub struct Page {
    /// The cells that hold something, by row (from 0), rows in order once they are [`sorted`](Page::sort).
    pub rows: Vec<(u32, Vec<(usize, Cell)>)>,
    /// Merged cells.
    pub merges: Vec<Dimensions>,
    /// What the sheet does not show.
    pub hidden: Hidden,
    marks: Marks,
    disordered: bool,
}

/// A cap that is reached: the finding that tells it.
pub type Full = (&'static str, u64);

impl Page {
    /// Takes a value; the cap that it reaches, after which nothing more is taken.
    pub fn take(
        &mut self,
        (row, column): (u32, usize),
        value: &DataRef<'_>,
        place: &Place,
        caps: &Caps,
        budget: &mut Budget,
    ) -> Result<(), Box<Finding>> {
        let at = || Place { row: Some(row.saturating_add(1)), column: Some(column_letter(column)), ..place.clone() };
        if let DataRef::Error(error) = value {
            self.marks.put(column, Finding::error("error-cell", at()).with("value", error));
        }
        let (cell, cut) = value::cell(value, caps.cell_chars);
        if let Some(chars) = cut {
            let finding = Finding::error("huge-cell", at());
            self.marks.put(column, finding.with("chars", chars).with("cap", caps.cell_chars));
        }
        if cell.is_empty() {
            return Ok(());
        }
        let bytes = if let Cell::Text(t) = &cell { t.len() } else { 0 };
        let full: Option<Full> = if column >= caps.columns {
            Some(("too-many-columns", caps.columns as u64))
        } else if self.rows.len() > caps.rows {
            Some(("too-many-rows", caps.rows as u64))
        } else if !budget.take(1, bytes) {
            Some(("too-much-data", caps.cells))
        } else {
            None
        };
        if let Some((code, cap)) = full {
            return Err(Box::new(Finding::error(code, at()).with("cap", cap)));
        }
        self.put(row, column, cell);
        Ok(())
    }

    /// Notes that a cell is a formula, with the value that it had when the file was saved or without one.
    pub fn formula(&mut self, (row, column): (u32, usize), cached: bool, place: &Place) {
        let at = Place { row: Some(row.saturating_add(1)), column: Some(column_letter(column)), ..place.clone() };
        let finding =
            if cached { Finding::warning("formula-cell", at) } else { Finding::error("formula-no-value", at) };
        self.marks.put(column, finding);
    }

    /// The last row taken, as the user's program counts it.
    pub fn last(&self) -> Option<u32> {
        self.rows.last().map(|(row, _)| row.saturating_add(1))
    }

    fn put(&mut self, row: u32, column: usize, cell: Cell) {
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, cell)),
            last => {
                self.disordered |= last.is_some_and(|(l, _)| *l >= row);
                self.rows.push((row, vec![(column, cell)]));
            }
        }
    }

    /// Rows in order and once each, cells in order of columns: programs other than Excel may write otherwise.
    pub fn sort(&mut self) {
        if self.disordered {
            self.rows.sort_by_key(|(row, _)| *row);
            let mut joined: Vec<(u32, Vec<(usize, Cell)>)> = Vec::with_capacity(self.rows.len());
            for (row, cells) in self.rows.drain(..) {
                match joined.last_mut() {
                    Some((last, all)) if *last == row => all.extend(cells),
                    _ => joined.push((row, cells)),
                }
            }
            self.rows = joined;
            self.disordered = false;
        }
        for (_, cells) in &mut self.rows {
            cells.sort_by_key(|(column, _)| *column);
        }
    }

    /// The page as a grid; what is wrong with its cells is told.
    pub fn fill(self, whole: &mut Grid, findings: &mut Findings) {
        self.marks.by_column.into_values().for_each(|told| findings.extend(told));
        whole.rows = self.rows.into_iter().map(|(row, cells)| (row.saturating_add(1), cells)).collect();
        let one = |r: &Dimensions| {
            let row = |n: u32| n.saturating_add(1);
            ((row(r.start.0), r.start.1 as usize), (row(r.end.0), r.end.1 as usize))
        };
        whole.merges = self.merges.iter().filter(|r| r.start != r.end).map(one).collect();
        whole.hidden = self.hidden.rows;
    }

    /// What was found in single cells, at columns named by the headers of the table.
    pub fn tell_marks(&mut self, assembly: &Assembly, findings: &mut Findings) {
        for (column, found) in std::mem::take(&mut self.marks.by_column) {
            let column = assembly.column_name(column);
            findings.extend(found.placed(|place| place.column = Some(column.clone())));
        }
    }
}

/// Findings on single cells, kept until the headers are known that name their columns.
#[derive(Default)]
struct Marks {
    /// By column, from 0.
    by_column: BTreeMap<usize, Findings>,
}

impl Marks {
    fn put(&mut self, column: usize, finding: Finding) {
        self.by_column.entry(column).or_default().push(finding);
    }
}
