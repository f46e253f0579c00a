//! `sources.json` of a county that was imported: where each cell of its tables came from, so that whatever is found in it later is
//! told with the office's own file, sheet, row and header.

use crate::draft::{Draft, Spot};
use crate::recognise::Recognised;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::format::{Document, readable};
use lungang_tables::schema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The name of its file in a county's folder.
pub const FILE: &str = "sources.json";

/// Where the cells of a county's tables came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Number of the form; whoever writes the document puts it on.
    #[serde(skip_serializing)]
    pub format: u32,
    /// The sheets that were read.
    pub sheets: Vec<Origin>,
    /// The tables, by name.
    pub tables: BTreeMap<String, TableSources>,
}

/// A sheet of an office's file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The file, as it was given.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// Where the cells of one table came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSources {
    /// The table's file in the county's folder.
    pub file: String,
    /// SHA-256 of that file: one that was edited has rows of which nothing is known here.
    #[serde(default)]
    pub sha256: String,
    /// From which column of which sheet a row's cells came; rows of one sheet have one shape.
    pub shapes: Vec<BTreeMap<String, (usize, String)>>,
    /// For each row below the header: its shape, and its row in each sheet.
    pub rows: Vec<(usize, BTreeMap<usize, u32>)>,
}

impl Document for Sources {
    const NAME: &'static str = FILE;
}

impl Sources {
    /// Of tables that are made of these sheets.
    pub(crate) fn of(drafts: &[Draft], sheets: &[Recognised]) -> Sources {
        let origin = |s: &Recognised| Origin { file: s.sheet.grid.file.clone(), sheet: s.sheet.grid.sheet.clone() };
        let mut sources =
            Sources { format: Sources::FORMAT, sheets: sheets.iter().map(origin).collect(), tables: BTreeMap::new() };
        for draft in drafts.iter().filter(|d| !d.rows.is_empty()) {
            sources.tables.insert(draft.table.to_owned(), TableSources::of(draft, sheets));
        }
        sources
    }

    /// Reads those of a county's folder; nothing where it has none that can be read, and of a table only as long as its file is the
    /// one that was written.
    pub fn read(county: &Path) -> Option<Sources> {
        let bytes = lungang_files::read(&county.join(FILE), lungang_files::caps::DOCUMENT).ok()?;
        let mut sources: Sources = lungang_files::json::parse(&bytes).ok()?;
        readable::<Sources>(Some(&sources.format.to_string())).ok()?;
        sources.tables.retain(|_, table| {
            lungang_tables::hashes::sha256_of(&county.join(&table.file)).is_ok_and(|sha256| sha256 == table.sha256)
        });
        Some(sources)
    }

    /// Names the files as they were written.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn seal(&mut self, dir: &Path) -> std::io::Result<()> {
        for table in self.tables.values_mut() {
            table.sha256 = lungang_tables::hashes::sha256_of(&dir.join(&table.file))?;
        }
        Ok(())
    }

    /// Whether every table of a county's folder is as it was written.
    pub fn is_untouched(county: &Path) -> bool {
        let Ok(bytes) = lungang_files::read(&county.join(FILE), lungang_files::caps::DOCUMENT) else { return false };
        let Ok(stated) = lungang_files::json::parse::<Sources>(&bytes) else { return false };
        Sources::read(county).is_some_and(|now| now.tables.len() == stated.tables.len())
    }

    /// Moves a finding to the place that its cell came from, with the row of the table that it names beside.
    pub fn relocate(&self, finding: &mut Finding) {
        let table = finding.place.clone();
        self.translate(&mut finding.place);
        if finding.place == table {
            return;
        }
        for name in finding.named_rows() {
            let row = finding.arg(name).and_then(|row| row.parse().ok());
            let Some(row) = row else { continue };
            let mut other = Place { row: Some(row), ..table.clone() };
            self.translate(&mut other);
            finding.name_row(name, &other);
        }
        // A cell of another table, or of another row: `teachers.csv:3`.
        for (_, value) in &mut finding.args {
            let Some((file, row)) = value.rsplit_once(':').and_then(|(file, row)| Some((file, row.parse().ok()?)))
            else {
                continue;
            };
            let mut other = Place { row: Some(row), ..Place::file(file) };
            self.translate(&mut other);
            if other.file != file {
                let sheet = other.sheet.map(|sheet| format!(" / {sheet}")).unwrap_or_default();
                let row = other.row.map(|row| format!(":{row}")).unwrap_or_default();
                *value = format!("{}{sheet}{row}", other.file);
            }
        }
    }

    /// The place that a cell came from; a place of another file is left as it is.
    pub fn translate(&self, place: &mut Place) {
        let name = Path::new(&place.file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let Some((table, of)) = self.tables.iter().find(|(_, t)| t.file == name) else { return };
        let Some((shape, rows)) = of.row(place.row) else { return };
        let Some(shape) = of.shapes.get(*shape) else { return };
        let spec = schema::table(table);
        let column =
            place.column.as_deref().and_then(|c| spec.and_then(|s| s.find_header(c).map(|at| s.columns[at].name)));
        let from = column.and_then(|c| shape.get(c));
        // A column that the row has from nowhere: the sheet of its first cell is the row's.
        let sheet = from.map(|(sheet, _)| *sheet).or_else(|| of.main(*rows_first(rows)?, shape));
        let Some(origin) = sheet.and_then(|at| self.sheets.get(at)) else { return };
        let row = place.row.and_then(|_| sheet.and_then(|at| rows.get(&at)).copied());
        *place = Place {
            file: origin.file.clone(),
            sheet: origin.sheet.clone(),
            row,
            column: from.map(|(_, header)| header.clone()).or_else(|| place.column.clone()),
        };
    }
}

fn rows_first(rows: &BTreeMap<usize, u32>) -> Option<&usize> {
    rows.keys().next()
}

impl TableSources {
    fn of(draft: &Draft, sheets: &[Recognised]) -> TableSources {
        let mut shapes: Vec<BTreeMap<String, (usize, String)>> = Vec::new();
        let mut rows = Vec::with_capacity(draft.rows.len());
        for row in &draft.rows {
            let spots = || row.cells.iter().filter_map(|(c, (_, spot))| spot.map(|spot| (*c, spot)));
            let header =
                |spot: Spot| sheets[spot.sheet].sheet.place(spot.row, Some(spot.column)).column.unwrap_or_default();
            let shape: BTreeMap<String, (usize, String)> =
                spots().map(|(c, spot)| (c.to_owned(), (spot.sheet, header(spot)))).collect();
            // Rows of a sheet follow one another: the last shape is nearly always the one.
            let at = match shapes.iter().rposition(|known| *known == shape) {
                Some(at) => at,
                None => {
                    shapes.push(shape);
                    shapes.len() - 1
                }
            };
            rows.push((at, spots().map(|(_, spot)| (spot.sheet, spot.row)).collect()));
        }
        TableSources { file: format!("{}.csv", draft.table), sha256: String::new(), shapes, rows }
    }

    /// The row that stands at this number in the table's file, whose header is its first row; without a number the first.
    fn row(&self, number: Option<u32>) -> Option<&(usize, BTreeMap<usize, u32>)> {
        let at = number.map_or(Some(0), |n| usize::try_from(n).ok()?.checked_sub(2))?;
        self.rows.get(at)
    }

    fn main(&self, first: usize, shape: &BTreeMap<String, (usize, String)>) -> Option<usize> {
        shape.values().map(|(sheet, _)| *sheet).min().or(Some(first))
    }
}
