//! Workbooks: a table a sheet, read cell by cell within caps.
//!
//! The declared size of a sheet is never believed and no dense range is built: two kilobytes may claim
//! sixteen thousand million cells.

mod biff;
mod book;
mod container;
mod hidden;
mod merges;
mod metered;
mod page;
mod scan;
mod sheet;
mod value;

use super::assemble::Source;
use super::caps::Budget;
use super::grid::Grid;
use super::quarantine::quarantine;
use super::{RawTable, ReadOptions, load};
use book::{Book, SheetName};
use calamine::XlsxError;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::words::{Lang, say};
use std::path::Path;

/// A table of a workbook, with what the caller needs to name it.
#[derive(Debug)]
pub struct Sheet {
    /// The table.
    pub table: RawTable,
    /// Whether the user sees the sheet in Excel.
    pub visible: bool,
}

/// Reads every sheet of a workbook, in the workbook's order.
pub fn read(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<Sheet> {
    opened(path, options, findings, |book, file, own| workbook(book, file, options, own))
}

/// Reads every sheet of a workbook as a grid of cells, without asking where its header is.
pub fn grids(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<Grid> {
    opened(path, options, findings, |book, file, own| sheets_as_grids(book, file, options, own))
}

/// Opens a workbook, checks its package and lets `read` decode it in quarantine.
fn opened<T: Send>(
    path: &Path,
    options: &ReadOptions,
    findings: &mut Findings,
    read: impl FnOnce(Book<'_>, &str, &mut Findings) -> Vec<T> + Send,
) -> Vec<T> {
    let file = path.display().to_string();
    let place = Place::file(file.clone());
    let Some((opened, _)) = load::open(path, options.cap.excel_bytes, findings) else {
        return vec![];
    };
    let mut bytes = Vec::new();
    if !load::read_rest(path, opened, options.cap.excel_bytes, &mut bytes, findings) {
        return vec![];
    }
    let told = quarantine(|| {
        let mut own = Findings::default();
        let sheets = match book(&bytes, &file, options, &mut own) {
            Ok(Some(book)) => read(book, &file, &mut own),
            Ok(None) => vec![],
            Err(container::Refusal::NotExcel(kind)) => {
                own.push(Finding::error("not-excel", place.clone()).with("kind", kind));
                vec![]
            }
            Err(container::Refusal::Over(what, cap)) => {
                let finding = Finding::error("zip-bomb", place.clone()).with("what", format!("@{what}"));
                own.push(finding.with("cap", cap));
                vec![]
            }
        };
        (sheets, own)
    });
    match told {
        Ok((sheets, own)) => {
            findings.extend(own);
            sheets
        }
        Err(panicked) => {
            let finding = Finding::error("broken-excel", place).with("reason", panicked.0);
            findings.push(finding.with("reason_zh", say(Lang::ZH, "tables.broken.inside", &[])));
            vec![]
        }
    }
}

/// Opens a workbook by its first bytes, whatever its name says; what a decoder refuses is told.
fn book<'b>(
    bytes: &'b [u8],
    file: &str,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Result<Option<Book<'b>>, container::Refusal> {
    if load::magic(bytes) == Some("OLE / xls") {
        return Book::of_records(bytes, file, &options.cap.of_workbook(), findings);
    }
    container::check(bytes, options.cap.unpacked_bytes)?;
    Ok(Book::of_package(bytes, file, findings))
}

fn sheets_as_grids(mut book: Book<'_>, file: &str, options: &ReadOptions, findings: &mut Findings) -> Vec<Grid> {
    let caps = options.cap.of_workbook();
    let mut grids = Vec::new();
    for (at, SheetName { name, visible, .. }) in book.sheets().into_iter().enumerate().filter(|(_, s)| s.cells) {
        let mut grid = Grid {
            file: file.to_owned(),
            sheet: Some(name.clone()),
            excel: true,
            date1904: book.date1904(),
            visible,
            ..Grid::default()
        };
        if let Some(page) = book.page(at, &name, &caps, file, findings) {
            page.fill(&mut grid, findings);
        }
        grids.push(grid);
    }
    grids
}

fn workbook(mut book: Book<'_>, file: &str, options: &ReadOptions, findings: &mut Findings) -> Vec<Sheet> {
    let names = book.sheets();
    let caps = options.cap.of_workbook();
    let mut budget = Budget::new(&caps);
    let mut sheets = Vec::new();
    let mut empty = Vec::new();
    let (holding, left_out): (Vec<_>, Vec<_>) =
        names.iter().enumerate().partition(|(_, s)| s.cells && !crate::schema::is_note(&s.name));
    for (at, SheetName { name, visible, .. }) in &holding {
        let place = Place { sheet: Some(name.clone()), ..Place::file(file) };
        let source = Source {
            name: name.trim().to_owned(),
            file: file.to_owned(),
            sheet: Some(name.clone()),
            excel: true,
            named: options.named.clone(),
            caps,
        };
        let mut own = Findings::default();
        let table = match book.page(*at, name, &caps, file, &mut own) {
            Some(page) => {
                let (table, left) = sheet::table(page, source, budget, &mut own);
                budget = left;
                table
            }
            None => None,
        };
        let Some(mut table) = table else {
            empty.push((name.clone(), own));
            continue;
        };
        findings.extend(own);
        table.date1904 = book.date1904();
        if !visible {
            findings.push(Finding::warning("hidden-sheet", place).with("sheet", name));
        }
        sheets.push(Sheet { table, visible: *visible });
    }
    // Old versions of Excel put three sheets into every new workbook: the unused ones are no fault.
    for (name, own) in empty {
        let only_empty = own.counts().all(|(code, _, _)| code == "empty-table");
        if sheets.is_empty() || !only_empty {
            findings.extend(own);
        } else if !is_default_name(&name) {
            let place = Place { sheet: Some(name.clone()), ..Place::file(file) };
            findings.push(Finding::warning("empty-table", place).with("table", name));
        }
    }
    if names.is_empty() {
        findings.push(Finding::error("empty-table", Place::file(file)).with("table", file));
    } else if holding.is_empty() {
        // A file of charts that bears no table's name is nobody's table.
        let stem = Path::new(file).file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
        let a_table = stem.eq_ignore_ascii_case("county") || crate::schema::table_named(&stem).is_some();
        let told = if a_table { Finding::error } else { Finding::warning };
        let names: Vec<&str> = left_out.iter().map(|(_, s)| s.name.as_str()).collect();
        findings.push(told("no-sheet-read", Place::file(file)).with("sheets", names.join(", ")));
    }
    sheets
}

/// Whether a sheet has the name that Excel or WPS gave it, and not one of the user's.
pub fn is_default_name(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["sheet", "工作表", "表"]
        .iter()
        .any(|stem| name.strip_prefix(stem).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit())))
}

/// A workbook or a sheet that the decoder refuses.
fn refused(error: XlsxError, place: Place) -> Finding {
    match error {
        XlsxError::Password => Finding::error("not-excel", place).with("kind", "@tables.broken.encrypted"),
        // A decoder says it in English; what it comes to is said in the reader's language.
        other => {
            let finding = Finding::error("broken-excel", place).with("reason", other.to_string().trim_end_matches('.'));
            finding.with("reason_zh", say(Lang::ZH, "tables.broken.inside", &[]))
        }
    }
}
