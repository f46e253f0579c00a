//! CSV as bureaus have it: any of four encodings, three delimiters, quoted line breaks; every cell is text.

use super::assemble::{Assembly, Source};
use super::caps::Budget;
use super::decode::{self, Decoded};
use super::wide::Wide;
use super::{Cell, RawTable, ReadOptions, delimiter, load, text};
use csv::{ReaderBuilder, StringRecord};
use lungang_domain::finding::{Finding, Findings, Place};
use std::io::Read;
use std::path::Path;

/// How much is looked at before a file is read at all.
const HEAD: u64 = 1 << 20;

/// Reads one CSV; `None` when there is no table in it.
pub fn read(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Option<RawTable> {
    let file = path.display().to_string();
    let bytes = load_text(path, options, findings)?;
    let Decoded { text, encoding } = decode::decode(bytes, options, &file, findings);
    let source = Source {
        name: path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        file,
        sheet: None,
        excel: false,
        caps: options.cap,
        named: options.named.clone(),
    };
    let mut table = parse(&text, source, findings)?;
    table.encoding = Some(encoding);
    Some(table)
}

/// The bytes of a text file; binary content is told by its first part, before the rest is read.
pub(super) fn load_text(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Option<Vec<u8>> {
    let cap = options.cap.csv_bytes;
    let (mut file, size) = load::open(path, cap, findings)?;
    let mut bytes = Vec::with_capacity(size.min(cap) as usize);
    if let Err(error) = file.by_ref().take(HEAD).read_to_end(&mut bytes) {
        load::unreadable(path, &error, findings);
        return None;
    }
    let place = Place::file(path.display().to_string());
    let reads_wide = decode::reads_wide(&bytes, options);
    let wide = matches!(reads_wide, Wide::Of(_));
    let kind = load::magic(&bytes).or((reads_wide == Wide::Broken).then_some("UTF-16 ?"));
    if kind.is_some() || (!wide && (load::is_binary(&bytes) || decode::is_noise(&bytes))) {
        findings.push(Finding::error("not-text", place).with("kind", kind.unwrap_or("@tables.content.binary")));
        return None;
    }
    if !load::read_rest(path, file, cap, &mut bytes, findings) {
        return None;
    }
    if !wide && let Some(nul) = bytes.iter().position(|b| *b == 0) {
        let row = 1 + bytes[..nul].iter().filter(|b| **b == b'\n').count();
        let place = Place { row: u32::try_from(row).ok(), ..place };
        findings.push(Finding::error("not-text", place).with("kind", "@tables.content.binary"));
        return None;
    }
    Some(bytes)
}

fn parse(text: &str, source: Source, findings: &mut Findings) -> Option<RawTable> {
    let caps = source.caps;
    let place = Place::file(source.file.clone());
    let text = text.trim_end_matches(['\u{1a}', '\0']);
    let (delimiter, skip) = delimiter::sniff(text, &source.named);
    let mut body = &text[skip..];
    if let Some((cut, line)) = delimiter::too_wide(body, delimiter, caps.columns) {
        let row = Some(line + u32::from(skip > 0));
        let finding = Finding::error("too-many-columns", Place { row, ..place.clone() });
        findings.push(finding.with("cap", caps.columns));
        body = &body[..cut];
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    // The reader keeps copies of the first record, whatever its size, unless it is given headers: an empty one,
    // which the first call hands back.
    reader.set_headers(StringRecord::new());
    let mut record = StringRecord::new();
    let _ = reader.read_record(&mut record);
    let mut assembly = Assembly::new(source, Budget::new(&caps));
    let mut lines = Lines { bytes: body.as_bytes(), at: 0, number: 1 + u32::from(skip > 0) };
    let mut last = (0, 1);
    loop {
        let from = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and the length free, so this is not reached; if it is, it is told.
            Err(error) => {
                let place = Place { row: Some(lines.number), ..place.clone() };
                findings.push(Finding::error("unreadable-file", place).with("path", "").with("reason", error));
                break;
            }
        }
        let row = lines.skip_to(from);
        last = (lines.at, row);
        let cells = cells(&record, &mut assembly, row, findings);
        if !assembly.row(row, cells, Some(record.len()), findings) {
            break;
        }
    }
    tell_open_quote(&body[last.0.min(body.len())..], last.1, &place, findings);
    assembly.finish(findings)
}

fn cells(record: &StringRecord, assembly: &mut Assembly, row: u32, findings: &mut Findings) -> Vec<(usize, Cell)> {
    let mut cells = Vec::with_capacity(record.len());
    for (column, field) in record.iter().enumerate() {
        let (cell, cut) = text::cell(field, assembly.caps().cell_chars);
        if cut {
            assembly.tell_huge(row, column, field.chars().count(), findings);
        }
        if !cell.is_empty() {
            cells.push((column, cell));
        }
    }
    cells
}

/// A quote that is never closed swallows the rest of the file into one cell.
fn tell_open_quote(tail: &str, row: u32, place: &Place, findings: &mut Findings) {
    if tail.bytes().filter(|b| *b == b'"').count() % 2 == 1 && tail.trim_end().contains('\n') {
        findings.push(Finding::error("open-quote", Place { row: Some(row), ..place.clone() }));
    }
}

/// The rows of a text as cells, with the line on which each begins; the text is as it was decoded.
pub(super) fn rows(text: &str, source: &Source, findings: &mut Findings) -> Vec<(u32, Vec<(usize, Cell)>)> {
    let caps = source.caps;
    let place = Place::file(source.file.clone());
    let text = text.trim_end_matches(['\u{1a}', '\0']);
    let (delimiter, skip) = delimiter::sniff(text, &source.named);
    let body = &text[skip..];
    if let Some((_, line)) = delimiter::too_wide(body, delimiter, caps.columns) {
        let finding = Finding::error("too-many-columns", Place { row: Some(line), ..place });
        findings.push(finding.with("cap", caps.columns));
        return vec![];
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    let mut lines = Lines { bytes: body.as_bytes(), at: 0, number: 1 + u32::from(skip > 0) };
    let (mut all, mut budget, mut last) = (Vec::new(), Budget::new(&caps), (0, 1));
    loop {
        let from = reader.position().byte() as usize;
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            break;
        }
        let row = lines.skip_to(from);
        last = (lines.at, row);
        let mut cells = Vec::new();
        for (column, field) in record.iter().enumerate() {
            let (cell, cut) = text::cell(field, caps.cell_chars);
            if cut {
                let column = Some((column + 1).to_string());
                let finding = Finding::error("huge-cell", Place { row: Some(row), column, ..place.clone() });
                findings.push(finding.with("chars", field.chars().count()).with("cap", caps.cell_chars));
            }
            if !cell.is_empty() {
                cells.push((column, cell));
            }
        }
        let bytes = record.as_slice().len();
        let over = if all.len() >= caps.rows {
            Some(("too-many-rows", caps.rows as u64))
        } else if !budget.take(cells.len(), bytes) {
            Some(("too-much-data", caps.cells))
        } else {
            None
        };
        if let Some((code, cap)) = over {
            findings.push(Finding::error(code, Place { row: Some(row), ..place }).with("cap", cap));
            return all;
        }
        if !cells.is_empty() {
            all.push((row, cells));
        }
    }
    tell_open_quote(&body[last.0.min(body.len())..], last.1, &place, findings);
    all
}

/// Counts lines up to the byte at which a record begins; `\r\n`, `\n` and `\r` each end one.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u32,
}

impl Lines<'_> {
    /// Goes to `byte`, then over blank lines, and gives the number of the line there.
    fn skip_to(&mut self, byte: usize) -> u32 {
        while let Some(b) = self.bytes.get(self.at) {
            let end = matches!(b, b'\n' | b'\r');
            if self.at >= byte && !end {
                break;
            }
            let pair = *b == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            if end && !pair {
                self.number = self.number.saturating_add(1);
            }
            self.at += 1;
        }
        self.number
    }
}
