//! One sheet of a workbook of the XML kind: its cells in the order of the stream, gathered into rows.

use super::super::Caps;
use super::super::RawTable;
use super::super::assemble::{Assembly, Source};
use super::super::caps::Budget;
use super::page::Page;
use super::{merges, refused};
use calamine::{DataRef, Xlsx};
use lungang_domain::finding::{Findings, Place};
use std::io::{Read, Seek};

/// A page as a table; `None` when it is empty.
pub fn table(mut page: Page, source: Source, budget: Budget, findings: &mut Findings) -> (Option<RawTable>, Budget) {
    let mut assembly = Assembly::new(source, budget);
    for (row, cells) in std::mem::take(&mut page.rows) {
        if !assembly.row(row.saturating_add(1), cells, None, findings) {
            break;
        }
    }
    assembly.settle(findings);
    page.tell_marks(&assembly, findings);
    merges::tell(&page.merges, &assembly, findings);
    let (table, left) = assembly.finish_with_budget(findings);
    if let Some(table) = &table {
        page.hidden.tell(table, findings);
    }
    (table, left)
}

/// Reads the cells and merges of a sheet; what is wrong is told. Nothing where it cannot be read at all.
pub fn page<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    caps: &Caps,
    place: &Place,
    findings: &mut Findings,
) -> Option<Page> {
    let mut page =
        gather(book, name, caps, place, findings).map_err(|error| findings.push(refused(error, place.clone()))).ok()?;
    match book.merge_cells_by_sheet_name(name) {
        Ok(ranges) => page.merges = ranges,
        Err(error) => findings.push(refused(error, place.clone())),
    }
    Some(page)
}

/// Streams the cells; a fault in the middle is told with the last row before it, and what came before is kept.
///
/// The budget here guards the gathering alone; the table takes from that of its file.
fn gather<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    caps: &Caps,
    place: &Place,
    findings: &mut Findings,
) -> Result<Page, calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let (mut page, mut budget) = (Page::default(), Budget::new(caps));
    loop {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) => {
                findings.push(refused(error, Place { row: page.last(), ..place.clone() }));
                break;
            }
        };
        let at = (record.pos.0, record.pos.1 as usize);
        if record.formula.is_some() {
            page.formula(at, !matches!(record.value, DataRef::Empty), place);
        }
        if let Err(full) = page.take(at, &record.value, place, caps, &mut budget) {
            findings.push(*full);
            break;
        }
    }
    page.sort();
    Ok(page)
}
