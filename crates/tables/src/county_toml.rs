//! `county.toml`: name, school year, policy, datum, mapping and encoding of a county.
//!
//! A sheet named `county` (县) with a key and its value a row may take its place.

use crate::mapping::Mapping;
use crate::raw::{RawRow, RawTable};
use crate::schema::{NO, YES, header_key, value_key};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_settings::document::{Entry, Section, TomlText};
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// Which policy a county names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicySource {
    /// A built-in one by its id: `kizilsu-2018`.
    BuiltIn(String),
    /// A file; the path is complete.
    File(PathBuf),
}

impl PolicySource {
    /// As a policy is named to whoever loads it: an id or a path.
    pub fn spec(&self) -> String {
        match self {
            PolicySource::BuiltIn(id) => id.clone(),
            PolicySource::File(path) => path.display().to_string(),
        }
    }
}

/// The datum of a county's coordinates; one for the whole county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Datum {
    /// WGS 84 (GPS).
    #[default]
    Wgs84,
    /// China Geodetic Coordinate System 2000, the same to within a metre.
    Cgcs2000,
    /// GCJ-02, as domestic maps show it; distances inside a county hold.
    Gcj02,
    /// BD-09.
    Bd09,
}

impl Datum {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Datum::Wgs84 => "wgs84",
            Datum::Cgcs2000 => "cgcs2000",
            Datum::Gcj02 => "gcj02",
            Datum::Bd09 => "bd09",
        }
    }

    fn parse(text: &str) -> Option<Datum> {
        let key = value_key(text).replace(['-', '_', ' '], "");
        [Datum::Wgs84, Datum::Cgcs2000, Datum::Gcj02, Datum::Bd09].into_iter().find(|d| d.name() == key)
    }
}

/// What `county.toml` says; everything may be absent.
#[derive(Debug, Clone, Default)]
pub struct CountyFile {
    /// Name of the county.
    pub name: Option<String>,
    /// School year that is planned.
    pub school_year: Option<SchoolYear>,
    /// Policy.
    pub policy: Option<PolicySource>,
    /// Datum of coordinates.
    pub datum: Datum,
    /// Encoding of every CSV.
    pub encoding: Option<String>,
    /// The most changes to what was published.
    pub max_changes: Option<u32>,
    /// Whether there is a roster: a county of statistics alone says that it has none.
    pub roster: Option<bool>,
    /// Mapping of foreign headers.
    pub mapping: Option<Mapping>,
    /// The files that this took: itself, and the mapping's.
    pub files: Vec<PathBuf>,
}

/// Each key with the headers that may name it in a sheet.
const KEYS: [(&str, &[&str]); 8] = [
    ("name", &["县名", "名称", "县", "县名称", "county"]),
    ("school_year", &["学年", "年度", "学年度", "year"]),
    ("policy", &["政策", "政策文件"]),
    ("datum", &["坐标系", "坐标系统"]),
    ("mapping", &["对照", "对照文件"]),
    ("encoding", &["编码"]),
    ("max_changes", &["变动上限", "最多变动人数"]),
    ("roster", &["花名册", "有无花名册"]),
];

const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
const YES_NO: &str = "true, false";
const DATUMS: &str = "wgs84, cgcs2000, gcj02, bd09";

