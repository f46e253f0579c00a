//! A workbook as text, so that a fuzzer changes what a decoder reads and not the checksums around it:
//!
//! ```text
//! === xl/worksheets/sheet1.xml
//! <worksheet>…</worksheet>
//! === xl/sharedStrings.xml
//! <sst>…</sst>
//! ```
//! Parts that a workbook cannot do without, and the text does not have, are those of one with a single sheet.

use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// How the line that names a part begins.
pub const MARK: &[u8] = b"=== ";

const NEEDED: [(&str, &str); 4] = [
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="schools" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
];

/// The package that the text describes; parts of one name twice, or of a name that no package has, are left out.
pub fn workbook(text: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str, content: &[u8]| {
        if !names.iter().any(|n| n == name) && zip.start_file(name, stored).is_ok() {
            zip.write_all(content).expect("memory can be written to");
            names.push(name.to_owned());
        }
    };
    let mut part: Option<(String, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive(|b| *b == b'\n') {
        if let Some(name) = line.strip_prefix(MARK) {
            if let Some((name, from)) = part {
                add(&name, &text[from..at]);
            }
            part = Some((String::from_utf8_lossy(name.trim_ascii()).into_owned(), at + line.len()));
        }
        at += line.len();
    }
    if let Some((name, from)) = part {
        add(&name, &text[from..]);
    }
    NEEDED.iter().for_each(|(name, content)| add(name, content.as_bytes()));
    zip.finish().expect("memory can be written to").into_inner()
}
