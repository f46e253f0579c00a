//! A table as CSV, by the one writer of the crate of results; text that a spreadsheet would run gets an apostrophe.

use crate::block::{CSV, Cell, Table};
use lungang_results::assignments::guard;
use lungang_results::table;

/// The bytes of a table.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn draw(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let header = table.columns(CSV).into_iter().map(|c| guard(c.header(CSV)));
    table::to_csv(header, table.rows(CSV).map(|row| row.into_iter().map(written).collect::<Vec<_>>()))
}

/// Figures begin with a minus and are no formulas.
fn written(cell: &Cell) -> String {
    let text = cell.shown(CSV);
    match cell {
        Cell::Text(_) | Cell::Word(_) | Cell::Name { .. } => guard(&text),
        _ => text,
    }
}
