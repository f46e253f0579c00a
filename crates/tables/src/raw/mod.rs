//! From a folder or a workbook to cells that know their file, sheet, row and column.
//!
//! ```text
//! bytes → file, caps, magic numbers         load.rs
//!       → text (csv: encoding)              decode.rs
//!       → records | cells | columns         csv.rs, excel/, parquet.rs
//!       → headers and rows                  header.rs, assemble.rs
//! ```
//! Nothing here knows what a school is: types and meaning come with the schema. Nothing here stops at the
//! first fault either: every fault becomes a [`Finding`](lungang_domain::finding::Finding), and what can be
//! read is read. Foreign decoders run in quarantine (`quarantine.rs`), so a hostile file cannot take the program down.

mod assemble;
mod caps;
pub(crate) mod clock;
mod county;
mod csv;
mod decode;
mod delimiter;
mod excel;
mod folder;
mod grid;
mod header;
mod invisible;
mod load;
#[cfg(feature = "frames")]
mod pages;
#[cfg(feature = "frames")]
mod parquet;
#[cfg(not(feature = "frames"))]
#[path = "no_parquet.rs"]
mod parquet;
mod quarantine;
mod text;
mod wide;

pub use caps::Caps;
pub use county::{county_files, read_county_tables};
pub use grid::{At, Grid, may_hold_tables, read_grids};
pub(crate) use header::{FAR, MOST_CELLS};
pub use text::column_letter;
pub(crate) use text::rows_in_short;

use lungang_domain::finding::{Findings, Place};
use std::collections::BTreeSet;
use std::path::Path;

/// One cell as the file holds it; text is trimmed, nothing else is changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// No value, or text of nothing but blanks.
    #[default]
    Empty,
    /// Text, trimmed of blanks, full-width blanks and invisible characters; the only kind a CSV has.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number with a fraction, or beyond the whole numbers that a double holds exactly.
    Real(f64),
    /// A truth value.
    Bool(bool),
    /// A calendar day; a time of day that came with it is dropped.
    Date(jiff::civil::Date),
}

impl Cell {
    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a person would type it; a date as `2019-09-01`.
    pub fn show(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(t) => t.clone(),
            Cell::Int(n) => n.to_string(),
            Cell::Real(x) => x.to_string(),
            Cell::Bool(b) => b.to_string(),
            Cell::Date(d) => d.to_string(),
        }
    }
}

/// One table as it stands in a file: a header row and the rows under it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawTable {
    /// File stem or sheet name.
    pub name: String,
    /// Path of the file as the user gave it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The named columns in file order; a column without a header is not among them.
    pub headers: Vec<Header>,
    /// The rows that are not blank, each with one cell a header.
    pub rows: Vec<RawRow>,
    /// The encoding the text was read in, for showing to the user; CSV only.
    pub encoding: Option<String>,
    /// Whether columns are named by letters in the user's program.
    pub excel: bool,
    /// Whether its workbook counts days from 1904: a plain number in a column of dates does so too.
    pub date1904: bool,
}

/// A named column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The header, trimmed, on one line.
    pub text: String,
    /// Position of the column in the file, from 0.
    pub index: usize,
}

/// One row that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRow {
    /// Row as the user's program counts it, from 1; for a CSV the line on which the row begins.
    pub number: u32,
    /// One cell a header, in the order of [`RawTable::headers`].
    pub cells: Vec<Cell>,
}

impl RawTable {
    /// The place of a row, a column (index into [`RawTable::headers`]), both or neither.
    ///
    /// The column is named `C 学校代码` in Excel and by its header alone elsewhere.
    pub fn place(&self, row: Option<u32>, column: Option<usize>) -> Place {
        let column = column.and_then(|c| self.headers.get(c)).map(|h| text::column_name(self.excel, h.index, &h.text));
        Place { file: self.file.clone(), sheet: self.sheet.clone(), row, column }
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Encoding of every CSV (`utf-8`, `gbk`, `gb18030`); guessed when absent.
    pub encoding: Option<String>,
    /// Limits that no honest table reaches.
    pub cap: Caps,
    /// What a mapping names of foreign files.
    pub named: Named,
}

/// Words of a mapping by which foreign tables are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Keys of headers.
    pub headers: BTreeSet<String>,
    /// Names of files in the county's folder.
    pub files: BTreeSet<String>,
    /// Tables that it reads from such files.
    pub tables: BTreeSet<&'static str>,
}

/// Characters of the longest header, its remark included.
const LONGEST_HEADER: usize = 500;

impl Named {
    /// Whether the text is a header that the registry or the mapping knows.
    fn is_header(&self, text: &str) -> bool {
        // The registry is asked table by table and form by form: too much for a long text in every row.
        let short = text.char_indices().nth(LONGEST_HEADER).is_none();
        short && crate::schema::is_known_header(text) || self.headers.contains(&crate::schema::header_key(text))
    }
}

/// Reads one file: a workbook gives a table a sheet (named by it), CSV and Parquet give one (named by the file).
///
/// What cannot be read is told in `findings`; what can be read is returned all the same.
pub fn read_file(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<RawTable> {
    match load::Format::of(path) {
        Some(load::Format::Excel) => excel::read(path, options, findings).into_iter().map(|s| s.table).collect(),
        Some(load::Format::Parquet) => parquet::read(path, options, findings).into_iter().collect(),
        Some(load::Format::Csv) | None => csv::read(path, options, findings).into_iter().collect(),
    }
}
