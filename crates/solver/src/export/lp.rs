//! CPLEX LP format.

use super::Export;
use std::io::{self, Write};

/// Writes the model in CPLEX LP format; the chosen goal is minimised.
///
/// # Errors
/// The writer's.
pub fn write_lp(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let program = &export.model.program;
    let (columns, names) = (export.column_names(), export.row_names());
    writeln!(out, "\\ lungang: minimise {}", export.objective())?;
    writeln!(out, "Minimize")?;
    let costs: Vec<(usize, i64)> = export.costs().into_iter().enumerate().filter(|(_, c)| *c != 0).collect();
    write!(out, " {}:", export.objective())?;
    terms(out, &costs, &columns)?;
    writeln!(out, "\nSubject To")?;

    let mut rows: Vec<Vec<(usize, i64)>> = vec![Vec::new(); program.rows.len()];
    for column in 0..program.columns.len() {
        for (row, coefficient) in program.entries(column) {
            rows[*row as usize].push((column, *coefficient));
        }
    }
    for ((range, name), entries) in program.rows.iter().zip(&names).zip(&rows) {
        let sides = match (range.lo, range.hi) {
            (Some(lo), Some(hi)) if lo == hi => vec![("", "=", lo)],
            (lo, hi) => lo.map(|v| ("_lo", ">=", v)).into_iter().chain(hi.map(|v| ("_hi", "<=", v))).collect(),
        };
        let both = sides.len() > 1;
        for (suffix, sign, side) in sides {
            write!(out, " {name}{}:", if both { suffix } else { "" })?;
            terms(out, entries, &columns)?;
            writeln!(out, " {sign} {side}")?;
        }
    }
    writeln!(out, "Bounds")?;
    for (bounds, name) in export.bounds().zip(&columns) {
        writeln!(out, " {} <= {name} <= {}", bounds.lo, bounds.hi)?;
    }
    writeln!(out, "General")?;
    for name in &columns {
        writeln!(out, " {name}")?;
    }
    writeln!(out, "End")
}

/// A linear sum, a few terms a line; a sum without terms is zero times the constant.
fn terms(out: &mut dyn Write, entries: &[(usize, i64)], columns: &[String]) -> io::Result<()> {
    if entries.is_empty() {
        return write!(out, " 0 constant");
    }
    for (i, (column, coefficient)) in entries.iter().enumerate() {
        if i > 0 && i % 6 == 0 {
            write!(out, "\n  ")?;
        }
        let sign = if *coefficient < 0 { '-' } else { '+' };
        write!(out, " {sign} {} {}", coefficient.abs(), columns[*column])?;
    }
    Ok(())
}
