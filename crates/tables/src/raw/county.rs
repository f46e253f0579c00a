//! The tables of a county: which files of a folder they are, and what each is called.

use super::excel::{self, Sheet};
use super::folder::Folder;
use super::load::{self, Format};
use super::{Named, RawTable, ReadOptions, csv, parquet};
use lungang_domain::finding::{Finding, Findings, Place};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads the tables of a county: a folder of `NAME.csv`, `NAME.xlsx`, `NAME.parquet` or with one `county.xlsx`,
/// or a workbook (or one file) itself.
///
/// Tables come in the order of file names, then of sheets. A table that is there twice is told
/// (`table-twice`) and read from the first file. What else lies in the folder is told too.
pub fn read_county_tables(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<RawTable> {
    let folder = match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => match Folder::list(path, options) {
            Ok(folder) => folder,
            Err(error) => {
                load::unreadable(path, &error, findings);
                return vec![];
            }
        },
        Ok(_) => Folder::of_one(path),
        Err(error) => {
            load::unreadable(path, &error, findings);
            return vec![];
        }
    };
    if folder.files.is_empty() {
        let place = Place::file(path.display().to_string());
        findings.push(Finding::error("no-tables", place).with("path", path.display()));
    }
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut tables = Vec::new();
    for file in &folder.files {
        // A link is a name for a file like any other that came with the folder.
        if path.is_dir()
            && !crate::county_toml::lies_inside(path, file, || Place::file(file.display().to_string()), findings)
        {
            continue;
        }
        for table in tables_of(file, path, options, findings) {
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
    let read = tables.iter().map(|t| t.name.as_str()).chain(options.named.tables.iter().copied());
    folder.tell(path, read, findings);
    tables
}

/// The files of a county's folder that [`read_county_tables`] would read or miss: those that bear a table's name in another form too.
/// None of them is opened.
///
/// # Errors
/// The folder cannot be listed.
pub fn county_files(path: &Path, options: &ReadOptions) -> std::io::Result<Vec<PathBuf>> {
    let folder = Folder::list(path, options)?;
    let meant = folder.meant();
    Ok(folder.files.iter().cloned().chain(meant).collect())
}

fn tables_of(file: &Path, county: &Path, options: &ReadOptions, findings: &mut Findings) -> Vec<RawTable> {
    match Format::of(file) {
        Some(Format::Excel) => {
            let sheets = excel::read(file, options, findings);
            let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            if file == county || stem.eq_ignore_ascii_case("county") {
                sheets.into_iter().map(|s| s.table).collect()
            } else {
                named_by_file(sheets, &stem, &options.named)
            }
        }
        Some(Format::Parquet) => parquet::read(file, options, findings).into_iter().collect(),
        Some(Format::Csv) | None => csv::read(file, options, findings).into_iter().collect(),
    }
}

/// A workbook that is one table bears the file's name: its only sheet that is seen, or else the only one whose headers
/// are known (Numbers writes a summary before it), or else its first with a name that nobody chose. Sheets that bear
/// a table's name of their own keep it.
fn named_by_file(sheets: Vec<Sheet>, stem: &str, known: &Named) -> Vec<RawTable> {
    let seen: Vec<usize> = (0..sheets.len()).filter(|i| sheets[*i].visible).collect();
    let own_name = |i: &usize| !excel::is_default_name(&sheets[*i].table.name);
    let headed = |i: &usize| sheets[*i].table.headers.iter().filter(|h| known.is_header(&h.text)).count() >= 2;
    let tables: Vec<usize> = seen.iter().copied().filter(headed).collect();
    let a_table = |i: &usize| crate::schema::table_named(&sheets[*i].table.name).is_some();
    let named = if sheets.iter().any(|s| s.table.name.eq_ignore_ascii_case(stem)) {
        None
    } else if let [only] = seen[..] {
        Some(only)
    } else if let [only] = tables[..]
        && !a_table(&only)
    {
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
