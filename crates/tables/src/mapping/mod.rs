//! `mapping.toml`: a statistics office's export is read as it comes.
//!
//! For each table: which file and sheet, which header is which column, which value is which word, which rows count,
//! what is the same for every row, and what follows from another column.

mod apply;

pub(crate) use apply::{apply, settle_doubled};

use crate::schema::{self, Kind, TableSpec, choose};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_settings::document::{Entry, Section, TomlText};
use std::collections::BTreeMap;
use std::path::Path;

/// A whole mapping.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// By English name of the table.
    pub(crate) tables: BTreeMap<&'static str, TableMapping>,
}

/// How one table is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableMapping {
    /// Where the section begins.
    pub place: Place,
    /// File in the county's folder.
    pub file: Option<Located>,
    /// Sheet of a workbook.
    pub sheet: Option<Located>,
    /// What becomes of rows with the same id.
    pub doubled: Doubled,
    /// Header of the file by column of the schema.
    pub columns: BTreeMap<&'static str, Located>,
    /// By column of the schema: value in the file → word.
    pub values: BTreeMap<&'static str, BTreeMap<String, String>>,
    /// By header of the file: the values that count.
    pub filter: Vec<(Located, Vec<String>)>,
    /// By column of the schema: the value of every row.
    pub constants: BTreeMap<&'static str, String>,
    /// By column of the schema: what it follows from.
    pub derive: BTreeMap<&'static str, Derive>,
}

/// A text with its place in the mapping.
#[derive(Debug, Clone, Default)]
pub(crate) struct Located {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A column that follows from another.
#[derive(Debug, Clone)]
pub(crate) struct Derive {
    /// Header of the file.
    pub column: Located,
    /// Value in the file → word.
    pub cases: BTreeMap<String, String>,
    /// For all other values; absent: the value itself.
    pub otherwise: Option<String>,
}

/// What becomes of rows with an id that another row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Doubled {
    /// They are findings like any other.
    #[default]
    Error,
    /// The first row counts, the others are left out.
    First,
    /// All count; the second is numbered `-2`, and so on.
    Number,
}

const KEYS: [&str; 8] = ["file", "sheet", "doubled", "columns", "values", "filter", "constants", "derive"];

impl Mapping {
    /// Reads a mapping file; what is wrong is told.
    pub fn read(path: &Path, findings: &mut Findings) -> Option<Mapping> {
        let text = TomlText::read(path, findings)?;
        let table = text.parse(findings)?;
        Some(Mapping::from_section(&Section::root(&text, &table), findings))
    }

    /// Headers and files of foreign tables that the mapping names.
    pub(crate) fn named(&self) -> crate::raw::Named {
        let mut named = crate::raw::Named { tables: self.tables.keys().copied().collect(), ..Default::default() };
        for table in self.tables.values() {
            let columns = table.columns.values().chain(table.filter.iter().map(|(header, _)| header));
            let headers = columns.chain(table.derive.values().map(|d| &d.column));
            named.headers.extend(headers.map(|h| schema::header_key(&h.text)));
            named.files.extend(table.file.iter().map(|f| f.text.clone()));
        }
        named
    }

    pub(crate) fn from_section(root: &Section<'_, '_>, findings: &mut Findings) -> Mapping {
        let mut mapping = Mapping::default();
        for entry in root.entries() {
            match schema::table(entry.key) {
                Some(spec) => {
                    if let Some(section) = root.inside(&entry, findings) {
                        mapping.tables.insert(spec.name, table(spec, &section, entry.place, findings));
                    }
                }
                None => {
                    let known: Vec<&str> = schema::tables().iter().map(|t| t.name).collect();
                    root.unknown(&entry, &known, findings);
                }
            }
        }
        mapping
    }
}

