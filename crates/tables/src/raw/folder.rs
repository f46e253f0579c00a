//! What lies in a county's folder: which files are tables, and what is told of the others.
//!
//! A file that bears a table's name and is in no form that can be read is told by itself, with what to do; all others
//! are told in one line. The program's own files are passed over.

use super::ReadOptions;
use super::load::Format;
use crate::schema::{TableSpec, is_note, table_named};
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file that says what a county is.
const COUNTY: &str = "county.toml";

/// Files that the program writes or reads beside the tables, or that an operating system leaves.
const OWN: &[&str] = &[
    "plan.json",
    "audit.json",
    "certificate.json",
    "run.toml",
    "plan.xlsx",
    "sources.json",
    "readme",
    "desktop.ini",
    "thumbs.db",
];

/// What a county's folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// The tables, by name of file.
    pub files: Vec<PathBuf>,
    /// Other files and folders.
    others: Vec<PathBuf>,
}

impl Folder {
    /// One file that is the county.
    pub fn of_one(file: &Path) -> Self {
        Folder { files: vec![file.to_owned()], others: vec![] }
    }

    /// Lists a folder.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn list(path: &Path, options: &ReadOptions) -> std::io::Result<Self> {
        let mut folder = Folder::default();
        for entry in std::fs::read_dir(path)? {
            let path = entry?.path();
            let name = name_of(path.file_name());
            // Hidden files, and the locks of Excel, WPS and LibreOffice.
            if name.starts_with('.') || name.starts_with("~$") || is_note(&name_of(path.file_stem())) {
                continue;
            }
            if is_table(&path, &name, options) {
                folder.files.push(path);
            } else {
                folder.others.push(path);
            }
        }
        folder.files.sort();
        folder.others.sort();
        Ok(folder)
    }

    /// Files that are not read and bear the name of a table, or of the county's own file.
    pub fn meant(&self) -> Vec<PathBuf> {
        let is_meant = |path: &&PathBuf| {
            let name = name_of(path.file_name());
            !name.eq_ignore_ascii_case(COUNTY) && (bears(&name, COUNTY) || table_of(&name).is_some())
        };
        self.others.iter().filter(is_meant).cloned().collect()
    }

    /// Tells the files and folders that are not read, and tables that are read from a copy; `read` are the names of
    /// the tables that were read.
    pub fn tell<'a>(&self, county: &Path, read: impl Iterator<Item = &'a str>, findings: &mut Findings) {
        self.files.iter().for_each(|file| tell_copy(file, &self.files, findings));
        let read: BTreeSet<&str> = read.filter_map(table_named).map(|spec| spec.name).collect();
        let mut unread = Vec::new();
        for path in &self.others {
            let (name, place) = (name_of(path.file_name()), Place::file(path.display().to_string()));
            if name.eq_ignore_ascii_case(COUNTY) {
                continue;
            }
            if bears(&name, COUNTY) {
                let there = county.join(COUNTY).is_file();
                findings.push(in_another_form(place, COUNTY, COUNTY, there));
            } else if let Some(spec) = table_of(&name) {
                findings.push(in_another_form(place, spec.name, spec.zh, read.contains(spec.name)));
            } else if !path.is_dir() && !is_own(path, &name) {
                unread.push(name);
            }
        }
        if !unread.is_empty() {
            let finding = Finding::warning("files-not-read", Place::file(county.display().to_string()));
            findings.push(finding.with("count", unread.len()).with("files", unread.join(", ")));
        }
    }
}

