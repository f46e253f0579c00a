//! From rows of cells to a table: the header is found among the first rows, the rest are aligned to it.

use super::caps::{Budget, Caps};
use super::header::{self, Held};
use super::invisible::Invisible;
use super::{Cell, Header, Named, RawRow, RawTable, text};
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use std::collections::BTreeMap;

/// The most characters that are told of what stands above a header.
const TITLE: usize = 120;

/// Where the rows come from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name of the table.
    pub name: String,
    /// Path as the user gave it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether columns are named by letters.
    pub excel: bool,
    /// Limits.
    pub caps: Caps,
    /// Headers that a mapping knows.
    pub named: Named,
}

/// A table that is being put together, row by row.
#[derive(Debug)]
pub struct Assembly {
    table: RawTable,
    caps: Caps,
    budget: Budget,
    named: Named,
    /// First and last row of the header.
    header_rows: Option<(u32, u32)>,
    /// The first rows, until the header is told among them.
    held: Vec<Held>,
    /// Cells of more characters than the cap, until the headers are known that name their columns.
    huge: Vec<(u32, usize, usize)>,
    /// For a column of the file, its place among the headers.
    slots: Vec<Option<usize>>,
    /// Columns with data and no header: the first row, the number of cells.
    headless: BTreeMap<usize, (u32, usize)>,
    /// Cells with characters that nobody sees.
    invisible: Invisible,
}

impl Assembly {
    /// Starts a table; the budget is that of its file.
    pub fn new(source: Source, budget: Budget) -> Self {
        let Source { name, file, sheet, excel, caps, named } = source;
        let table =
            RawTable { name, file, sheet, headers: vec![], rows: vec![], encoding: None, excel, date1904: false };
        Assembly {
            table,
            caps,
            budget,
            named,
            header_rows: None,
            held: vec![],
            huge: vec![],
            slots: vec![],
            headless: BTreeMap::new(),
            invisible: Invisible::default(),
        }
    }

    /// The limits.
    pub fn caps(&self) -> &Caps {
        &self.caps
    }

    /// The table as a place.
    pub fn place(&self) -> Place {
        self.table.place(None, None)
    }

    /// Whether the header has been seen.
    pub fn has_header(&self) -> bool {
        self.header_rows.is_some()
    }

    /// Takes the cells of a row that are not empty, in order of columns (from 0).
    ///
    /// `width` is the number of cells the row was written with, where a format has such a thing.
    /// False when a cap is reached: it is told, and no more rows are taken.
    pub fn row(
        &mut self,
        number: u32,
        mut cells: Vec<(usize, Cell)>,
        width: Option<usize>,
        findings: &mut Findings,
    ) -> bool {
        self.invisible.strip(number, &mut cells);
        if cells.is_empty() {
            return true;
        }
        if !self.has_header() {
            self.held.push(Held::new(number, cells, width, &self.named));
            return !header::is_told(&self.held) || self.settle(findings);
        }
        let bytes: usize = cells.iter().map(|(_, c)| if let Cell::Text(t) = c { t.len() } else { 0 }).sum();
        let cap = if self.table.rows.len() >= self.caps.rows {
            Some(("too-many-rows", self.caps.rows as u64))
        } else if !self.budget.take(self.table.headers.len(), bytes) {
            Some(("too-much-data", self.caps.cells))
        } else {
            None
        };
        if let Some((code, cap)) = cap {
            findings.push(Finding::error(code, self.table.place(Some(number), None)).with("cap", cap));
            return false;
        }
        if let Some(found) = width {
            self.tell_ragged(number, &cells, found, findings);
        }
        let mut row = vec![Cell::Empty; self.table.headers.len()];
        for (column, cell) in cells {
            if let Some(error) = text::error_value(&cell) {
                let place = Place { column: Some(self.column_name(column)), ..self.table.place(Some(number), None) };
                findings.push(Finding::error("error-cell", place).with("value", error));
                continue;
            }
            match self.slots.get(column).copied().flatten() {
                Some(slot) => row[slot] = cell,
                None if width.is_some() && column >= self.slots.len() => {}
                None => self.headless.entry(column).or_insert((number, 0)).1 += 1,
            }
        }
        self.table.rows.push(RawRow { number, cells: row });
        true
    }

    /// Takes the rows that were held back for what they are: titles, the header and rows under it.
    ///
    /// False when a cap is reached.
    pub fn settle(&mut self, findings: &mut Findings) -> bool {
        let mut held = std::mem::take(&mut self.held);
        if held.is_empty() || self.has_header() {
            return true;
        }
        let layout = header::layout(&held, self.table.excel, &self.named);
        let rest = held.split_off(layout.above + layout.lines);
        let lines = held.split_off(layout.above);
        let (first, last) = (lines[0].number, lines[lines.len() - 1].number);
        self.header_rows = Some((first, last));
        self.tell_above(&held, first, findings);
        let width = lines.iter().filter_map(|l| l.width).max();
        let cells = if lines.len() > 1 {
            let (cells, joined) = header::joined(&lines, &self.named);
            let code = if lines.len() == 2 { "two-line-header" } else { "three-line-header" };
            let finding = Finding::warning(code, self.table.place(Some(first), None));
            let finding = finding.with("last", last).with("count", joined.len());
            findings.push(finding.with("headers", joined.join(", ")));
            cells
        } else {
            lines.into_iter().next().map(|l| l.cells).unwrap_or_default()
        };
        let whole = self.header(first, cells, width, findings)
            && rest.into_iter().all(|row| self.row(row.number, row.cells, row.width, findings));
        for (row, column, chars) in std::mem::take(&mut self.huge) {
            self.tell_huge(row, column, chars, findings);
        }
        whole
    }

