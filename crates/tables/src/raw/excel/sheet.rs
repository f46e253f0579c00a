//! One sheet: cells in the order of the stream, gathered into rows; formulas, error values and merges told.

use super::super::RawTable;
use super::super::assemble::{Assembly, Source};
use super::super::caps::Budget;
use super::super::grid::Grid as Whole;
use super::super::text::column_letter;
use super::super::{Caps, Cell};
use super::{merges, refused, value};
use calamine::{DataRef, Xlsx};
use lungang_domain::finding::{Finding, Findings, Place};
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// The cells of a sheet that hold something, by row (from 0), rows in order.
#[derive(Default)]
struct Grid {
    rows: Vec<(u32, Vec<(usize, Cell)>)>,
    sorted: bool,
}

/// Reads one sheet; `None` when it is empty or cannot be read.
pub fn read<R: Read + Seek>(
    book: &mut Xlsx<R>,
    source: Source,
    budget: Budget,
    findings: &mut Findings,
) -> (Option<RawTable>, Budget) {
    let name = source.sheet.clone().unwrap_or_default();
    let place = Place { sheet: source.sheet.clone(), ..Place::file(source.file.clone()) };
    let caps = source.caps;
    let mut marks = Marks::default();
    let grid = match gather(book, &name, &caps, &place, &mut marks, findings) {
        Ok(grid) => grid,
        Err(error) => {
            findings.push(refused(error, place));
            return (None, budget);
        }
    };
    let mut assembly = Assembly::new(source, budget);
    for (row, cells) in grid.rows {
        if !assembly.row(row.saturating_add(1), cells, None, findings) {
            break;
        }
    }
    assembly.settle(findings);
    marks.tell(&assembly, findings);
    match book.merge_cells_by_sheet_name(&name) {
        Ok(ranges) => merges::tell(&ranges, &assembly, findings),
        Err(error) => findings.push(refused(error, place)),
    }
    assembly.finish_with_budget(findings)
}

/// Fills a grid with the cells of a sheet and its merges; what is wrong is told.
pub fn fill<R: Read + Seek>(book: &mut Xlsx<R>, name: &str, caps: &Caps, whole: &mut Whole, findings: &mut Findings) {
    let place = Place { sheet: Some(name.to_owned()), ..Place::file(whole.file.clone()) };
    let mut marks = Marks::default();
    match gather(book, name, caps, &place, &mut marks, findings) {
        Ok(grid) => {
            whole.rows = grid.rows.into_iter().map(|(row, cells)| (row.saturating_add(1), cells)).collect();
        }
        Err(error) => findings.push(refused(error, place.clone())),
    }
    marks.by_column.into_values().for_each(|told| findings.extend(told));
    match book.merge_cells_by_sheet_name(name) {
        Ok(ranges) => {
            let one = |r: &calamine::Dimensions| {
                let row = |n: u32| n.saturating_add(1);
                ((row(r.start.0), r.start.1 as usize), (row(r.end.0), r.end.1 as usize))
            };
            whole.merges = ranges.iter().filter(|r| r.start != r.end).map(one).collect();
        }
        Err(error) => findings.push(refused(error, place)),
    }
}

/// Streams the cells; a fault in the middle is told with the last row before it, and what came before is kept.
///
/// The budget here guards the gathering alone; the table takes from that of its file.
fn gather<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    caps: &Caps,
    place: &Place,
    marks: &mut Marks,
    findings: &mut Findings,
) -> Result<Grid, calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut grid = Grid { rows: vec![], sorted: true };
    let mut budget = Budget::new(caps);
    loop {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) => {
                let row = grid.rows.last().map(|(r, _)| r.saturating_add(1));
                findings.push(refused(error, Place { row, ..place.clone() }));
                break;
            }
        };
        let (row, column) = (record.pos.0, record.pos.1 as usize);
        let at = || Place { row: Some(row.saturating_add(1)), column: Some(column_letter(column)), ..place.clone() };
        if record.formula.is_some() {
            let cached = !matches!(record.value, DataRef::Empty);
            let finding =
                if cached { Finding::warning("formula-cell", at()) } else { Finding::error("formula-no-value", at()) };
            marks.put(column, finding);
        }
        if let DataRef::Error(error) = &record.value {
            marks.put(column, Finding::error("error-cell", at()).with("value", error));
        }
        let (cell, cut) = value::cell(&record.value, caps.cell_chars);
        if let Some(chars) = cut {
            let finding = Finding::error("huge-cell", at());
            marks.put(column, finding.with("chars", chars).with("cap", caps.cell_chars));
        }
        if cell.is_empty() {
            continue;
        }
        let bytes = if let Cell::Text(t) = &cell { t.len() } else { 0 };
        let over = if column >= caps.columns {
            Some(("too-many-columns", caps.columns as u64))
        } else if grid.rows.len() > caps.rows {
            Some(("too-many-rows", caps.rows as u64))
        } else if !budget.take(1, bytes) {
            Some(("too-much-data", caps.cells))
        } else {
            None
        };
        if let Some((code, cap)) = over {
            findings.push(Finding::error(code, at()).with("cap", cap));
            break;
        }
        grid.put(row, column, cell);
    }
    grid.sort();
    Ok(grid)
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

    fn tell(self, assembly: &Assembly, findings: &mut Findings) {
        for (column, found) in self.by_column {
            let column = assembly.column_name(column);
            findings.extend(found.placed(|place| place.column = Some(column.clone())));
        }
    }
}

impl Grid {
    fn put(&mut self, row: u32, column: usize, cell: Cell) {
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, cell)),
            last => {
                self.sorted &= last.is_none_or(|(l, _)| *l < row);
                self.rows.push((row, vec![(column, cell)]));
            }
        }
    }

    /// Rows in order and once each, cells in order of columns: programs other than Excel may write otherwise.
    fn sort(&mut self) {
        if !self.sorted {
            self.rows.sort_by_key(|(row, _)| *row);
            let mut joined: Vec<(u32, Vec<(usize, Cell)>)> = Vec::with_capacity(self.rows.len());
            for (row, cells) in self.rows.drain(..) {
                match joined.last_mut() {
                    Some((last, all)) if *last == row => all.extend(cells),
                    _ => joined.push((row, cells)),
                }
            }
            self.rows = joined;
        }
        for (_, cells) in &mut self.rows {
            cells.sort_by_key(|(column, _)| *column);
        }
    }
}
