//! The office's folder: what stands in it, and the only way from a name in an address to a path. A name is looked for among those
//! that are there and never joined to anything, so that no address leads out of the folder.

use crate::error::DeskError;
use lungang_domain::shown::shown;
use lungang_results::compare_folder::COMPARE_FILES;
use lungang_results::notice_folder::DISCLOSURE_FILES;
use lungang_runner::compare;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where the desk keeps the records of its jobs.
pub const OWN: &str = ".desk";

/// The longest name, in bytes: a system that takes 255 has room for what is put beside it.
const LONGEST: usize = 180;

/// What stands in a sub-folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A county: what every command reads.
    County,
    /// A plan.
    Plan,
    /// A notice of a plan.
    Notice,
    /// Any other result: years, what-ifs, comparisons.
    Result,
    /// Workbooks of an office.
    Files,
}

/// A sub-folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What stands in it.
    pub kind: Kind,
}

/// The office's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens a folder.
    ///
    /// # Errors
    /// It is none, cannot be read, or is itself a county or a result.
    pub fn open(path: &Path) -> Result<Folder, DeskError> {
        let failed = |error| DeskError::NoFolder(path.to_owned(), error);
        let root = path.canonicalize().map_err(failed)?;
        fs::read_dir(&root).map_err(failed)?;
        match kind(&root) {
            Some(Kind::County | Kind::Plan | Kind::Notice | Kind::Result) => Err(DeskError::NotAbove(path.to_owned())),
            _ => Ok(Folder { root }),
        }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What stands in it, by kind and name; folders that are none of the desk's business are left out, and so is what is not
    /// inside: a link that leads elsewhere.
    pub fn entries(&self) -> Vec<Entry> {
        let entry = |found: io::Result<fs::DirEntry>| {
            let name = found.ok()?.file_name().into_string().ok()?;
            let path = self.root.join(&name).canonicalize().ok()?;
            let inside = path.parent() == Some(&*self.root) && path.is_dir() && !name.starts_with('.');
            let kind = kind(&path).filter(|_| inside)?;
            Some(Entry { name, path, kind })
        };
        let mut all: Vec<Entry> = fs::read_dir(&self.root).into_iter().flatten().filter_map(entry).collect();
        all.sort_by_cached_key(|entry| (entry.kind, order(&entry.name)));
        all
    }

    /// The sub-folder of a name that holds something of a kind.
    pub fn find(&self, name: &str, kind: Kind) -> Option<Entry> {
        self.entries().into_iter().find(|entry| entry.name == name && entry.kind == kind)
    }

    /// Where a new folder of a name would stand; nothing where it cannot be called so.
    pub fn place(&self, name: &str) -> Option<PathBuf> {
        may_be_called(name).then(|| self.root.join(name))
    }

    /// A name for a new folder, one number above the highest that stands or is `promised`: `方案-3`.
    pub fn next(&self, word: &str, promised: impl Iterator<Item = String>) -> String {
        let number = |name: &str| name.strip_prefix(word)?.strip_prefix('-')?.parse::<u64>().ok();
        let names = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let highest = names.chain(promised).filter_map(|name| number(&name)).max().unwrap_or(0);
        format!("{word}-{}", highest.saturating_add(1))
    }
}

/// Whether a folder or a file may be called so, on every system to which it may be copied: one name, that nothing hides, nothing
/// reserves and no screen shows otherwise than it is.
pub fn may_be_called(name: &str) -> bool {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered =
        |word: &str| stem.strip_prefix(word).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    let ends = [name.chars().next(), name.chars().last()];
    !name.is_empty()
        && name.len() <= LONGEST
        && shown(name) == name
        && !name.contains(char::is_control)
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.starts_with(['.', '~', '-'])
        && !name.ends_with('.')
        && !ends.into_iter().flatten().any(char::is_whitespace)
        && !RESERVED.contains(&&*stem)
        && !numbered("com")
        && !numbered("lpt")
}

/// A file of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// The files of a folder, by name; what the system or a program has put there for itself is left out.
pub fn lying(entry: &Entry) -> Vec<Lying> {
    let files = fs::read_dir(&entry.path).into_iter().flatten().flatten();
    let file = |found: fs::DirEntry| {
        let size = found.metadata().ok().filter(fs::Metadata::is_file)?.len();
        let name = found.file_name().to_string_lossy().into_owned();
        (!name.starts_with(['.', '~'])).then_some(Lying { name, size })
    };
    let mut all: Vec<Lying> = files.filter_map(file).collect();
    all.sort_by_cached_key(|file| order(&file.name));
    all
}

