//! A sheet or a text as a grid of cells: what somebody's own file holds, before anybody has asked which of its rows is the header.

use super::assemble::Source;
use super::decode::{self, Decoded};
use super::load::Format;
use super::{Cell, ReadOptions, csv, excel, parquet, text};
use lungang_domain::finding::{Findings, Place};
use lungang_domain::shown::stripped;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

/// A cell of a grid: its row as the user's program counts it, and its column from 0.
pub type At = (u32, usize);

/// The cells of a sheet, or of a text file.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Path of the file as the user gave it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether columns are named by letters in the user's program.
    pub excel: bool,
    /// Whether its workbook counts days from 1904.
    pub date1904: bool,
    /// Whether the user sees the sheet.
    pub visible: bool,
    /// Rows that the sheet does not show.
    pub hidden: BTreeSet<u32>,
    /// The rows that are not blank, in order: the number of each, and its cells that are not empty, by column.
    pub rows: Vec<(u32, Vec<(usize, Cell)>)>,
    /// Merged cells: the first and the last of each.
    pub merges: Vec<(At, At)>,
    /// The encoding that a text was read in.
    pub encoding: Option<String>,
}

impl Grid {
    /// The place of a row, and of a column under a header.
    pub fn place(&self, row: Option<u32>, column: Option<(usize, &str)>) -> Place {
        let column = column.map(|(at, header)| text::column_name(self.excel, at, header));
        Place { file: self.file.clone(), sheet: self.sheet.clone(), row, column }
    }

    /// A cell as a header has it, on one line.
    pub fn header_text(cell: &Cell) -> String {
        text::header(cell)
    }

    /// Leaves out what nobody sees in a cell.
    fn strip(&mut self) {
        for (_, cells) in &mut self.rows {
            for (_, cell) in cells.iter_mut() {
                let Cell::Text(text) = cell else { continue };
                let Cow::Owned(left) = stripped(text) else { continue };
                let left = text::trim(&left).to_owned();
                *cell = if left.is_empty() { Cell::Empty } else { Cell::Text(left) };
            }
            cells.retain(|(_, cell)| !cell.is_empty());
        }
        self.rows.retain(|(_, cells)| !cells.is_empty());
    }
}

/// Reads a file as it stands: a workbook gives a grid a sheet, anything else one.
///
/// What cannot be read is told in `findings`; what can be read is returned all the same.
pub fn read_grids(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<Grid> {
    let mut grids = match Format::of(path) {
        Some(Format::Excel) => excel::grids(path, options, findings),
        Some(Format::Parquet) => parquet::read(path, options, findings).into_iter().map(of_table).collect(),
        Some(Format::Csv) | None => of_text(path, options, findings).into_iter().collect(),
    };
    grids.iter_mut().for_each(Grid::strip);
    grids
}

/// Whether a file may hold tables, by its name.
pub fn may_hold_tables(path: &Path) -> bool {
    Format::of(path).is_some() || path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"))
}

fn of_text(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Option<Grid> {
    let file = path.display().to_string();
    let bytes = csv::load_text(path, options, findings)?;
    let Decoded { text, encoding } = decode::decode(bytes, options, &file, findings);
    let source = Source {
        name: String::new(),
        file: file.clone(),
        sheet: None,
        excel: false,
        caps: options.cap,
        named: options.named.clone(),
    };
    let rows = csv::rows(&text, &source, findings);
    Some(Grid { file, visible: true, rows, encoding: Some(encoding), ..Grid::default() })
}

/// A table of a form that has headers of its own.
fn of_table(table: super::RawTable) -> Grid {
    let heads = table.headers.iter().map(|h| (h.index, Cell::Text(h.text.clone()))).collect();
    let indices: Vec<usize> = table.headers.iter().map(|h| h.index).collect();
    let cells = |row: super::RawRow| {
        let filled = row.cells.into_iter().enumerate().filter(|(_, c)| !c.is_empty());
        (row.number.saturating_add(1), filled.map(|(at, cell)| (indices[at], cell)).collect())
    };
    let rows = std::iter::once((1, heads)).chain(table.rows.into_iter().map(cells)).collect();
    Grid { file: table.file, sheet: table.sheet, excel: table.excel, visible: true, rows, ..Grid::default() }
}
