//! All results of a folder in one table: verified, in the order of the runs, the same bytes however they came about.

use super::expect::unmet;
use super::prepare::Prepared;
use super::run::Shard;
use lungang_domain::whatif::{RunEntry, RunResult, WhatifDocument};
use lungang_results::assignments::guard;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::row::ResultRow;
use lungang_results::rows::{FILES, ResultsWriter};
use lungang_results::store::Store;
use lungang_results::sweep_folder::{self, FolderError, INDEX, joined};
use lungang_results::table::to_csv;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why runs cannot be joined.
#[derive(Debug)]
pub enum JoinError {
    /// Results are missing or damaged: every one of them.
    Lacking(Vec<FolderError>),
    /// A file cannot be written.
    Write(PathBuf, io::Error),
    /// Another process joins the same folder at this moment.
    Place(WriteError),
}

/// Verifies every result and joins them. One result is in memory at a time.
///
/// # Errors
/// A result is missing or damaged, or a file cannot be written; what was joined before stands as it was.
pub fn join(prepared: &Prepared, dir: &Path) -> Result<WhatifDocument, JoinError> {
    let store = Store::of(dir);
    let lacking: Vec<FolderError> =
        prepared.runs.iter().filter_map(|entry| sweep_folder::result(&store, entry).err()).collect();
    if !lacking.is_empty() {
        return Err(JoinError::Lacking(lacking));
    }
    // Whoever holds the list of runs joins; every other draft is a dead process's.
    let scratch = Scratch::new();
    let _claim = scratch.claim(&dir.join(INDEX)).map_err(JoinError::Place)?;
    sweep_drafts(dir);
    let drafts = Drafts::of(dir);
    let document = fill(prepared, &store, &drafts)?;
    // The list goes first and comes last: a folder that has one is joined, also where a process died in between.
    match fs::remove_file(dir.join(INDEX)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(JoinError::Write(dir.join(INDEX), e)),
        _ => {}
    }
    for (draft, name) in drafts.0.iter().zip(joined()) {
        let place = dir.join(name);
        fs::rename(draft, &place).map_err(|e| JoinError::Write(place, e))?;
    }
    // Not every system can; what is joined is there all the same.
    let _ = File::open(dir).and_then(|dir| dir.sync_all());
    Ok(document)
}

/// Takes away what processes that were killed in the middle of joining have left.
fn sweep_drafts(dir: &Path) {
    let joined = joined();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = |joined: &str| name.strip_prefix('.')?.strip_prefix(joined)?.strip_prefix('.');
        let draft = |joined: &&str| process(joined).is_some_and(|p| p.parse::<u32>().is_ok());
        if joined.iter().any(draft) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Files under temporary names, which go when anything fails.
struct Drafts(Vec<PathBuf>);

impl Drafts {
    fn of(dir: &Path) -> Drafts {
        let process = std::process::id();
        Drafts(joined().iter().map(|name| dir.join(format!(".{name}.{process}"))).collect())
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

fn fill(prepared: &Prepared, store: &Store, drafts: &Drafts) -> Result<WhatifDocument, JoinError> {
    let (rows_in, lists) = drafts.0.split_at(FILES.len());
    let ([runs, index], Some(csv)) = (lists, rows_in.first()) else {
        return Err(JoinError::Write(PathBuf::from(INDEX), io::Error::other("drafts of another number")));
    };
    let put = |path: &Path| {
        let path = path.to_owned();
        move |e: io::Error| JoinError::Write(path, e)
    };
    let mut document = WhatifDocument {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenarios: prepared.scenarios.iter().map(|s| s.entry.clone()).collect(),
        ..WhatifDocument::default()
    };
    let mut names: Vec<&str> = Vec::new();
    for name in prepared.scenarios.iter().flat_map(|s| &s.entry.parameters) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let expected: BTreeMap<&str, _> =
        prepared.scenarios.iter().map(|s| (s.entry.scenario.as_str(), s.expected.as_slice())).collect();
    let mut writer = ResultsWriter::create(rows_in).map_err(put(csv))?;
    let mut table: Vec<Vec<String>> = Vec::with_capacity(prepared.runs.len());
    for entry in &prepared.runs {
        let result = sweep_folder::result(store, entry).map_err(|e| JoinError::Lacking(vec![e]))?;
        rows(entry, &result, &mut writer).map_err(put(csv))?;
        table.push(line(entry, &result, &names));
        let wanted = expected.get(entry.scenario.as_str()).copied().unwrap_or_default();
        document.unmet.extend(unmet(&entry.run, wanted, &result));
        document.runs.push(entry.with(&result));
    }
    writer.finish().map_err(put(csv))?;
    let header = ["run", "scenario"].into_iter().chain(names.iter().copied());
    let header = header.chain(["seed", "years", "status", "conflict", "hash"]).map(str::to_owned);
    let list = to_csv(header.collect::<Vec<_>>(), table).map_err(io::Error::other).map_err(put(runs))?;
    let text = sweep_folder::index(&document);
    for (path, bytes) in [(runs, list.as_slice()), (index, text.as_slice())] {
        let written = File::create(path).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        written.map_err(put(path))?;
    }
    Ok(document)
}

/// The runs of a share as they stand, without joining them.
pub fn listed(prepared: &Prepared, shard: Shard, dir: &Path) -> WhatifDocument {
    let store = Store::of(dir);
    let mut document = WhatifDocument {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenarios: prepared.scenarios.iter().map(|s| s.entry.clone()).collect(),
        ..WhatifDocument::default()
    };
    for (_, entry) in prepared.runs.iter().enumerate().filter(|(at, _)| shard.has(*at)) {
        document.runs.push(store.read(&entry.hash).map_or_else(|_| entry.clone(), |result| entry.with(&result)));
    }
    document
}

/// A row a year and measure.
fn rows(entry: &RunEntry, result: &RunResult, writer: &mut ResultsWriter) -> io::Result<()> {
    let parameters = parameters(entry);
    for year in &result.planned {
        for measure in &year.measures {
            writer.push(&ResultRow {
                scenario: &guard(&entry.scenario),
                run: &guard(&entry.run),
                parameters: &guard(&parameters),
                seed: entry.seed,
                school_year: &year.school_year,
                status: year.status.name(),
                measure: &measure.measure,
                shown: &measure.value.to_string(),
                value: measure.value.as_f64(),
            })?;
        }
    }
    Ok(())
}

/// The parameters of a run on one line: `clock=5; quota=10%`.
pub fn parameters(entry: &RunEntry) -> String {
    entry.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// A run's row in the list of runs.
fn line(entry: &RunEntry, result: &RunResult, names: &[&str]) -> Vec<String> {
    let text = |t: &str| guard(t);
    let mut cells = vec![text(&entry.run), text(&entry.scenario)];
    cells.extend(names.iter().map(|name| entry.parameters.get(*name).map(|v| text(v)).unwrap_or_default()));
    let conflict = result.conflict.as_ref().map(|c| c.rules.join(";")).unwrap_or_default();
    let ending = result.status().name().to_owned();
    cells.extend([entry.seed.to_string(), entry.years.to_string(), ending, conflict, entry.hash.clone()]);
    cells
}
