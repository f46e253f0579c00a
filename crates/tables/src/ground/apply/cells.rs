//! Single cells and rows: changed, added, removed.

use super::Patch;
use crate::table::Col;
use lungang_domain::finding::{Finding, Place};
use lungang_policies::scenario::{Rows, Said};

impl Patch<'_> {
    /// A cell that holds `from` gets `to`.
    pub(super) fn cell(&mut self, of: &Rows, column: &Said, from: &Said, to: &Said) {
        let Some(at) = self.table(&of.table) else { return };
        let spec = self.tables.list[at].spec;
        let (c, row) = (self.column(spec, column), self.one(at, of));
        let (Some(c), Some(row)) = (c, row) else { return };
        let Some(meant) = self.means(spec, c, &from.text, from) else { return };
        let table = &self.tables.list[at];
        if self.value(table, row, c) != meant {
            let found = table.cell(row, Col(Some(c))).show();
            let there = table.cell_place(row, Col(Some(c)));
            let finding = Finding::error("patch-from-differs", from.place.clone()).with("from", &from.text);
            let finding = finding.with("found", found).with("file", there.file).with("row", there.row.unwrap_or(0));
            self.findings.push(finding.with("column", spec.columns[c].name).with("column_zh", spec.columns[c].zh));
            return;
        }
        self.set(at, row, c, &to.text, &to.place);
    }

    /// A row more.
    pub(super) fn add(&mut self, table: &Said, cells: &[(Said, Said)], place: &Place) {
        let Some(spec) = self.spec(table) else { return };
        let columns: Vec<Option<usize>> = cells.iter().map(|(column, _)| self.column(spec, column)).collect();
        if columns.iter().any(Option::is_none) {
            return;
        }
        let (at, row) = self.new_row(spec, place);
        for (c, (_, value)) in columns.into_iter().flatten().zip(cells) {
            self.set(at, row, c, &value.text, &value.place);
        }
    }

    /// The one row that is meant goes; with `where`, all that are meant.
    pub(super) fn remove(&mut self, of: &Rows) {
        let Some(at) = self.table(&of.table) else { return };
        let gone = if of.row.is_some() { self.one(at, of).map(|row| vec![row]) } else { self.rows(at, of) };
        let Some(gone) = gone else { return };
        if gone.is_empty() {
            return self.no_row(at, of);
        }
        let keep: Vec<bool> = (0..self.tables.list[at].len()).map(|row| !gone.contains(&row)).collect();
        self.keep(at, &keep);
    }
}