/// Names in the order in which people count: `方案-10` after `方案-9`.
fn order(name: &str) -> (String, u64) {
    let digits = name.chars().rev().take_while(char::is_ascii_digit).count();
    let (word, number) = name.split_at(name.len() - digits);
    (word.to_owned(), number.parse().unwrap_or(0))
}

/// What stands in a folder; nothing where it is none of the desk's business.
pub fn kind(path: &Path) -> Option<Kind> {
    let has = |name: &str| path.join(name).is_file();
    match compare::kind(path) {
        Some(compare::Kind::Plan) => return Some(Kind::Plan),
        Some(_) => return Some(Kind::Result),
        None => {}
    }
    if has(DISCLOSURE_FILES[0]) {
        return Some(Kind::Notice);
    }
    if has(COMPARE_FILES[0]) {
        return Some(Kind::Result);
    }
    let names: Vec<String> = fs::read_dir(path).into_iter().flatten().flatten().filter_map(file_name).collect();
    let stems = |stem: &str| names.iter().any(|name| Path::new(name).file_stem().is_some_and(|s| s == stem));
    if has("county.toml") || stems("schools") && stems("teachers") {
        return Some(Kind::County);
    }
    let table = |name: &String| {
        Path::new(name).extension().is_some_and(|e| ["xlsx", "xls", "csv"].iter().any(|x| e.eq_ignore_ascii_case(x)))
    };
    names.iter().any(table).then_some(Kind::Files)
}

fn file_name(entry: fs::DirEntry) -> Option<String> {
    entry.file_type().ok().filter(fs::FileType::is_file)?;
    entry.file_name().into_string().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        let folder = Folder::open(dir.path()).expect("a desk's folder");
        (dir, folder)
    }

    #[test]
    fn it_is_found_out_what_each_folder_is() {
        let (_dir, folder) = folder(&[
            "乙县/county.toml",
            "甲县/schools.csv",
            "甲县/teachers.xlsx",
            "方案-10/plan.json",
            "方案-9/run.toml",
            "公示-1/disclosure.json",
            "年/years.json",
            "材料/花名册.XLSX",
            "杂/说明.txt",
            ".desk/county.toml",
            "loose.csv",
        ]);
        let all: Vec<(String, Kind)> = folder.entries().into_iter().map(|e| (e.name, e.kind)).collect();
        let expected = [
            ("乙县", Kind::County),
            ("甲县", Kind::County),
            ("方案-9", Kind::Plan),
            ("方案-10", Kind::Plan),
            ("公示-1", Kind::Notice),
            ("年", Kind::Result),
            ("材料", Kind::Files),
        ];
        assert_eq!(all, expected.map(|(name, kind)| (name.to_owned(), kind)));
        assert_eq!(folder.next("方案", ["方案-11".to_owned()].into_iter()), "方案-12");
        assert_eq!(folder.next("公示", std::iter::empty()), "公示-2");
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        let (dir, folder) = folder(&["desk/甲县/county.toml", "乙县/county.toml"]);
        let inner = Folder::open(&dir.path().join("desk")).expect("a folder");
        assert!(folder.find("乙县", Kind::County).is_some());
        assert!(inner.find("甲县", Kind::County).is_some());
        for name in ["../乙县", "..", ".", "", "甲县/", "甲县/../../乙县", "/etc", "甲县\0"] {
            assert_eq!(inner.find(name, Kind::County), None, "{name:?}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(dir.path().join("乙县"), dir.path().join("desk/link")).expect("a link");
            assert_eq!(inner.find("link", Kind::County), None, "a link out of the folder is followed");
        }
    }

    #[test]
    fn a_new_name_is_one_name_that_everybody_sees() {
        let (_dir, folder) = folder(&["甲县/county.toml"]);
        for name in ["材料", "2026 年材料", "云岭县（新）", "a.b", "comet", "花名册.xlsx"] {
            assert!(folder.place(name).is_some(), "{name:?}");
        }
        let long = "长".repeat(61);
        let bad = [
            "",
            ".",
            "..",
            "../x",
            "/etc",
            "a/b",
            "a\\b",
            ".desk",
            "~$花名册.xlsx",
            "-o",
            "a\0",
            "a\nb",
            "a\u{202e}b",
            " a",
            "a ",
            "a.",
            "CON",
            "nul.txt",
            "com1",
            "LPT9.csv",
            "a:b",
            "a*b",
            &long,
        ];
        for name in bad {
            assert_eq!(folder.place(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_county_is_no_desk() {
        let (dir, _folder) = folder(&["甲县/county.toml"]);
        assert!(matches!(Folder::open(&dir.path().join("甲县")), Err(DeskError::NotAbove(_))));
        assert!(matches!(Folder::open(&dir.path().join("nowhere")), Err(DeskError::NoFolder(..))));
    }
}
