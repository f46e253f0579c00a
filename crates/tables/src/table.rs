//! A raw table bound to the registry: which column of the file holds which column of the schema.

use crate::county_toml::{Datum, PolicySource};
use crate::placeholder::is_placeholder;
use crate::raw::{Cell, RawTable};
use crate::schema::TableSpec;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::Place;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where the cells of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Nowhere: the file has no such column.
    Missing,
    /// From this position of a row, a column of the file.
    Column(usize),
    /// From this position of a row, a constant of the mapping.
    Constant(usize),
}

/// A column of a table's schema, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Col(pub Option<usize>);

/// A table as read: its cells, and which column is which.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it is.
    pub spec: &'static TableSpec,
    pub(crate) raw: RawTable,
    pub(crate) sources: Vec<Source>,
    /// Where a scenario states what stands in a cell, by the row's number and the column's position in the schema.
    pub(crate) patched: BTreeMap<(u32, usize), Place>,
}

impl Table {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.raw.rows.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.raw.rows.is_empty()
    }

    /// Whether the file has the column of this English name.
    pub fn has(&self, column: &str) -> bool {
        self.has_col(self.col(column))
    }

    /// The table as a place.
    pub fn place(&self) -> Place {
        self.raw.place(None, None)
    }

    /// The encoding its text was read in; CSV only.
    pub fn encoding(&self) -> Option<&str> {
        self.raw.encoding.as_deref()
    }

    pub(crate) fn has_col(&self, col: Col) -> bool {
        col.0.is_some_and(|c| self.sources[c] != Source::Missing)
    }

    pub(crate) fn col(&self, name: &str) -> Col {
        Col(self.spec.columns.iter().position(|c| c.name == name))
    }

    pub(crate) fn cols<const N: usize>(&self, names: [&str; N]) -> [Col; N] {
        names.map(|name| self.col(name))
    }

    /// The cell; one that says that there is nothing (`—`, `无`) is empty.
    pub(crate) fn cell(&self, row: usize, col: Col) -> &Cell {
        let Some(c) = col.0 else { return &Cell::Empty };
        match self.sources[c] {
            Source::Column(at) | Source::Constant(at) => {
                let cell = &self.raw.rows[row].cells[at];
                if is_placeholder(cell, self.spec.columns[c].kind) { &Cell::Empty } else { cell }
            }
            Source::Missing => &Cell::Empty,
        }
    }

    /// The place of a cell; where the file has no such column, it is named as the schema names it.
    pub(crate) fn cell_place(&self, row: usize, col: Col) -> Place {
        let number = self.raw.rows.get(row).map(|r| r.number);
        if let Some(place) = number.zip(col.0).and_then(|key| self.patched.get(&key)) {
            return place.clone();
        }
        match col.0.map(|c| (c, self.sources[c])) {
            Some((_, Source::Column(at))) => self.raw.place(number, Some(at)),
            Some((c, _)) => {
                let name = self.spec.columns[c].name.to_owned();
                Place { column: Some(name), ..self.raw.place(number, None) }
            }
            None => self.raw.place(number, None),
        }
    }
}

/// The tables of a county as read: typed cells, each knows file, sheet, row and column.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Path as the user gave it.
    pub path: PathBuf,
    /// Name of the county.
    pub name: String,
    /// School year that is planned.
    pub school_year: SchoolYear,
    /// The policy that `county.toml` names.
    pub policy: Option<PolicySource>,
    /// Datum of the coordinates.
    pub datum: Datum,
    /// The most changes to what was published that `county.toml` allows.
    pub max_changes: Option<u32>,
    /// Whether there is a roster: a county of statistics alone says in its `county.toml` that it has none.
    pub roster: bool,
    /// Pins of the command line.
    pub pins: Option<Table>,
    /// Everything that was read, for the hashes: tables, `county.toml`, mapping.
    pub files: Vec<PathBuf>,
    /// Tables that could not be read or are empty, where this was told with their file.
    pub(crate) unread: Vec<&'static str>,
    /// Tables of which a filter keeps no row, where this was told with the filter.
    pub(crate) emptied: Vec<&'static str>,
    pub(crate) list: Vec<Table>,
}

impl Tables {
    /// The table of this English name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.list.iter().find(|t| t.spec.name == name)
    }

    /// Rows of all tables together.
    pub fn rows(&self) -> usize {
        self.list.iter().map(Table::len).sum()
    }

    /// The county as a place.
    pub fn place(&self) -> Place {
        Place::file(self.path.display().to_string())
    }
}
