//! `check COUNTY`: every finding at once.

use super::{input, output};
use crate::args::Check;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::finding::Findings;
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;
use lungang_report::xlsx::{self, SourceCell, SourceColumn, SourceSheet};
use lungang_report::{json, text};
use lungang_runner::explain::hopeless;
use lungang_runner::load::{Loaded, NamedBy};
use lungang_solver::staffing;
use lungang_tables::raw::{Cell, RawTable};
use lungang_tables::read;
use std::path::Path;

/// The seed that a plan has where none is asked for: it decides where authorised posts go among equals.
const SEED: u64 = 1;

/// Reads and validates, and says everything that was found. Errors end with 1, a path that cannot be opened with 2.
pub fn run(args: &Check, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    if let Some(path) = &args.output {
        refuse_into_county(path, &args.input.county, terminal)?;
    }
    let line = Line::new(terminal);
    let loaded = input::as_read(&args.input, Vec::new(), &line);
    line.done();
    // The workbook marks the county's own cells; what is said names those of the office that they came from.
    let own = args.output.as_ref().map(|_| loaded.findings.clone());
    let loaded = Loaded { findings: input::at_source(&args.input.county, loaded.findings), ..loaded };
    let mut document = input::document(&loaded.tables, &loaded.findings, terminal.lang);
    document.policy = loaded.named.as_ref().map(|(policy, by)| {
        let named_by = match by {
            NamedBy::Asked => "--policy",
            NamedBy::County => "county.toml",
        };
        let left_open = loaded.policy.iter().flat_map(|p| p.left_open()).map(|m| m.name().to_owned()).collect();
        json::CheckedPolicy { policy: policy.clone(), named_by: named_by.to_owned(), left_open }
    });
    if let (Some(county), Some(policy)) = (&loaded.county, &loaded.policy) {
        // A county whose posts cannot be allocated is told so by `plan`; there are no moves of which to speak.
        if let Ok(needs) = staffing::needs(county, policy, SEED) {
            document.hopeless_wishes = json::hopeless(county, &hopeless(county, policy, &needs), terminal.lang);
        }
    }
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if to_stdout {
        // The workbook is the result.
    } else if terminal.json && terminal.verbose {
        terminal.print(&json::to_text(&document.whole(&loaded.findings, terminal.lang)))?;
    } else if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::check(&document, &loaded.findings, terminal.view()))?;
    }
    if !input::readable(&args.input.county) {
        return Ok(Exit::Usage);
    }
    let Loaded { tables, county, findings, .. } = loaded;
    let has_county = county.is_some();
    if let Some(path) = &args.output {
        // The tables are read again as they stand in their files: what was made of them is not needed any more.
        let name = tables.name.clone();
        drop((tables, county));
        mark(path, args, own.as_ref().unwrap_or(&findings), &name, terminal, interrupt)?;
    }
    if findings.has_errors() {
        return Ok(Exit::Found);
    }
    // Of a county without a roster its own finding says what can be done.
    if !findings.is_empty() && has_county {
        terminal.tell(&say(terminal.lang, "cli.only-warnings", &[]));
    }
    Ok(Exit::Done)
}

/// A workbook in the county's folder would be read as one of its tables, and the county's own file is no place either.
fn refuse_into_county(path: &Path, county: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let (county, folder) = (real(county), real(folder));
    if county.is_none() || county != folder && county != real(path) {
        return Ok(());
    }
    let message = say(terminal.lang, "cli.check.into-county", &[("path", &path.display().to_string())]);
    let remedy = say(terminal.lang, "cli.check.into-county-remedy", &[]);
    Err(Failure::new(ErrorKind::Usage, message).remedy(remedy).into())
}

/// Writes the workbook with the wrong cells marked.
fn mark(
    path: &Path,
    args: &Check,
    found: &Findings,
    county: &str,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(), Stop> {
    let raws = read::sheets(&args.input.county, &input::options(&args.input.reading));
    let sheets: Vec<SourceSheet> = raws.into_iter().map(|raw| source(raw, found)).collect();
    let shown = path.display().to_string();
    let bytes = xlsx::check(found, &sheets, county, terminal.lang).map_err(|e| {
        let args = [("path", shown.as_str()), ("reason", &e.to_string())];
        Failure::new(ErrorKind::Write, say(terminal.lang, "cli.file", &args))
    })?;
    output::file(path, terminal, interrupt, |out| out.write_all(&bytes))?;
    if path != Path::new("-") {
        terminal.tell(&say(terminal.lang, "cli.check.written", &[("path", &shown)]));
    }
    Ok(())
}

/// A table as it stands in its file, as far as there is room for it.
fn source(raw: RawTable, found: &Findings) -> SourceSheet {
    let name = |at: usize| raw.place(None, Some(at)).column.unwrap_or_default();
    let column = |(at, header): (usize, &lungang_tables::raw::Header)| SourceColumn {
        index: header.index,
        header: header.text.clone(),
        name: name(at),
    };
    let columns = raw.headers.iter().enumerate().map(column).collect();
    // The header stands on the row above the first of the data.
    let header = raw.rows.first().map_or(1, |row| row.number.saturating_sub(1).max(1));
    let RawTable { file, sheet, name, rows, .. } = raw;
    let mut copy = SourceSheet { file, sheet, name, header, columns, rows: Vec::new(), left_out: None };
    let count = rows.len();
    copy.fill(count, rows.into_iter().map(|row| (row.number, row.cells.into_iter().map(cell).collect())), found);
    copy
}

fn cell(cell: Cell) -> SourceCell {
    match cell {
        Cell::Empty => SourceCell::Empty,
        Cell::Text(text) => SourceCell::Text(text),
        Cell::Int(n) => SourceCell::Number(n as f64),
        Cell::Real(x) => SourceCell::Number(x),
        Cell::Bool(_) => SourceCell::Text(cell.show()),
        Cell::Date(day) => SourceCell::Day(day.year(), day.month(), day.day()),
    }
}
