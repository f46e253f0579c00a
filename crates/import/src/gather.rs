//! Files and folders → sheets as they stand.

use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::identity;
use lungang_tables::raw::{self, Cell, Grid, ReadOptions};
use std::path::{Path, PathBuf};

/// How deep folders are looked through.
const DEPTH: usize = 4;

/// What lies in the folders, read once: it may be asked about as often as there are answers.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The files and folders that were named.
    pub(crate) paths: Vec<PathBuf>,
    /// Every sheet of every file, in the order of the paths.
    pub(crate) grids: Vec<Grid>,
    /// Files that hold no tables.
    pub(crate) passed: Vec<PathBuf>,
    /// What was found on the way.
    pub(crate) findings: Findings,
}

impl Files {
    /// Reads everything at the paths, as text files of this encoding or of one that fits; `progress` is told each file before it
    /// is read, which of how many it is. What cannot be read is told with what the import finds.
    pub fn read(paths: &[PathBuf], encoding: Option<&str>, progress: &dyn Fn(&Path, usize, usize)) -> Files {
        let options = ReadOptions { encoding: encoding.map(str::to_owned), ..ReadOptions::default() };
        let mut all = Files { paths: paths.to_vec(), ..Files::default() };
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() {
                list(path, DEPTH, &mut files, &mut all.findings);
            } else {
                files.push(path.clone());
            }
        }
        files.dedup();
        let of = files.len();
        for (at, file) in files.into_iter().enumerate() {
            if !raw::may_hold_tables(&file) && file.exists() {
                all.passed.push(file);
                continue;
            }
            progress(&file, at + 1, of);
            let mut grids = raw::read_grids(&file, &options, &mut all.findings);
            grids.iter_mut().for_each(scrub);
            all.grids.extend(grids);
        }
        all
    }

    /// Whether a county is named in what stands above the tables, or in the names of files and sheets.
    pub fn name(&self, county: &str) -> bool {
        let above = |grid: &Grid| {
            let cells = grid.rows.iter().take(ABOVE).flat_map(|(_, cells)| cells);
            cells.map(|(_, cell)| cell.show()).any(|text| text.contains(county))
        };
        let named = |grid: &Grid| {
            grid.file.contains(county) || grid.sheet.as_ref().is_some_and(|s| s.contains(county)) || above(grid)
        };
        !county.is_empty() && self.grids.iter().any(named)
    }
}

/// How many rows are looked at for a county's name.
const ABOVE: usize = 6;

/// The files of a folder and of those within it, by name; what programs leave for themselves is passed over.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, findings: &mut Findings) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            findings.push(lungang_settings::unread::finding(folder, &error, "missing-county"));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let own = ["toml", "json", "md", "key"];
        let own = path.extension().is_some_and(|e| own.iter().any(|o| e.eq_ignore_ascii_case(o)));
        if name.starts_with('.') || name.starts_with("~$") || own {
            continue;
        }
        if !path.is_dir() {
            files.push(path);
        } else if path.join("county.toml").is_file() {
            // A county that was made before is no file of the office.
        } else if depth > 0 {
            list(&path, depth - 1, files, findings);
        } else {
            let place = Place::file(path.display().to_string());
            findings.push(Finding::warning("import-too-deep", place).with("depth", DEPTH));
        }
    }
}

/// Takes identity numbers out of cells that hold more than one: only a cell that is nothing but a number is somebody's.
fn scrub(grid: &mut Grid) {
    for cell in grid.rows.iter_mut().flat_map(|(_, cells)| cells).map(|(_, cell)| cell) {
        let Cell::Text(text) = cell else { continue };
        if identity::is_in(text) && !identity::scrub(text, "").is_empty() {
            *text = identity::scrub(text, identity::WORD).into_owned();
        }
    }
}
