//! Workbooks of Excel 97-2003 (`.xls`, BIFF8) and of Excel 5 and 95: cells, dates, merges, what is hidden.
//!
//! [MS-XLS]. The container is read by `cfb`. The records are read here and not by `calamine`, which follows chains of sectors without
//! end, reserves what a sheet claims to hold, and builds a dense range between its outermost cells: a file of some kilobytes fills
//! the memory. Nor does it say which rows are hidden.

mod cells;
mod formats;
mod records;
mod strings;

use super::super::caps::{Budget, Caps, ELEMENTS};
use super::container::{OLE, Refusal};
use super::page::Page;
use formats::Formats;
use lungang_domain::finding::{Finding, Findings, Place};
use records::{Broken, Record, Records, u8_at, u16_at, u32_at};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use strings::Writing;

/// The most bytes of a book of this kind: it is not packed, and a full one of its largest sheets takes less.
pub const MOST_BYTES: u64 = 32 << 20;

/// How often the bytes of the stream may be gone through: no two sheets share them in an honest book.
const MOST_WALKS: usize = 2;

/// The most values of a kind that a decoder keeps.
fn most(element: &str) -> u64 {
    ELEMENTS.iter().find(|(known, ..)| *known == element).map_or(0, |(.., most)| *most)
}

/// A sheet of the book.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Whether it holds cells; charts and macros are other sheets.
    pub cells: bool,
    /// Whether the user sees it.
    pub visible: bool,
    start: usize,
}

/// A book.
#[derive(Debug)]
pub struct Workbook {
    stream: Vec<u8>,
    /// Its sheets, in their order.
    pub sheets: Vec<Named>,
    /// Whether it counts days from 1904.
    pub date1904: bool,
    strings: Vec<Box<str>>,
    formats: Formats,
    writing: Writing,
    walked: usize,
}

/// Why a book is not read.
pub enum Refused {
    /// As another container is refused.
    As(Refusal),
    /// Its globals are damaged.
    Broken(&'static str),
}

impl From<Broken> for Refused {
    fn from(Broken(reason): Broken) -> Refused {
        Refused::Broken(reason)
    }
}

fn over(what: &'static str, cap: impl ToString) -> Refused {
    Refused::As(Refusal::Over(what, cap.to_string()))
}

/// The stream of the book.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let none = |kind: String| Refused::As(Refusal::NotExcel(kind));
    if bytes.len() as u64 > MOST_BYTES {
        return Err(over("workbook-cap.legacy", lungang_files::megabytes(MOST_BYTES)));
    }
    let damaged = |_| match super::container::other_kind(bytes) {
        kind if kind == OLE => none("@tables.broken.ole".to_owned()),
        kind => none(kind),
    };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| none(super::container::other_kind(bytes)))?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(damaged)?;
    opened.take(MOST_BYTES).read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

impl Workbook {
    /// Opens a book: its sheets, texts and formats.
    ///
    /// # Errors
    /// It is none, is locked by a password, is damaged, or is over a limit.
    pub fn open(bytes: &[u8], caps: &Caps) -> Result<Workbook, Refused> {
        let mut book = Workbook {
            stream: stream(bytes)?,
            sheets: Vec::new(),
            date1904: false,
            strings: Vec::new(),
            formats: Formats::default(),
            writing: Writing::Unicode,
            walked: 0,
        };
        let stream = std::mem::take(&mut book.stream);
        let mut records = Records::of(&stream);
        while let Some(record) = records.next()? {
            if record.kind == 0x000A {
                break;
            }
            book.global(record, caps)?;
        }
        book.walked = records.walked;
        book.stream = stream;
        let mut seen = BTreeSet::new();
        if let Some(twice) = book.sheets.iter().find(|s| !seen.insert(s.name.to_lowercase())) {
            let kind = format!("OLE, 工作表重名 / a sheet twice: {}", twice.name);
            return Err(Refused::As(Refusal::NotExcel(kind)));
        }
        Ok(book)
    }

    fn global(&mut self, record: Record<'_>, caps: &Caps) -> Result<(), Refused> {
        let data = record.data;
        match record.kind {
            // BOF: books of 1995 and before have no Unicode.
            0x0809 if u16_at(data, 0)? < 0x0600 => self.writing = Writing::CodePage(encoding_rs::GBK),
            // FILEPASS
            0x002F => return Err(Refused::As(Refusal::NotExcel("@tables.broken.encrypted".to_owned()))),
            // CODEPAGE
            0x0042 => {
                if let (Writing::CodePage(_), Some(encoding)) = (self.writing, strings::code_page(u16_at(data, 0)?)) {
                    self.writing = Writing::CodePage(encoding);
                }
            }
            // DATEMODE
            0x0022 => self.date1904 = u16_at(data, 0)? == 1,
            // FORMAT
            0x041E => {
                let code = data.get(2..).unwrap_or_default();
                let code = match self.writing {
                    Writing::Unicode => self.writing.long(code, record.more)?,
                    Writing::CodePage(_) => self.writing.short(code)?,
                };
                self.formats.put(u16_at(data, 0)?, &code);
            }
            // XF
            0x00E0 => {
                let few = self.formats.put_cells(u16_at(data, 2)?, most("xf"));
                few.then_some(()).ok_or_else(|| over("workbook-cap.formats", most("xf")))?;
            }
            // BOUNDSHEET
            0x0085 => {
                if self.sheets.len() as u64 >= most("sheet") {
                    return Err(over("workbook-cap.sheets", most("sheet")));
                }
                let name = self.writing.short(data.get(6..).unwrap_or_default())?;
                self.sheets.push(Named {
                    name: name.replace('\0', ""),
                    cells: u8_at(data, 5)? == 0,
                    visible: u8_at(data, 4)? & 3 == 0,
                    start: u32_at(data, 0)? as usize,
                });
            }
            // SST
            0x00FC => match strings::shared(record, most("si"), caps.text_bytes)? {
                Some(strings) => self.strings = strings,
                None => return Err(over("workbook-cap.strings", most("si"))),
            },
            _ => {}
        }
        Ok(())
    }

    /// The cells of a sheet; what is wrong is told.
    pub fn page(
        &mut self,
        index: usize,
        caps: &Caps,
        budget: &mut Budget,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Page> {
        let broken = |reason: &str| Finding::error("broken-excel", place.clone()).with("reason", reason);
        if self.walked > self.stream.len().saturating_mul(MOST_WALKS) {
            findings.push(broken("@tables.broken.shared-part"));
            return None;
        }
        let Some(rest) = self.sheets.get(index).and_then(|sheet| self.stream.get(sheet.start..)) else {
            findings.push(broken("@tables.broken.outside"));
            return None;
        };
        let (page, walked) = cells::page(self, Records::of(rest), (caps, budget), place, findings);
        self.walked += walked;
        Some(page)
    }
}