/// Reads a `county.toml`; paths inside are relative to its folder.
pub fn read_county_file(path: &Path, findings: &mut Findings) -> CountyFile {
    let mut county = CountyFile { files: vec![path.to_owned()], ..CountyFile::default() };
    let folder = path.parent().unwrap_or(Path::new(""));
    if !lies_inside(folder, path, || Place::file(path.display().to_string()), findings) {
        return CountyFile::default();
    }
    let Some(text) = TomlText::read(path, findings) else { return county };
    let Some(table) = text.parse(findings) else { return county };
    let root = Section::root(&text, &table);
    for entry in root.entries() {
        match entry.key {
            "name" => county.name = root.scalar(&entry, findings).filter(|n| !n.trim().is_empty()),
            "school_year" | "school-year" => match root.scalar(&entry, findings) {
                Some(year) => {
                    county.school_year = parse_year(&year);
                    if county.school_year.is_none() {
                        root.not_allowed(&entry, "2026, \"2026-2027\"", findings);
                    }
                }
                None => county.school_year = None,
            },
            "policy" => {
                let said = root.scalar(&entry, findings).map(|p| policy_source(&p, folder));
                county.policy =
                    said.filter(|said| said.lies_inside(folder, || text.place(entry.value.span()), findings));
            }
            "datum" => {
                if let Some(text) = root.scalar(&entry, findings) {
                    match Datum::parse(&text) {
                        Some(datum) => county.datum = datum,
                        None => root.not_allowed(&entry, DATUMS, findings),
                    }
                }
            }
            "encoding" => county.encoding = root.scalar(&entry, findings),
            "max_changes" | "max-changes" => {
                county.max_changes = root.scalar(&entry, findings).and_then(|n| n.trim().parse().ok());
                if county.max_changes.is_none() {
                    root.not_allowed(&entry, "0, 1, 2 …", findings);
                }
            }
            "roster" => {
                county.roster = root.scalar(&entry, findings).and_then(|text| yes_no(&text));
                if county.roster.is_none() {
                    root.not_allowed(&entry, YES_NO, findings);
                }
            }
            "mapping" => mapping(&root, &entry, folder, &mut county, findings),
            _ => root.unknown(&entry, &KEYS.map(|(name, _)| name), findings),
        }
    }
    county
}

/// Yes and no as flags of tables are written.
fn yes_no(text: &str) -> Option<bool> {
    let key = value_key(text);
    let is = |words: &[&str]| words.contains(&key.as_str());
    if is(YES) { Some(true) } else { is(NO).then_some(false) }
}

fn mapping<'a>(
    root: &Section<'a, '_>,
    entry: &Entry<'a, '_>,
    folder: &Path,
    county: &mut CountyFile,
    findings: &mut Findings,
) {
    if let DeValue::Table(_) = entry.value.get_ref() {
        county.mapping = root.inside(entry, findings).map(|section| Mapping::from_section(&section, findings));
    } else if let Some(file) = root.scalar(entry, findings) {
        let path = folder.join(file);
        if lies_inside(folder, &path, || root.text.place(entry.value.span()), findings) {
            county.mapping = Mapping::read(&path, findings);
            county.files.push(path);
        }
    }
}

/// Whether a file may be named by one in `folder`; it is told where not.
pub(crate) fn lies_inside(folder: &Path, path: &Path, place: impl FnOnce() -> Place, findings: &mut Findings) -> bool {
    let inside = lungang_files::inside(folder, path);
    if !inside {
        findings.push(Finding::error("path-outside", place()).with("path", path.display()));
    }
    inside
}

impl PolicySource {
    /// Whether it is built in or a file that one in `folder` may name; it is told where not.
    fn lies_inside(&self, folder: &Path, place: impl FnOnce() -> Place, findings: &mut Findings) -> bool {
        match self {
            PolicySource::BuiltIn(_) => true,
            PolicySource::File(path) => lies_inside(folder, path, place, findings),
        }
    }
}

