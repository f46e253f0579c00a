//! Characters in cells that nobody sees: left out as the rows come, so that names that look the same are the same, and told once a table.

use super::{Cell, RawTable};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::shown::stripped;
use std::borrow::Cow;

/// Cells of a table that held such characters.
#[derive(Debug, Default)]
pub(super) struct Invisible {
    cells: usize,
    /// The first: its row, its column in the file (from 0), and what is left of it.
    first: Option<(u32, usize, String)>,
}

impl Invisible {
    /// Leaves them out of a row's cells.
    pub fn strip(&mut self, row: u32, cells: &mut Vec<(usize, Cell)>) {
        for (column, cell) in cells.iter_mut() {
            let Cell::Text(text) = cell else { continue };
            let Cow::Owned(left) = stripped(text) else { continue };
            let left = super::text::trim(&left).to_owned();
            self.cells += 1;
            self.first.get_or_insert_with(|| (row, *column, left.clone()));
            *cell = if left.is_empty() { Cell::Empty } else { Cell::Text(left) };
        }
        cells.retain(|(_, cell)| !cell.is_empty());
    }

    /// Tells the first of them, and how many there are.
    pub fn tell(&self, table: &RawTable, findings: &mut Findings) {
        let Some((row, column, left)) = &self.first else { return };
        let header = table.headers.iter().position(|h| h.index == *column);
        let finding = Finding::warning("invisible-characters", table.place(Some(*row), header));
        findings.push(finding.with("cells", self.cells).with("example", left));
    }
}