    /// Tells what stood above the header, in one line.
    fn tell_above(&self, rows: &[Held], header: u32, findings: &mut Findings) {
        let Some(first) = rows.first() else { return };
        let cells = rows.iter().flat_map(|r| &r.cells).map(|(_, c)| text::header(c));
        let mut title: String = cells.collect::<Vec<_>>().join(" / ");
        if let Some((end, _)) = title.char_indices().nth(TITLE) {
            title.truncate(end);
            title.push('…');
        }
        let finding = Finding::warning("title-row-skipped", self.table.place(Some(first.number), None));
        findings.push(finding.with("title", title).with("row", header));
    }

    fn header(
        &mut self,
        number: u32,
        cells: Vec<(usize, Cell)>,
        width: Option<usize>,
        findings: &mut Findings,
    ) -> bool {
        let last = cells.iter().map(|(c, _)| c + 1).max().unwrap_or(0);
        let width = width.unwrap_or(last);
        if last > self.caps.columns {
            let finding = Finding::error("too-many-columns", self.table.place(Some(number), None));
            findings.push(finding.with("cap", self.caps.columns));
            return false;
        }
        self.tell_full_width(number, &cells, width, findings);
        self.slots = vec![None; width.max(last)];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (column, cell) in cells {
            let text = text::header(&cell);
            if text.is_empty() {
                continue;
            }
            self.slots[column] = Some(self.table.headers.len());
            if let Some(first) = seen.insert(text.to_lowercase(), column) {
                let place = Place {
                    column: Some(text::column_name(self.table.excel, column, &text)),
                    ..self.table.place(Some(number), None)
                };
                let finding = Finding::error("doubled-column", place).with("header", &text);
                findings.push(finding.with("first", self.position(first)).with("second", self.position(column)));
            }
            self.table.headers.push(Header { text, index: column });
        }
        true
    }

    /// A header whose only commas are full-width ones was typed with a Chinese input method.
    fn tell_full_width(&self, number: u32, cells: &[(usize, Cell)], width: usize, findings: &mut Findings) {
        if let (false, 1, [(_, Cell::Text(text))]) = (self.table.excel, width, cells)
            && text.contains(['\u{ff0c}', '\u{ff1b}', '\u{3001}'])
        {
            let finding = Finding::error("full-width-comma", self.table.place(Some(number), None));
            findings.push(finding.with("header", text));
        }
    }

    /// A column by its letter in Excel and by its number from 1 elsewhere.
    fn position(&self, column: usize) -> String {
        if self.table.excel { text::column_letter(column) } else { (column + 1).to_string() }
    }

    /// A row with more or fewer cells than the header; blank cells at the end do not count.
    fn tell_ragged(&self, number: u32, cells: &[(usize, Cell)], found: usize, findings: &mut Findings) {
        let expected = self.slots.len();
        let lost = cells.iter().any(|(c, _)| *c >= expected);
        let severity = if lost {
            Severity::Error
        } else if found < expected && self.table.headers.iter().any(|h| h.index >= found) {
            Severity::Warning
        } else {
            return;
        };
        let finding = Finding { severity, ..Finding::error("ragged-row", self.table.place(Some(number), None)) };
        findings.push(finding.with("expected", expected).with("found", found));
    }

    /// A column of the file (from 0) as a finding names it.
    pub fn column_name(&self, column: usize) -> String {
        let header = self.slots.get(column).copied().flatten().and_then(|s| self.table.headers.get(s));
        text::column_name(self.table.excel, column, header.map_or("", |h| &h.text))
    }

    /// Tells a cell of more characters than the cap.
    pub fn tell_huge(&mut self, row: u32, column: usize, chars: usize, findings: &mut Findings) {
        if !self.has_header() {
            self.huge.push((row, column, chars));
            return;
        }
        let place = Place { column: Some(self.column_name(column)), ..self.table.place(Some(row), None) };
        findings.push(Finding::error("huge-cell", place).with("chars", chars).with("cap", self.caps.cell_chars));
    }

    /// The first row of the header, and the last row taken.
    pub fn span(&self) -> Option<(u32, u32)> {
        let (first, last) = self.header_rows?;
        Some((first, self.table.rows.iter().map(|r| r.number).max().unwrap_or(last)))
    }

    /// The first and the last row of the header.
    pub fn header_rows(&self) -> Option<(u32, u32)> {
        self.header_rows
    }

    /// Columns of the file that the header spans.
    pub fn width(&self) -> usize {
        self.slots.len()
    }

    /// The table, or nothing when no row had a value; what is wrong with it as a whole is told.
    pub fn finish(self, findings: &mut Findings) -> Option<RawTable> {
        self.finish_with_budget(findings).0
    }

    /// As [`Assembly::finish`], with what is left of the file's budget.
    pub fn finish_with_budget(mut self, findings: &mut Findings) -> (Option<RawTable>, Budget) {
        self.settle(findings);
        self.invisible.tell(&self.table, findings);
        for (column, (row, count)) in &self.headless {
            let name = text::column_name(self.table.excel, *column, "");
            let place = Place { column: Some(name), ..self.table.place(Some(*row), None) };
            findings.push(Finding::warning("empty-header", place).with("cells", count));
        }
        if self.table.rows.is_empty() {
            let place = self.place();
            let empty = if self.has_header() { Finding::warning } else { Finding::error };
            findings.push(empty("empty-table", place).with("table", &self.table.name));
        }
        let seen = self.has_header();
        (seen.then_some(self.table), self.budget)
    }
}