fn table(spec: &'static TableSpec, section: &Section<'_, '_>, place: Place, findings: &mut Findings) -> TableMapping {
    let mut mapping = TableMapping { place, ..TableMapping::default() };
    for entry in section.entries() {
        match entry.key {
            "file" => mapping.file = located(section, &entry, findings),
            "sheet" => mapping.sheet = located(section, &entry, findings),
            "doubled" => match section.scalar(&entry, findings).as_deref() {
                Some("error") => mapping.doubled = Doubled::Error,
                Some("first") => mapping.doubled = Doubled::First,
                Some("number") => mapping.doubled = Doubled::Number,
                Some(_) => section.not_allowed(&entry, "error, first, number", findings),
                None => {}
            },
            "columns" => each_column(spec, section, &entry, findings, |column, inner, e, findings| {
                if let Some(header) = located(inner, e, findings) {
                    mapping.columns.insert(column, header);
                }
            }),
            "values" => each_column(spec, section, &entry, findings, |column, inner, e, findings| {
                if let Some(words) = words(spec, column, inner, e, findings) {
                    mapping.values.insert(column, words);
                }
            }),
            "constants" => each_column(spec, section, &entry, findings, |column, inner, e, findings| {
                if let Some(value) = word(spec, column, inner, e, findings) {
                    mapping.constants.insert(column, value);
                }
            }),
            "derive" => each_column(spec, section, &entry, findings, |column, inner, e, findings| {
                if let Some(derived) = derive(spec, column, inner, e, findings) {
                    mapping.derive.insert(column, derived);
                }
            }),
            "filter" => {
                let Some(inner) = section.inside(&entry, findings) else { continue };
                for e in inner.entries() {
                    if let Some(values) = inner.scalars(&e, findings) {
                        let header = Located { text: e.key.to_owned(), place: e.place.clone() };
                        mapping.filter.push((header, values));
                    }
                }
            }
            _ => section.unknown(&entry, &KEYS, findings),
        }
    }
    mapping
}

/// Calls `take` for every entry of a section whose keys are columns of the table; other keys are told.
fn each_column<'a, 't>(
    spec: &'static TableSpec,
    section: &Section<'a, 't>,
    entry: &Entry<'a, 't>,
    findings: &mut Findings,
    mut take: impl FnMut(&'static str, &Section<'a, 't>, &Entry<'a, 't>, &mut Findings),
) {
    let Some(inner) = section.inside(entry, findings) else { return };
    for e in inner.entries() {
        match spec.column(e.key) {
            Some(column) => take(column.name, &inner, &e, findings),
            None => {
                let known: Vec<&str> = spec.columns.iter().map(|c| c.name).collect();
                inner.unknown(&e, &known, findings);
            }
        }
    }
}

fn located(section: &Section<'_, '_>, entry: &Entry<'_, '_>, findings: &mut Findings) -> Option<Located> {
    let place = section.text.place(entry.value.span());
    section.scalar(entry, findings).map(|text| Located { text, place })
}

/// A word of the column, which must be one of its words where it has a list of them.
fn word<'a>(
    spec: &TableSpec,
    column: &str,
    section: &Section<'a, '_>,
    entry: &Entry<'a, '_>,
    findings: &mut Findings,
) -> Option<String> {
    let value = section.scalar(entry, findings)?;
    if let Some(Kind::Choice(choices)) = spec.column(column).map(|c| c.kind)
        && choose(choices, &value).is_none()
    {
        let allowed: Vec<&str> = choices.iter().map(|c| c.name).collect();
        section.not_allowed(entry, &allowed.join(", "), findings);
        return None;
    }
    Some(value)
}

fn words<'a>(
    spec: &TableSpec,
    column: &str,
    section: &Section<'a, '_>,
    entry: &Entry<'a, '_>,
    findings: &mut Findings,
) -> Option<BTreeMap<String, String>> {
    let inner = section.inside(entry, findings)?;
    let mut words = BTreeMap::new();
    for e in inner.entries() {
        if let Some(value) = word(spec, column, &inner, &e, findings) {
            words.insert(e.key.to_owned(), value);
        }
    }
    Some(words)
}

fn derive<'a>(
    spec: &TableSpec,
    column: &str,
    section: &Section<'a, '_>,
    entry: &Entry<'a, '_>,
    findings: &mut Findings,
) -> Option<Derive> {
    let inner = section.inside(entry, findings)?;
    let (mut from, mut cases, mut otherwise) = (None, BTreeMap::new(), None);
    for e in inner.entries() {
        match e.key {
            "column" => from = located(&inner, &e, findings),
            "cases" => cases = words(spec, column, &inner, &e, findings).unwrap_or_default(),
            "otherwise" => otherwise = word(spec, column, &inner, &e, findings),
            _ => inner.unknown(&e, &["column", "cases", "otherwise"], findings),
        }
    }
    match from {
        Some(column) => Some(Derive { column, cases, otherwise }),
        None => {
            let finding = Finding::error("mapping-no-column", entry.place.clone());
            findings.push(finding.with("key", section.name(entry.key)));
            None
        }
    }
}
