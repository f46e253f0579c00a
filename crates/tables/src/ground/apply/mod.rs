//! Edits on tables, before they are validated: whatever a changed cell brings about is told with the scenario's place.

mod called;
mod cells;
mod merge;
mod open;
mod scale;

pub(super) use scale::noise;

use super::meaning::meaning;
use crate::raw::{Cell, RawRow, RawTable};
use crate::schema;
use crate::table::{Col, Source, Table, Tables};
use crate::validate::PolicyWords;
use called::Called;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::nearest;
use lungang_policies::scenario::{Edit, Rows, Said, What};
use std::collections::BTreeMap;

/// Makes the edits in their order; what does not apply is told, and the others are made all the same.
pub(super) fn apply(tables: &mut Tables, edits: &[Edit], words: Option<&PolicyWords>, findings: &mut Findings) {
    let called = Called::new(tables);
    called.settle(tables);
    let mut patch = Patch { tables, words, called, findings };
    for edit in edits {
        match &edit.what {
            What::Cell { of, column, from, to } => patch.cell(of, column, from, to),
            What::Add { table, cells } => patch.add(table, cells, &edit.place),
            What::Remove { of } => patch.remove(of),
            What::Scale { of, column, by } => patch.scale(of, column, *by, &edit.place),
            What::Merge { school, into } => patch.merge(school, into, &edit.place),
            What::Open { school, from, teachers } => patch.open(school, from.as_ref(), teachers, &edit.place),
        }
    }
}

/// The tables while they are edited.
pub(super) struct Patch<'a> {
    tables: &'a mut Tables,
    words: Option<&'a PolicyWords>,
    called: Called,
    findings: &'a mut Findings,
}

