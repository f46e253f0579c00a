//! Files made on the spot, and what reading them gives.

use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::words::{self, Lang};
use lungang_tables::raw::{Cell, RawTable, ReadOptions, read_county_tables, read_file};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder that vanishes with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).expect("a file is written");
        path
    }
}

/// What one reading gave.
pub struct Told {
    pub tables: Vec<RawTable>,
    pub findings: Findings,
}

impl Told {
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings.counts().map(|(code, _, _)| code).collect()
    }

    pub fn find(&self, code: &str) -> &Finding {
        let found = self.findings.sorted().into_iter().find(|f| f.code == code);
        found.unwrap_or_else(|| panic!("no `{code}` among: {:?}", self.codes()))
    }

    pub fn rows(&self, code: &str) -> Vec<Option<u32>> {
        self.findings.sorted().into_iter().filter(|f| f.code == code).map(|f| f.place.row).collect()
    }

    pub fn severity(&self, code: &str) -> Severity {
        self.find(code).severity
    }

    pub fn table(&self) -> &RawTable {
        assert_eq!(self.tables.len(), 1, "one table; findings: {:?}", self.codes());
        &self.tables[0]
    }

    /// Every finding has words in both languages and all its placeholders filled.
    pub fn check_words(&self) {
        for finding in self.findings.sorted() {
            for part in ["cause", "remedy"] {
                assert!(words::has(&format!("finding.{}.{part}", finding.code)), "no words: {}", finding.code);
            }
            for lang in Lang::COMPLETE {
                for part in ["cause", "remedy"] {
                    let words = words::say(lang, &format!("finding.{}.{part}", finding.code), &[]);
                    for name in words.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                        let filled = finding.args.iter().any(|(n, _)| *n == name.0);
                        assert!(filled, "{}: nothing for `{}`", finding.code, name.0);
                    }
                }
            }
        }
    }
}

pub fn read_with(path: &Path, options: &ReadOptions) -> Told {
    let mut findings = Findings::default();
    let tables = read_file(path, options, &mut findings);
    let told = Told { tables, findings };
    told.check_words();
    told
}

pub fn read(path: &Path) -> Told {
    read_with(path, &ReadOptions::default())
}

pub fn read_bytes(name: &str, bytes: impl AsRef<[u8]>) -> Told {
    let folder = Folder::new();
    read(&folder.put(name, bytes))
}

pub fn county(path: &Path) -> Told {
    let mut findings = Findings::default();
    let tables = read_county_tables(path, &ReadOptions::default(), &mut findings);
    let told = Told { tables, findings };
    told.check_words();
    told
}

pub fn headers(table: &RawTable) -> Vec<&str> {
    table.headers.iter().map(|h| h.text.as_str()).collect()
}

pub fn shown(table: &RawTable) -> Vec<(u32, Vec<String>)> {
    table.rows.iter().map(|r| (r.number, r.cells.iter().map(Cell::show).collect())).collect()
}

/// A row as [`shown`] gives it.
pub fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|c| (*c).to_owned()).collect())
}

pub fn text(s: &str) -> Cell {
    Cell::Text(s.to_owned())
}

pub fn gbk(s: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::GB18030.encode(s);
    assert!(!lost, "{s}");
    bytes.into_owned()
}

/// A small generator, so that the same bytes come on every machine.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n.div_ceil(8)).flat_map(|_| self.next().to_le_bytes()).take(n).collect()
    }
}

/// A workbook part by part; the sheet is the given XML.
pub fn workbook_of(sheet: &str, strings: Option<&str>) -> Vec<u8> {
    workbook_with("", sheet, strings)
}

/// As [`workbook_of`], with properties of the workbook.
pub fn workbook_with(properties: &str, sheet: &str, strings: Option<&str>) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut parts = vec![
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{rel}">{properties}<sheets><sheet name="schools" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}">{sheet}</worksheet>"#)),
    ];
    if let Some(strings) = strings {
        parts.push(("xl/sharedStrings.xml", strings.to_owned()));
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}
