//! Tables whose cells are already as they are to be written: rows keep their order, so that a row can be named later.

use super::sheet::Sheet;
use super::{Value, WriteError, WriteOptions, county_toml, csv};
use crate::schema;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::CountyParts;
use lungang_domain::words::Lang;
use std::path::Path;

/// A table of a county as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainTable {
    /// Its English name: `schools`.
    pub table: &'static str,
    /// English names of its columns, in the order in which they are written.
    pub columns: Vec<&'static str>,
    /// Its rows: a cell a column.
    pub rows: Vec<Vec<String>>,
}

impl PlainTable {
    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.table)
    }

    /// Its headers in one language; a column that the schema does not know keeps its name.
    pub fn headers(&self, lang: Lang) -> Vec<String> {
        let spec = schema::table(self.table);
        let header = |name: &&str| spec.and_then(|s| s.column(name)).map_or(*name, |c| c.header(lang)).to_owned();
        self.columns.iter().map(header).collect()
    }
}

/// Writes these tables as CSV and `county.toml` into a folder that stands, which says so where there is no roster among them; for callers who see to its being whole themselves.
///
/// # Errors
/// A file cannot be written.
pub fn fill_plain(
    name: &str,
    year: SchoolYear,
    tables: &[PlainTable],
    dir: &Path,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    for table in tables {
        let Some(spec) = schema::table(table.table) else { continue };
        let column = |(at, name): (usize, &&str)| {
            let values = table.rows.iter().map(|row| Value::text(row.get(at).map_or("", String::as_str))).collect();
            spec.column(name).map(|column| (column, values))
        };
        let columns = table.columns.iter().enumerate().filter_map(column).collect();
        let sheet = Sheet { spec: *spec, lang: options.headers, columns };
        csv::write(&sheet, &dir.join(table.file()))?;
    }
    let parts = CountyParts { name: name.to_owned(), school_year: Some(year), ..CountyParts::default() };
    let path = dir.join("county.toml");
    let mut text = county_toml(&parts, options);
    if !tables.iter().any(|table| table.table == "teachers") {
        text.push_str("roster = false\n");
    }
    std::fs::write(&path, text).map_err(|e| WriteError::io(&path, e))
}
