//! Files and folders → sheets as they stand.

use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::identity;
use lungang_tables::raw::{self, Cell, Grid, ReadOptions};
use std::path::{Path, PathBuf};

/// How deep folders are looked through.
const DEPTH: usize = 4;

/// What lies in the folders.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Every sheet of every file, in the order of the paths.
    pub grids: Vec<Grid>,
    /// Files that hold no tables.
    pub passed: Vec<PathBuf>,
}

/// Reads everything at the paths; what cannot be read is told.
pub fn gather(paths: &[PathBuf], options: &ReadOptions, progress: &dyn Fn(&Path), findings: &mut Findings) -> Gathered {
    let mut gathered = Gathered::default();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            list(path, DEPTH, &mut files, findings);
        } else {
            files.push(path.clone());
        }
    }
    files.dedup();
    for file in files {
        if !raw::may_hold_tables(&file) && file.exists() {
            gathered.passed.push(file);
            continue;
        }
        progress(&file);
        gathered.grids.extend(raw::read_grids(&file, options, findings));
    }
    gathered.grids.iter_mut().for_each(scrub);
    gathered
}

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
