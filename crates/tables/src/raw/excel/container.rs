//! Looks into a workbook before any decoder does: is it one, what is it instead, and how large is it unpacked.

use super::super::load;
use super::scan::{Over, Part, Scan};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts of a package that no workbook exceeds.
const MAX_PARTS: usize = 10_000;

/// Why a file is not read as a workbook.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is something else; the word is the same in every language.
    NotExcel(String),
    /// Something in it is over its limit: a key of the table of words, and the limit.
    Over(&'static str, String),
}

/// Checks the package: magic number, kind, unpacked size as measured (the declared one may lie).
///
/// # Errors
/// [`Refusal`] with what the file is.
pub fn check(bytes: &[u8], cap: u64) -> Result<(), Refusal> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(Refusal::NotExcel(other_kind(bytes)));
    }
    let broken = || Refusal::NotExcel("@tables.broken.zip".into());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if zip.len() > MAX_PARTS {
        return Err(Refusal::Over("workbook-cap.parts", MAX_PARTS.to_string()));
    }
    kind(&zip)?;
    if let Some(name) = doubled(&zip) {
        return Err(Refusal::NotExcel(format!("zip, 部件重名 / a part twice: {name}")));
    }
    let (mut left, mut scan) = (cap, Scan::default());
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|_| broken())?;
        if part.encrypted() {
            return Err(Refusal::NotExcel("@tables.broken.locked".into()));
        }
        measure(&mut part, &mut left, cap, &mut scan)?;
    }
    scan.finish().map_err(over)
}

fn over((what, cap): Over) -> Refusal {
    Refusal::Over(what, cap.to_string())
}

/// The name of a part that stands there twice, as readers of names take them: one reads the first, another the last.
fn doubled(zip: &ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let key = |name: &str| name.replace('\\', "/").to_ascii_lowercase();
    let again = zip.file_names().filter_map(Result::ok).find(|name| !seen.insert(key(name)));
    again.map(|name| name.into_owned()).or_else(|| zip.has_duplicate_names().then(|| "…".to_owned()))
}

/// What a package of a known layout is, unless it is a workbook of the XML kind.
fn kind(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let names: Vec<String> = zip.file_names().filter_map(Result::ok).map(|n| n.to_ascii_lowercase()).collect();
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|n| test(n));
    let other = if any(&|n| n.ends_with("workbook.bin")) {
        "xlsb"
    } else if any(&|n| n.starts_with("word/")) {
        "docx"
    } else if any(&|n| n.starts_with("ppt/")) {
        "pptx"
    } else if any(&|n| n == "mimetype") {
        "ods"
    } else if !any(&|n| n == "_rels/.rels") {
        "zip"
    } else {
        return Ok(());
    };
    Err(Refusal::NotExcel(other.into()))
}

/// Unpacks a part into nothing, within what is left of the cap.
///
/// A string table that claims more strings than it has bytes would make a decoder reserve memory for them:
/// the claim is checked on the way.
fn measure(part: &mut impl Read, left: &mut u64, cap: u64, scan: &mut Scan) -> Result<(), Refusal> {
    let mut buffer = vec![0; 64 << 10];
    let (mut claims, mut xml) = (Claims::default(), Part::default());
    let mut size = 0;
    let mut looks = false;
    loop {
        let n = part.read(&mut buffer).map_err(|_| Refusal::NotExcel("@tables.broken.zip".into()))?;
        if n == 0 {
            break;
        }
        // Pictures are no XML, and no decoder of tables opens them.
        looks |= size == 0 && !PICTURES.iter().any(|magic| buffer[..n].starts_with(magic));
        size += n as u64;
        *left = left
            .checked_sub(n as u64)
            .ok_or_else(|| Refusal::Over("workbook-cap.unpacked", lungang_files::megabytes(cap)))?;
        claims.look(&buffer[..n]);
        if looks {
            scan.take(&mut xml, &buffer[..n]).map_err(over)?;
        }
    }
    if claims.largest > size { Err(Refusal::Over("workbook-cap.claims", size.to_string())) } else { Ok(()) }
}

/// How pictures begin: PNG, JPEG, GIF, BMP, EMF, TIFF, RIFF.
const PICTURES: [&[u8]; 8] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\x01\0\0\0", b"II*\0", b"MM\0*", b"RIFF"];

/// The largest `uniqueCount="…"` of an XML part, in any encoding whose letters are ASCII or ASCII with NULs.
#[derive(Default)]
struct Claims {
    largest: u64,
    tail: Vec<u8>,
}

impl Claims {
    fn look(&mut self, chunk: &[u8]) {
        const WORD: &[u8] = b"uniqueCount";
        const REACH: usize = 64;
        self.tail.extend(chunk.iter().filter(|b| **b != 0));
        for start in 0..self.tail.len().saturating_sub(WORD.len()) {
            if self.tail[start] == WORD[0] && self.tail[start..].starts_with(WORD) {
                let after = &self.tail[start + WORD.len()..];
                let skipped =
                    after.iter().skip_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t' | b'=' | b'"' | b'\'' | b'+'));
                let digits = skipped.take_while(|b| b.is_ascii_digit());
                let count = digits.fold(0_u64, |n, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')));
                self.largest = self.largest.max(count);
            }
        }
        let keep = self.tail.len().saturating_sub(REACH);
        self.tail.drain(..keep);
    }
}

/// A container of Excel 97-2003 of which nobody knows what it holds.
pub const OLE: &str = "OLE";

/// What a file is that is not a workbook that is read.
pub fn other_kind(bytes: &[u8]) -> String {
    let utf16 = |name: &str| name.bytes().flat_map(|b| [b, 0]).collect::<Vec<u8>>();
    let holds = |name: &str| {
        let needle = utf16(name);
        bytes.windows(needle.len()).any(|w| w == needle)
    };
    match load::magic(bytes) {
        Some("OLE / xls") if holds("EncryptedPackage") || holds("EncryptionInfo") => "@tables.broken.encrypted".into(),
        Some("OLE / xls") if holds("WordDocument") => "OLE, doc".into(),
        Some("OLE / xls") => OLE.into(),
        Some(kind) => kind.into(),
        None if bytes.is_empty() => "@tables.content.empty".into(),
        None if load::is_binary(&bytes[..bytes.len().min(1 << 20)]) => "@tables.content.binary".into(),
        None => "@tables.content.text".into(),
    }
}