impl Patch<'_> {
    /// The position of a table that the county has.
    fn table(&mut self, name: &Said) -> Option<usize> {
        let spec = self.spec(name)?;
        let found = self.tables.list.iter().position(|t| t.spec.name == spec.name);
        if found.is_none() {
            let finding = Finding::error("patch-table-absent", name.place.clone()).with("table", spec.name);
            self.findings.push(finding.with("table_zh", spec.zh));
        }
        found
    }

    fn spec(&mut self, name: &Said) -> Option<&'static schema::TableSpec> {
        let spec = schema::table_named(&name.text);
        if spec.is_none() {
            let names = schema::tables().iter().map(|t| t.name);
            let finding = Finding::error("patch-no-table", name.place.clone()).with("table", &name.text);
            let finding = finding.with("hint", nearest::hint(&name.text, names.clone()));
            self.findings.push(finding.with("known", names.collect::<Vec<_>>().join(", ")));
        }
        spec
    }

    /// The position of a column in a table's schema.
    fn column(&mut self, spec: &'static schema::TableSpec, name: &Said) -> Option<usize> {
        let found = spec.find_header(&name.text);
        if found.is_none() {
            let names = spec.columns.iter().map(|c| c.name);
            let finding = Finding::error("patch-no-column", name.place.clone()).with("column", &name.text);
            let finding = finding.with("table", spec.name).with("table_zh", spec.zh);
            self.findings.push(finding.with("hint", nearest::hint(&name.text, names)));
        }
        found
    }

    /// The rows that are meant; `None` where the question itself is wrong, which is told.
    fn rows(&mut self, at: usize, of: &Rows) -> Option<Vec<usize>> {
        let spec = self.tables.list[at].spec;
        let mut wanted: Vec<(usize, Vec<String>)> = Vec::new();
        for (column, values) in &of.wanted {
            let c = self.column(spec, column)?;
            let meant: Vec<_> = values.iter().map(|v| self.means(spec, c, &v.text, v)).collect();
            wanted.push((c, meant.into_iter().collect::<Option<_>>()?));
        }
        if let Some(row) = &of.row {
            for (c, part) in row.text.split(',').enumerate().take(spec.columns.len()) {
                wanted.push((c, vec![self.means(spec, c, part.trim(), row)?]));
            }
        }
        let table = &self.tables.list[at];
        let fits = |row: &usize| wanted.iter().all(|(c, values)| values.contains(&self.value(table, *row, *c)));
        Some((0..table.len()).filter(fits).collect())
    }

    /// The one row that is meant; none and several are told.
    fn one(&mut self, at: usize, of: &Rows) -> Option<usize> {
        let found = self.rows(at, of)?;
        match found[..] {
            [row] => Some(row),
            [] => {
                self.no_row(at, of);
                None
            }
            _ => {
                let finding = Finding::error("patch-many-rows", self.asked(of).1).with("row", self.asked(of).0);
                let finding = finding.with("table", &of.table.text).with("n", found.len());
                self.findings.push(finding);
                None
            }
        }
    }

    /// Tells that no row is meant.
    fn no_row(&mut self, at: usize, of: &Rows) {
        let (asked, place) = self.asked(of);
        let table = &self.tables.list[at];
        let ids: Vec<String> = (0..table.len()).map(|row| self.value(table, row, 0)).collect();
        let hint = nearest::id_hint(&asked, ids.iter().map(String::as_str));
        let finding = Finding::error("patch-no-row", place).with("row", asked).with("table", table.spec.name);
        self.findings.push(finding.with("table_zh", table.spec.zh).with("hint", hint));
    }

    /// The rows as they are asked for, and where.
    fn asked(&self, of: &Rows) -> (String, Place) {
        match (&of.row, of.wanted.first()) {
            (Some(row), _) => (row.text.clone(), row.place.clone()),
            (None, Some((column, _))) => {
                let one = |(column, values): &(Said, Vec<Said>)| {
                    let values: Vec<&str> = values.iter().map(|v| v.text.as_str()).collect();
                    format!("{} = {}", column.text, values.join(" | "))
                };
                (of.wanted.iter().map(one).collect::<Vec<_>>().join(", "), column.place.clone())
            }
            (None, None) => (String::new(), of.table.place.clone()),
        }
    }

    /// What a text means in a column; `None` where it may mean several, which is told where it was `said`.
    fn means(&mut self, spec: &'static schema::TableSpec, c: usize, text: &str, said: &Said) -> Option<String> {
        let meant = meaning(spec.columns[c].kind, &typed(text), self.words);
        self.called.id(spec.columns[c].name, &meant, said, self.findings)
    }

    /// What a cell means.
    fn value(&self, table: &Table, row: usize, c: usize) -> String {
        meaning(table.spec.columns[c].kind, table.cell(row, Col(Some(c))), self.words)
    }

    /// What a cell of a named column means.
    fn named(&self, at: usize, row: usize, column: &str) -> String {
        let table = &self.tables.list[at];
        table.col(column).0.map(|c| self.value(table, row, c)).unwrap_or_default()
    }

    /// Puts a value into a cell; the column is added where the file has none.
    fn set(&mut self, at: usize, row: usize, c: usize, text: &str, place: &Place) {
        let table = &mut self.tables.list[at];
        let position = position(table, c);
        let own = c == 0 && matches!(table.spec.name, "schools" | "teachers");
        let said = Said { text: text.to_owned(), place: place.clone() };
        let named = match own {
            true => None,
            false => self.called.id(table.spec.columns[c].name, text.trim(), &said, self.findings),
        };
        table.raw.rows[row].cells[position] = typed(named.as_deref().unwrap_or(text));
        table.patched.insert((table.raw.rows[row].number, c), place.clone());
    }

    /// Puts a value into a cell of a named column.
    fn set_named(&mut self, at: usize, row: usize, column: &str, text: &str, place: &Place) {
        if let Some(c) = self.tables.list[at].col(column).0 {
            self.set(at, row, c, text, place);
        }
    }

    /// A row more, empty; the table is made where the county has none.
    fn new_row(&mut self, spec: &'static schema::TableSpec, place: &Place) -> (usize, usize) {
        let list = &mut self.tables.list;
        let at = list.iter().position(|t| t.spec.name == spec.name).unwrap_or_else(|| {
            let raw = RawTable {
                name: spec.name.to_owned(),
                file: place.file.clone(),
                sheet: None,
                headers: Vec::new(),
                rows: Vec::new(),
                encoding: None,
                excel: false,
                date1904: false,
            };
            let sources = vec![Source::Missing; spec.columns.len()];
            list.push(Table { spec, raw, sources, patched: BTreeMap::new() });
            list.len() - 1
        });
        let table = &mut list[at];
        let number = table.raw.rows.iter().map(|r| r.number).max().unwrap_or(1).saturating_add(1);
        let cells = vec![Cell::Empty; width(table)];
        table.raw.rows.push(RawRow { number, cells });
        table.patched.extend((0..spec.columns.len()).map(|c| ((number, c), place.clone())));
        (at, table.raw.rows.len() - 1)
    }

    /// Keeps the rows that pass.
    fn keep(&mut self, at: usize, keep: &[bool]) {
        let mut keep = keep.iter();
        self.tables.list[at].raw.rows.retain(|_| keep.next().copied().unwrap_or(true));
    }

    /// The position of a table by its name, where the county has it.
    fn at(&self, name: &str) -> Option<usize> {
        self.tables.list.iter().position(|t| t.spec.name == name)
    }

    /// The row of a school; one that is not there is told.
    fn school(&mut self, at: usize, id: &Said) -> Option<usize> {
        let of = Rows { table: id.clone(), row: Some(id.clone()), wanted: Vec::new() };
        let of = Rows { table: Said { text: "schools".to_owned(), ..of.table.clone() }, ..of };
        self.one(at, &of)
    }

    /// A whole number in a cell; `None` where the cell is empty or holds something else, or more than any column may.
    fn number(&self, at: usize, row: usize, column: &str) -> Option<i64> {
        let table = &self.tables.list[at];
        crate::cells::int(table.cell(row, table.col(column))).ok().filter(|n| n.unsigned_abs() <= LARGEST)
    }
}

/// The largest number that is reckoned with: beyond it validation tells the cell.
const LARGEST: u64 = 1_000_000_000;

/// A text as a cell of a CSV.
fn typed(text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// Cells of a row.
fn width(table: &Table) -> usize {
    let known = table.sources.iter().filter_map(|s| match s {
        Source::Column(at) | Source::Constant(at) => Some(at + 1),
        Source::Missing => None,
    });
    let stated = table.raw.rows.first().map_or(table.raw.headers.len(), |row| row.cells.len());
    known.max().unwrap_or(0).max(stated)
}

/// Where a column's cells are; one that the file does not have is put behind the others.
fn position(table: &mut Table, c: usize) -> usize {
    match table.sources[c] {
        Source::Column(at) | Source::Constant(at) => at,
        Source::Missing => {
            let at = width(table);
            table.raw.rows.iter_mut().for_each(|row| row.cells.resize(at + 1, Cell::Empty));
            table.sources[c] = Source::Constant(at);
            at
        }
    }
}