/// Reads the sheet that takes the place of a `county.toml`: a key and its value a row, or keys above their values.
pub(crate) fn read_county_sheet(table: &RawTable, folder: &Path, findings: &mut Findings) -> CountyFile {
    let mut county = CountyFile::default();
    let heads: Vec<&str> = table.headers.iter().map(|h| h.text.as_str()).collect();
    let across = heads.iter().filter(|h| key_of(h).is_some()).count() > 1;
    let mut pairs: Vec<(String, String, Place)> = Vec::new();
    if across {
        if let Some(row) = table.rows.first() {
            for (at, cell) in row.cells.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
                pairs.push((heads[at].to_owned(), cell.show(), table.place(Some(row.number), Some(at))));
            }
        }
    } else {
        // The first row is a pair too, unless it is a heading such as 项目 | 内容.
        if let [key, value, ..] = heads[..]
            && key_of(key).is_some()
        {
            pairs.push((key.to_owned(), value.to_owned(), table.place(None, Some(1))));
        }
        let pair = |row: &RawRow| {
            let (key, value) = (row.cells.first()?.show(), row.cells.get(1)?.show());
            Some((key, value, table.place(Some(row.number), Some(1))))
        };
        pairs.extend(table.rows.iter().filter_map(pair).filter(|(k, v, _)| !k.is_empty() && !v.is_empty()));
    }
    for (key, value, place) in pairs {
        let wrong = |allowed: &str| {
            let finding = Finding::error("toml-value", place.clone()).with("key", &key);
            finding.with("value", &value).with("allowed", allowed)
        };
        match key_of(&key) {
            Some("name") => county.name = Some(value),
            Some("school_year") => match parse_year(&value) {
                Some(year) => county.school_year = Some(year),
                None => findings.push(wrong("2026, 2026-2027")),
            },
            Some("policy") => {
                let said = Some(policy_source(&value, folder));
                county.policy = said.filter(|said| said.lies_inside(folder, || place.clone(), findings));
            }
            Some("datum") => match Datum::parse(&value) {
                Some(datum) => county.datum = datum,
                None => findings.push(wrong(DATUMS)),
            },
            Some("encoding") => county.encoding = Some(value),
            Some("max_changes") => match value.trim().parse() {
                Ok(n) => county.max_changes = Some(n),
                Err(_) => findings.push(wrong("0, 1, 2 …")),
            },
            Some("roster") => match yes_no(&value) {
                Some(roster) => county.roster = Some(roster),
                None => findings.push(wrong(YES_NO)),
            },
            Some("mapping") => {
                let path = folder.join(value);
                if lies_inside(folder, &path, || place.clone(), findings) {
                    county.mapping = Mapping::read(&path, findings);
                    county.files.push(path);
                }
            }
            _ => {
                let hint = lungang_domain::nearest::hint(&key, KEYS.iter().map(|(name, _)| *name));
                let known = KEYS.map(|(name, _)| name).join(", ");
                let finding = Finding::error("unknown-key", place).with("key", key);
                findings.push(finding.with("hint", hint).with("known", known));
            }
        }
    }
    county
}

fn key_of(header: &str) -> Option<&'static str> {
    let key = header_key(header);
    let is =
        |(name, also): &&(&'static str, &[&str])| header_key(name) == key || also.iter().any(|a| header_key(a) == key);
    KEYS.iter().find(is).map(|(name, _)| *name)
}

/// `2026`, `2026-2027`, `2026—2027学年`.
pub fn parse_year(text: &str) -> Option<SchoolYear> {
    let digits: String = text.chars().map(crate::schema::half_width).collect();
    // A year stands in many a text that names none: `2026年以后`.
    let of_year = |c: char| c.is_ascii_digit() || c.is_whitespace() || "年学度-—–－~至/".contains(c);
    if !digits.chars().all(of_year) {
        return None;
    }
    let numbers: Vec<i16> =
        digits.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [year] if YEARS.contains(&year) => Some(SchoolYear(year)),
        [year, next] if YEARS.contains(&year) && next == year + 1 => Some(SchoolYear(year)),
        _ => None,
    }
}

/// A path where it looks like one, else a built-in policy.
fn policy_source(text: &str, folder: &Path) -> PolicySource {
    let text = text.trim();
    if text.contains(['/', '\\']) || text.to_ascii_lowercase().ends_with(".toml") {
        PolicySource::File(folder.join(text))
    } else {
        PolicySource::BuiltIn(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_years_are_written_in_many_ways() {
        for good in ["2026", "2026-2027", "2026—2027学年", "2026学年", "２０２６-2027 学年度", "2026/2027学年"]
        {
            assert_eq!(parse_year(good), Some(SchoolYear(2026)), "{good}");
        }
        for bad in ["", "26", "2026-2028", "1200", "x", "2026年以后", "2026年9月", "第2026期"] {
            assert_eq!(parse_year(bad), None, "{bad}");
        }
    }
}
