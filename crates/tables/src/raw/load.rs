//! Opens a file within its cap and tells what it is by its first bytes.

use lungang_domain::finding::Findings;
use std::fs::File;
use std::path::Path;

/// The three formats, by the file's extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with delimiters.
    Csv,
    /// A workbook, or a file that claims to be one.
    Excel,
    /// Columns of Apache Parquet.
    Parquet,
}

impl Format {
    /// The format a path claims; `None` for files that are no tables.
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" | "tsv" => Some(Format::Csv),
            "xlsx" | "xlsm" | "xltx" | "xls" | "et" | "xlsb" | "ods" => Some(Format::Excel),
            "parquet" | "pq" => Some(Format::Parquet),
            _ => None,
        }
    }
}

/// Opens a regular file of at most `cap` bytes; the size comes with it.
///
/// Anything else is told: `missing-county` when there is nothing, `special-file`, `unreadable-file`, `file-too-large`.
pub fn open(path: &Path, cap: u64, findings: &mut Findings) -> Option<(File, u64)> {
    lungang_files::open_within(path, cap).inspect_err(|error| unreadable(path, error, findings)).ok()
}

/// Reads what is left of an opened file; one that grows past its cap meanwhile is told.
pub fn read_rest(path: &Path, file: File, cap: u64, into: &mut Vec<u8>, findings: &mut Findings) -> bool {
    lungang_files::rest(file, cap, into).inspect_err(|error| unreadable(path, error, findings)).is_ok()
}

/// Tells that a file cannot be read, and why.
pub fn unreadable(path: &Path, error: &std::io::Error, findings: &mut Findings) {
    findings.push(lungang_settings::unread::finding(path, error, "missing-county"));
}

/// What the first bytes of a file say it is, in words that are the same in every language.
///
/// `None` when they say nothing: plain text, or garbage.
pub fn magic(head: &[u8]) -> Option<&'static str> {
    const MAGICS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "zip / xlsx"),
        (b"PK\x05\x06", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE / xls"),
        (b"PAR1", "parquet"),
        (b"%PDF", "pdf"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!", "rar"),
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"SQLite format 3", "sqlite"),
        (b"\x7fELF", "elf"),
        (b"ARROW1", "arrow"),
    ];
    if let Some((_, name)) = MAGICS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(name);
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start = start[..start.len().min(512)].to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") || start.starts_with(b"<table") {
        Some("html")
    } else if start.starts_with(b"<?xml") || start.starts_with(b"<workbook") {
        Some("xml")
    } else {
        None
    }
}

/// Whether bytes are binary: a NUL, or more control characters than text has.
pub fn is_binary(bytes: &[u8]) -> bool {
    let control = |b: &u8| (*b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a)) || *b == 0x7f;
    bytes.contains(&0) || bytes.iter().filter(|b| control(b)).count() * 100 > bytes.len()
}
