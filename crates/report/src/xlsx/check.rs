//! `findings.xlsx`: what an office corrects its tables by. The causes, every finding, and the tables as they stand in
//! their files, with the wrong cells coloured and what is wrong with them in a note.
//!
//! Every cell is written as text, number or date, never as a formula or a link. Identity numbers are not copied.

use super::findings;
use super::sheet::{Cell, FIRST, Head, Layout, alarm, cut, list_under};
use super::style::Style;
use lungang_domain::cause::Cause;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::identity;
use lungang_domain::words::Lang;
use lungang_results::names;
use rust_xlsxwriter::{ConditionalFormatCellRule, DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

mod copy;

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
    fn show(&self) -> String {
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

const ALL: [&str; 9] = ["severity", "code", "file", "sheet", "row", "column", "cell", "cause", "remedy"];
const EVERY: Layout<'_> = Layout { name: "all-findings", columns: &ALL, frozen: 0, widest: 46 };

/// The bytes of the workbook in one language; `county` is what it is called.
///
/// # Errors
/// The format cannot hold it.
pub fn check(found: &Findings, sheets: &[SourceSheet], county: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new(lang);
    let mut workbook = Workbook::new();
    // The same findings give the same bytes: no clock.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("lungang").set_creation_datetime(&born));
    let word = |key: &str| names::word(lang, key);
    let mut taken = BTreeSet::new();
    let causes = findings::causes(found, lang).map(|cells| private(cells, lang));
    let more = found.causes().iter().map(|c| c.count()).sum::<usize>().saturating_sub(LISTED);
    let every = found.causes().into_iter().flat_map(Cause::findings).take(LISTED);
    let every = every.map(|f| private(line(&f, sheets, lang), lang)).chain((more > 0).then(|| beyond(more, lang)));
    let county = cut(&withhold(county, lang), 60);
    let head = |name: &str| {
        let sheet = word(&format!("sheet.{name}"));
        Head { lang, style: &style, title: format!("{county} {sheet}"), page: [county.clone(), sheet] }
    };
    let sheet = named(&mut workbook, &word("sheet.causes"), &mut taken)?;
    let layout = Layout { name: "causes", ..findings::LAYOUT };
    let written = list_under(&head("causes"), sheet, &layout, causes)?;
    alarmed(sheet, &style, written, &word("severity.error"))?;
    let sheet = named(&mut workbook, &word("sheet.all-findings"), &mut taken)?;
    let written = list_under(&head("all-findings"), sheet, &EVERY, every)?;
    alarmed(sheet, &style, written, &word("severity.error"))?;
    for source in sheets {
        let sheet = named(&mut workbook, &source.name, &mut taken)?;
        copy::write(source, &marks(source, found), sheet, lang)?;
    }
    workbook.save_to_buffer()
}

fn alarmed(sheet: &mut Worksheet, style: &Style, written: u32, word: &str) -> Result<(), XlsxError> {
    alarm(style, sheet, 0, FIRST, written + FIRST - 1, ConditionalFormatCellRule::EqualTo(word.into()))
}

/// A new sheet under the name, or under the next that is free: Excel has rules of its own for names.
fn named<'a>(
    workbook: &'a mut Workbook,
    name: &str,
    taken: &mut BTreeSet<String>,
) -> Result<&'a mut Worksheet, XlsxError> {
    let plain: String = name.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let plain = if plain.trim().is_empty() || plain.eq_ignore_ascii_case("history") { "-" } else { plain.trim() };
    let short = |room: usize| {
        let mut units = 0;
        let fits = plain.chars().take_while(|c| {
            units += c.len_utf16();
            units <= room
        });
        fits.collect::<String>().trim().to_owned()
    };
    let mut free = short(31);
    let mut n = 1_usize;
    while !taken.insert(free.to_lowercase()) {
        n += 1;
        free = format!("{} {n}", short(31 - 8));
    }
    workbook.add_worksheet().set_name(free)
}

/// What is wrong with the cells of a sheet, by row from 1 (none: the header) and position of the column.
type Marks<'a> = BTreeMap<(Option<u32>, usize), Vec<&'a Cause>>;

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

fn line(finding: &Finding, sheets: &[SourceSheet], lang: Lang) -> Vec<Cell> {
    let place = &finding.place;
    let text = |t: Option<String>| t.map_or(Cell::Empty, Cell::Text);
    let there = sheets.iter().find(|s| s.holds(finding)).and_then(|s| s.cell(finding)).map(SourceCell::show);
    vec![
        Cell::Word(names::severity(lang, finding.severity)),
        Cell::Text(finding.code.to_owned()),
        Cell::Text(place.file.clone()),
        text(place.sheet.clone()),
        Cell::maybe(place.row),
        text(place.column.clone()),
        text(there.or_else(|| finding.value(lang))),
        Cell::Text(finding.cause(lang)),
        Cell::Text(finding.remedy(lang)),
    ]
}

fn beyond(more: usize, lang: Lang) -> Vec<Cell> {
    vec![Cell::Empty, Cell::Text(names::sentence(lang, "marked.beyond", &[("n", &more.to_string())]))]
}

/// A text of a file without what may be an identity number: words stand in its place.
fn withhold(text: &str, lang: Lang) -> String {
    identity::withhold(text, &names::word(lang, "withheld")).into_owned()
}

/// The cells without identity numbers.
fn private(cells: Vec<Cell>, lang: Lang) -> Vec<Cell> {
    let plain = |cell| match cell {
        Cell::Text(text) => Cell::Text(withhold(&text, lang)),
        other => other,
    };
    cells.into_iter().map(plain).collect()
}