fn name_of(part: Option<&std::ffi::OsStr>) -> String {
    part.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file is read: by its form, or as text where it bears the name of a table or is named by the mapping.
fn is_table(path: &Path, name: &str, options: &ReadOptions) -> bool {
    let text = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    Format::of(path).is_some()
        || !path.is_dir()
            && (text && table_named(&name_of(path.file_stem())).is_some() || options.named.files.contains(name))
}

/// A table whose file is named as a copy of one, `teachers (1).csv`, may be an older state: that it was read is told.
///
/// Where another file bears the name too, the table is told as there twice.
fn tell_copy(file: &Path, files: &[PathBuf], findings: &mut Findings) {
    let stem = name_of(file.file_stem());
    let Some(spec) = table_named(&stem).filter(|_| without_copy(&stem) != stem.trim()) else { return };
    let named = |f: &&PathBuf| table_named(&name_of(f.file_stem())).is_some_and(|s| s.name == spec.name);
    if files.iter().filter(named).count() == 1 {
        let finding = Finding::warning("copy-read", Place::file(file.display().to_string()));
        findings.push(finding.with("table", spec.name).with("table_zh", spec.zh).with("name", stem));
    }
}

/// An error where nothing else is there to be read for the table: the plan would be made without it.
fn in_another_form(place: Place, table: &str, table_zh: &str, there: bool) -> Finding {
    let severity = if there { Severity::Warning } else { Severity::Error };
    let file = Path::new(&place.file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let finding = Finding { severity, ..Finding::error("table-in-another-form", place) };
    finding.with("table", table).with("table_zh", table_zh).with("name", file)
}

fn is_own(path: &Path, name: &str) -> bool {
    let extension = name_of(path.extension()).to_lowercase();
    let (name, stem) = (name.to_lowercase(), name_of(path.file_stem()).to_lowercase());
    matches!(extension.as_str(), "toml" | "md" | "lock" | "log") || OWN.iter().any(|own| name == *own || stem == *own)
}

/// The table that a file's name means, whatever its endings and marks of a copy:
/// `schools.csv.bak`, `teachers (1).docx`, `教师表 - 副本.pdf`.
fn table_of(name: &str) -> Option<&'static TableSpec> {
    let mut rest = name;
    loop {
        if let Some(spec) = table_named(rest).or_else(|| table_named(without_copy(rest))) {
            return Some(spec);
        }
        rest = rest.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty())?;
    }
}

/// The name without what an operating system or a person adds to that of a copy.
fn without_copy(name: &str) -> &str {
    const MARKS: &[&str] =
        &["副本", "复件", "备份", "copy", "backup", "bak", "old", "旧", "新", "最终", "最终版", "final", "定稿"];
    let mut rest = name.trim();
    loop {
        let before = rest;
        rest = rest.trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '(' | ')' | '（' | '）' | '~')
        });
        rest = rest.trim_start_matches([' ', '-', '_']);
        for mark in MARKS {
            let ends = rest.len().checked_sub(mark.len()).and_then(|at| rest.get(at..));
            if ends.is_some_and(|end| end.eq_ignore_ascii_case(mark)) {
                rest = &rest[..rest.len() - mark.len()];
            }
            if let Some(start) = rest.strip_prefix(mark) {
                rest = start;
            }
        }
        if rest == before {
            return rest;
        }
    }
}

/// Whether a name, whatever its endings and marks of a copy, is that of a file: `county.toml.txt`.
fn bears(name: &str, file: &str) -> bool {
    let mut rest = Some(name);
    while let Some(stem) = rest {
        if without_copy(stem).eq_ignore_ascii_case(file) {
            return true;
        }
        rest = stem.rsplit_once('.').map(|(stem, _)| stem);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_any_dress() {
        for (name, table) in [
            ("postings.docx", Some("postings")),
            ("schools.csv.bak", Some("schools")),
            ("teachers (1).pdf", Some("teachers")),
            ("教师表 - 副本.wps", Some("teachers")),
            ("教师表（2）.et.zip", Some("teachers")),
            ("Copy of notes.txt", None),
            ("pins", Some("pins")),
            ("工作方案.docx", None),
            ("teachers_old.rar", Some("teachers")),
            ("2026.pdf", None),
        ] {
            assert_eq!(table_of(name).map(|t| t.name), table, "{name}");
        }
        assert!(bears("county.toml.txt", COUNTY) && bears("County.toml (1).bak", COUNTY));
        assert!(!bears("county - 副本.toml", COUNTY));
    }
}
