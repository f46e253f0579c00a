//! The tables of a county: which files of a folder they are, and what each is called.

use super::excel::{self, Sheet};
use super::load::{self, Format};
use super::{RawTable, ReadOptions, csv, parquet};
use lungang_domain::finding::{Finding, Findings, Place};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads the tables of a county: a folder of `NAME.csv`, `NAME.xlsx`, `NAME.parquet` or with one `county.xlsx`,
/// or a workbook (or one file) itself.
///
/// Tables come in the order of file names, then of sheets. A table that is there twice is told
/// (`table-twice`) and read from the first file. Files that are no tables are passed over.
pub fn read_county_tables(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<RawTable> {
    let files = match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => match files_of(path) {
            Ok(files) => files,
            Err(error) => {
                load::unreadable(path, &error, findings);
                return vec![];
            }
        },
        Ok(_) => vec![path.to_owned()],
        Err(error) => {
            load::unreadable(path, &error, findings);
            return vec![];
        }
    };
    if files.is_empty() {
        let place = Place::file(path.display().to_string());
        findings.push(Finding::error("no-tables", place).with("path", path.display()));
    }
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut tables = Vec::new();
    for file in files {
        // A link is a name for a file like any other that came with the folder.
        if path.is_dir()
            && !crate::county_toml::lies_inside(path, &file, || Place::file(file.display().to_string()), findings)
        {
            continue;
        }
        for table in tables_of(&file, path, options, findings) {
            let here = table.place(None, None);
            let there = match &here.sheet {
                Some(sheet) => format!("{} / {sheet}", here.file),
                None => here.file.clone(),
            };
            match seen.get(&table.name.to_lowercase()) {
                Some(first) => {
                    let finding = Finding::error("table-twice", here).with("table", &table.name);
                    findings.push(finding.with("first", first).with("second", there));
                }
                None => {
                    seen.insert(table.name.to_lowercase(), there);
                    tables.push(table);
                }
            }
        }
    }
    tables
}

/// The table files of a folder by name; lock files of Excel and hidden files are none.
fn files_of(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let skipped = name.starts_with('.') || name.starts_with("~$") || name.starts_with(".~");
        let note = path.file_stem().is_some_and(|s| crate::schema::is_note(&s.to_string_lossy()));
        if !skipped && !note && Format::of(&path).is_some() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn tables_of(file: &Path, county: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<RawTable> {
    match Format::of(file) {
        Some(Format::Excel) => {
            let sheets = excel::read(file, options, findings);
            let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            if file == county || stem.eq_ignore_ascii_case("county") {
                sheets.into_iter().map(|s| s.table).collect()
            } else {
                named_by_file(sheets, &stem)
            }
        }
        Some(Format::Parquet) => parquet::read(file, options, findings).into_iter().collect(),
        Some(Format::Csv) | None => csv::read(file, options, findings).into_iter().collect(),
    }
}

/// A workbook that is one table bears the file's name: its only sheet that is seen, or else its first with a name
/// that nobody chose. Sheets that bear a name of their own keep it.
fn named_by_file(sheets: Vec<Sheet>, stem: &str) -> Vec<RawTable> {
    let seen: Vec<usize> = (0..sheets.len()).filter(|i| sheets[*i].visible).collect();
    let own_name = |i: &usize| !excel::is_default_name(&sheets[*i].table.name);
    let named = if sheets.iter().any(|s| s.table.name.eq_ignore_ascii_case(stem)) {
        None
    } else if let [only] = seen[..] {
        Some(only)
    } else {
        seen.iter().copied().find(|i| !own_name(i))
    };
    let mut tables: Vec<RawTable> = sheets.into_iter().map(|s| s.table).collect();
    if let Some(index) = named {
        stem.clone_into(&mut tables[index].name);
    }
    tables
}
