//! `findings.xlsx`: what an office corrects its tables by. The causes, every finding, and the tables as they stand in
//! their files, with the wrong cells coloured and what is wrong with them in a note.
//!
//! Identity numbers are not copied.

use crate::block::{Cell, Table};
use crate::pages::findings::{causes, error};
use crate::pages::words;
use crate::pens::xlsx::{Book, Head, XlsxError, cut};
use lungang_domain::cause::Cause;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::identity;
use lungang_domain::words::Lang;
use lungang_results::names;
use std::collections::{BTreeMap, BTreeSet};

/// A table as it stands in its file: a cell keeps its row and its column.
#[derive(Debug, Clone)]
pub struct SourceSheet {
    /// File, as its findings name it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// What it is called: the sheet, or the file without its extension.
    pub name: String,
    /// Row of the header, from 1.
    pub header: u32,
    /// Columns with a header.
    pub columns: Vec<SourceColumn>,
    /// Rows with their number, from 1; one cell a column.
    pub rows: Vec<(u32, Vec<SourceCell>)>,
    /// What is not among the rows; `None` where all are there.
    pub left_out: Option<LeftOut>,
}

/// Of a table that is too large to be copied whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Rows of the table.
    pub rows: usize,
    /// Those of which something was found.
    pub wrong: usize,
}

/// A column of a file.
#[derive(Debug, Clone)]
pub struct SourceColumn {
    /// Its position, from 0.
    pub index: usize,
    /// Its header.
    pub header: String,
    /// How findings name it.
    pub name: String,
}

/// What a cell of a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceCell {
    /// Nothing.
    Empty,
    /// Text, or what is shown as text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day: year, month, day.
    Day(i16, i8, i8),
}

impl SourceCell {
    /// The cell as it is shown.
    pub(crate) fn show(&self) -> String {
        match self {
            SourceCell::Empty => String::new(),
            SourceCell::Text(text) => text.clone(),
            SourceCell::Number(number) => number.to_string(),
            SourceCell::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// Cells of a table that is copied whole; of a larger one so many of the rows are that have something to correct.
const CELLS: usize = 500_000;

impl SourceSheet {
    /// Takes the rows that a copy has room for: all of them; of a large table those with findings, from the first on.
    pub fn fill(&mut self, count: usize, rows: impl Iterator<Item = (u32, Vec<SourceCell>)>, found: &Findings) {
        let most = CELLS / self.columns.len().max(1);
        if count <= most {
            self.rows = rows.collect();
            return;
        }
        let here = found.causes().into_iter().filter(|c| self.holds(c.first()));
        let wrong: BTreeSet<u32> = here.flat_map(Cause::rows).collect();
        self.left_out = Some(LeftOut { rows: count, wrong: wrong.len() });
        self.rows = rows.filter(|(number, _)| wrong.contains(number)).take(most).collect();
    }

    /// Whether a finding lies in it.
    fn holds(&self, finding: &Finding) -> bool {
        self.file == finding.place.file && self.sheet == finding.place.sheet
    }

    /// The position of the column among those with a header.
    fn column(&self, finding: &Finding) -> Option<usize> {
        let name = finding.place.column.as_ref()?;
        self.columns.iter().position(|c| c.name == *name)
    }

    /// The cell that a finding is about, where it is one of the table.
    fn cell(&self, finding: &Finding) -> Option<&SourceCell> {
        let row = self.rows.binary_search_by_key(&finding.place.row?, |(number, _)| *number).ok()?;
        self.rows[row].1.get(self.column(finding)?)
    }
}

/// Most findings that are listed one by one.
const LISTED: usize = 50_000;

/// Most of a name that stands in a title.
const TITLED: usize = 60;

/// The bytes of the workbook in one language; `county` is what it is called.
///
/// # Errors
/// The format cannot hold it.
pub fn check(found: &Findings, sheets: &[SourceSheet], county: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    // The same findings give the same bytes: no clock.
    let mut book = Book::new(lang, None, (2000, 1, 1))?;
    let county = cut(&withhold(county, lang), TITLED);
    for (name, table) in [("causes", causes(lang, found)), ("all-findings", every(found, sheets, lang))] {
        let called = names::word(lang, &format!("sheet.{name}"));
        let head = Head { title: format!("{county} {called}"), page: [county.clone(), called.clone()] };
        book.sheet(&called)?.list(&head, &table.each(|cell| private(cell, lang)))?;
    }
    for source in sheets {
        book.sheet(&source.name)?.copy(source, &marks(source, found))?;
    }
    book.finish()
}

/// Every finding, and a line that counts those which are not listed.
fn every(found: &Findings, sheets: &[SourceSheet], lang: Lang) -> Table {
    let all = found.causes().iter().map(|c| c.count()).sum::<usize>();
    let beyond = (all > LISTED).then(|| {
        let n = (all - LISTED).to_string();
        vec![Cell::Empty, Cell::Text(names::sentence(lang, "marked.beyond", &[("n", &n)]))]
    });
    let there = |f: &Finding| {
        let cell = sheets.iter().find(|s| s.holds(f)).and_then(|s| s.cell(f)).map(SourceCell::show);
        cell.or_else(|| f.value(lang))
    };
    Table::of(found.causes().into_iter().flat_map(Cause::findings).take(LISTED))
        .column(words(lang, "severity").alarm(error(lang)), |f| Cell::Word(names::severity(lang, f.severity)))
        .column(words(lang, "code"), |f| f.code)
        .column(words(lang, "file"), |f| f.place.file.clone())
        .column(words(lang, "sheet"), |f| f.place.sheet.clone())
        .column(words(lang, "row"), |f| f.place.row)
        .column(words(lang, "column"), |f| f.place.column.clone())
        .column(words(lang, "cell"), |f| there(f))
        .column(words(lang, "cause"), |f| f.cause(lang))
        .column(words(lang, "remedy"), |f| f.remedy(lang))
        .table()
        .ending(beyond)
}

/// What is wrong with the cells of a sheet, by row from 1 (none: the header) and position of the column.
pub(crate) type Marks<'a> = BTreeMap<(Option<u32>, usize), Vec<&'a Cause>>;

/// A fault of a row, a column or the file as a whole is marked where that begins.
fn marks<'a>(source: &SourceSheet, found: &'a Findings) -> Marks<'a> {
    let mut marks: Marks<'a> = BTreeMap::new();
    for cause in found.causes().into_iter().filter(|c| source.holds(c.first())) {
        let column = source.column(cause.first()).unwrap_or(0);
        let rows: Vec<Option<u32>> = match cause.rows().next() {
            Some(_) => cause.rows().map(Some).collect(),
            None => vec![None],
        };
        for row in rows {
            let known = row.filter(|row| source.rows.binary_search_by_key(row, |(number, _)| *number).is_ok());
            // Of a row that is left out there is nothing to mark.
            if row.is_some() && known.is_none() && source.left_out.is_some() {
                continue;
            }
            marks.entry((known, column)).or_default().push(cause);
        }
    }
    marks
}

/// A text of a file without what may be an identity number: words stand in its place.
pub(crate) fn withhold(text: &str, lang: Lang) -> String {
    identity::withhold(text, &names::word(lang, "withheld")).into_owned()
}

/// A cell without an identity number.
fn private(cell: Cell, lang: Lang) -> Cell {
    match cell {
        Cell::Text(text) => Cell::Text(withhold(&text, lang)),
        other => other,
    }
}
