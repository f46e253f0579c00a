//! Free-format MPS.

use super::Export;
use std::io::{self, Write};

/// Writes the model as free-format MPS; the chosen goal is minimised.
///
/// # Errors
/// The writer's.
pub fn write_mps(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let program = &export.model.program;
    let (columns, rows, costs) = (export.column_names(), export.row_names(), export.costs());
    let objective = export.objective();
    writeln!(out, "* lungang: minimise {objective}")?;
    writeln!(out, "NAME rotation")?;
    writeln!(out, "ROWS\n N {objective}")?;
    for (range, name) in program.rows.iter().zip(&rows) {
        let kind = match (range.lo, range.hi) {
            (Some(lo), Some(hi)) if lo == hi => 'E',
            (Some(_), _) => 'G',
            (None, Some(_)) => 'L',
            (None, None) => 'N',
        };
        writeln!(out, " {kind} {name}")?;
    }
    writeln!(out, "COLUMNS\n MARK0 'MARKER' 'INTORG'")?;
    for (i, (name, cost)) in columns.iter().zip(&costs).enumerate() {
        let entries = if i < program.columns.len() { program.entries(i) } else { &[] };
        if *cost != 0 || entries.is_empty() {
            writeln!(out, " {name} {objective} {cost}")?;
        }
        for (row, coefficient) in entries {
            writeln!(out, " {name} {} {coefficient}", rows[*row as usize])?;
        }
    }
    writeln!(out, " MARK1 'MARKER' 'INTEND'\nRHS")?;
    for (range, name) in program.rows.iter().zip(&rows) {
        if let Some(side) = range.lo.or(range.hi).filter(|v| *v != 0) {
            writeln!(out, " RHS {name} {side}")?;
        }
    }
    writeln!(out, "RANGES")?;
    for (range, name) in program.rows.iter().zip(&rows) {
        if let (Some(lo), Some(hi)) = (range.lo, range.hi)
            && lo != hi
        {
            writeln!(out, " RNG {name} {}", hi - lo)?;
        }
    }
    writeln!(out, "BOUNDS")?;
    for (bounds, name) in export.bounds().zip(&columns) {
        if bounds.lo != 0 {
            writeln!(out, " LO BND {name} {}", bounds.lo)?;
        }
        writeln!(out, " UP BND {name} {}", bounds.hi)?;
    }
    writeln!(out, "ENDATA")
}
