//! What an import finds of earlier ones and what it leaves: the county, the memory in it, and the key beside it.

use crate::args::Import;
use crate::commands::{lottery, output};
use crate::exit::{Failure, Stop};
use crate::terminal::Terminal;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::words::{Lang, say};
use lungang_import::memory::{self, Memory};
use lungang_import::sources::{self, Sources};
use lungang_import::{Files, Key, Made};
use lungang_policies as policies;
use lungang_report::json::ErrorKind;
use lungang_results::error::WriteError;
use lungang_results::plan_files::MAPPING;
use lungang_runner::planned::POLICY;
use lungang_runner::published::BEIJING;
use lungang_tables::write;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The files of an imported county beside its tables.
const OWN: [&str; 3] = [memory::FILE, sources::FILE, POLICY];

/// What is known from before.
pub struct Kept<K = Key> {
    /// What is remembered.
    pub memory: Memory,
    /// The key of the pseudonyms.
    pub key: K,
    /// Where the key lies, where it lies anywhere.
    key_file: Option<PathBuf>,
    /// The memory of a county beside this one, where it is used.
    of_another: Option<PathBuf>,
}

impl Kept<()> {
    /// Reads the memory: the one that is named, else the county's own, else that of a county beside it that is of the same office; of
    /// several the last year's, where it goes on from the others.
    pub fn open(args: &Import, files: &Files, findings: &mut Findings) -> Kept<()> {
        let own = args.output.as_ref().map(|dir| dir.join(memory::FILE));
        let named = args.memory.clone().filter(|path| path.exists());
        let known = named.or(own.filter(|path| path.exists())).filter(|_| !args.no_memory);
        let beside = || args.output.as_deref().filter(|_| !args.no_memory && args.memory.is_none());
        let (path, of_another) = match known {
            Some(path) => (Some(path), None),
            None => {
                let found = beside().and_then(|dir| of_sibling(dir, files, findings));
                (found.clone(), found)
            }
        };
        let memory = path.as_ref().and_then(|path| Memory::read(path, findings)).unwrap_or_default();
        let beside = path.as_ref().and_then(|path| path.parent()).map(key_beside);
        let outputs = args.output.as_deref().map(key_beside);
        let key_file = [beside, outputs].into_iter().flatten().find(|path| path.exists());
        Kept { memory, key: (), key_file, of_another }
    }

    /// Reads the key, or makes one where there is none.
    ///
    /// # Errors
    /// The file is there and holds no key, or the system gives no random bytes.
    pub fn with_key(self, terminal: &Terminal) -> Result<Kept, Stop> {
        let key = match &self.key_file {
            Some(path) => {
                let text = lungang_files::text(path, lungang_files::caps::SETTINGS).ok();
                text.as_deref().and_then(Key::parse).ok_or_else(|| {
                    let path = path.display().to_string();
                    Failure::new(ErrorKind::Input, say(terminal.lang, "cli.import.no-key", &[("path", &path)]))
                })?
            }
            None => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).map_err(|error| {
                    let reason = error.to_string();
                    Failure::new(ErrorKind::Input, say(terminal.lang, "cli.import.no-random", &[("reason", &reason)]))
                })?;
                Key::of(bytes)
            }
        };
        Ok(Kept { memory: self.memory, key, key_file: self.key_file, of_another: self.of_another })
    }
}

/// The memory of a county that lies beside this one and is of the office whose files these are.
fn of_sibling(dir: &Path, files: &Files, findings: &mut Findings) -> Option<PathBuf> {
    let parent = dir.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent })?;
    let mut entries: Vec<PathBuf> = std::fs::read_dir(parent).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let memory = |folder: PathBuf| {
        if is_copy(&folder) {
            return None;
        }
        let path = folder.join(memory::FILE);
        // One that cannot be read is nobody's.
        let memory = path.is_file().then(|| Memory::read(&path, &mut Findings::default())).flatten()?;
        files.name(&memory.county).then_some((path, memory))
    };
    let found: Vec<(PathBuf, Memory)> = entries.into_iter().filter_map(memory).collect();
    let last = found.iter().map(|(_, memory)| memory.school_year).max()?;
    let of_last: Vec<&(PathBuf, Memory)> = found.iter().filter(|(_, memory)| memory.school_year == last).collect();
    // A year goes on from the year before where both know people by one key.
    let one_line = found.iter().all(|(_, memory)| memory.key == found[0].1.key && memory.county == found[0].1.county);
    if let ([one], true) = (&of_last[..], one_line) {
        return Some(one.0.clone());
    }
    let paths: Vec<String> = found.iter().map(|(path, _)| path.display().to_string()).collect();
    let place = Place::file(parent.display().to_string());
    findings.push(Finding::error("import-several-memories", place).with("paths", paths.join(", ")));
    None
}

/// Whether a folder is called what copies are called: `县.bak`, `县 - 副本`, `county (2)`; what a copy remembers the original does.
fn is_copy(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let numbered = name
        .strip_suffix([')', '）'])
        .and_then(|front| front.rsplit_once(['(', '（']))
        .is_some_and(|(_, n)| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    let marks = ["副本", "备份", "拷贝", "复件", "copy", "backup"];
    let ends = [".bak", ".old", ".orig", "~", "-bak", "_bak", "-old", "_old"];
    numbered || marks.iter().any(|mark| name.contains(mark)) || ends.iter().any(|end| name.ends_with(end))
}

impl Kept {
    /// The memory of another county that is used.
    pub fn of_another(&self) -> Option<&Path> {
        self.of_another.as_deref()
    }

    /// Writes the key beside the county, for its owner alone, where it does not lie there yet.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_key(&self, dir: &Path, terminal: &Terminal) -> Result<(), Stop> {
        let path = key_beside(dir);
        let standing = lungang_files::text(&path, lungang_files::caps::SETTINGS).ok();
        if standing.as_deref().and_then(Key::parse).is_some_and(|key| key == self.key) {
            return Ok(());
        }
        if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(|e| output::failure(&WriteError::io(parent, e), terminal))?;
        }
        lottery::new_file(&path, &self.key.to_text(), true, terminal.lang)
    }
}

/// The key of a county's folder: `county.key` beside `county`.
fn key_beside(dir: &Path) -> PathBuf {
    beside(dir, ".key")
}

/// Where questions are left that were not all answered: `county.questions.toml` beside `county`.
pub fn questions_beside(dir: &Path) -> PathBuf {
    beside(dir, ".questions.toml")
}

fn beside(dir: &Path, end: &str) -> PathBuf {
    let mut name = dir.file_name().map(OsString::from).unwrap_or_else(|| OsString::from("county"));
    name.push(end);
    dir.with_file_name(name)
}

/// The day on which answers are given, by the clocks of the offices.
pub fn today() -> jiff::civil::Date {
    BEIJING.to_datetime(jiff::Timestamp::now()).date()
}

/// A county that was imported and not edited since may be imported again; any other is somebody's work.
///
/// # Errors
/// Something stands there that may not be replaced.
pub fn refuse_standing(dir: &Path, force: bool, terminal: &Terminal) -> Result<(), Stop> {
    let policies = own_policies(dir);
    let own: Vec<&str> = OWN.iter().copied().chain(policies.iter().map(String::as_str)).collect();
    output::refuse_standing(dir, force || Sources::is_untouched(dir), &own, terminal)
}

/// The files that may be replaced, or are taken over.
pub fn known(dir: &Path) -> Vec<String> {
    let mut names = output::county_files(dir.exists(), &OWN);
    names.extend(own_policies(dir));
    names
}

/// Policy files that somebody has put into a county's folder: they stay in it.
fn own_policies(dir: &Path) -> Vec<String> {
    const OTHERS: [&str; 3] = ["county.toml", memory::FILE, MAPPING];
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let names =
        entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut own: Vec<String> =
        names.filter(|name| name.to_lowercase().ends_with(".toml") && !OTHERS.contains(&name.as_str())).collect();
    own.sort();
    own
}

/// The text of the memory.
pub fn memory_text(made: &Made, lang: Lang) -> Result<String, String> {
    made.memory.to_text(&say(lang, "import.memory-head", &[])).map_err(|e| e.to_string())
}

/// Fills the folder of a county; policies of the one that stands there are taken over.
///
/// # Errors
/// A file cannot be written.
pub fn fill(
    made: &Made,
    standing: &Path,
    dir: &Path,
    lang: Lang,
    refused: &mut Option<write::WriteError>,
) -> Result<(), WriteError> {
    for name in own_policies(standing) {
        let to = dir.join(&name);
        std::fs::copy(standing.join(&name), &to).map_err(|e| WriteError::io(&to, e))?;
    }
    // A file of somebody's own goes into the county, with everything in it resolved: it would not be found from there.
    let own = Path::new(&made.policy).is_file().then(|| policies::load(&made.policy, None).ok()).flatten();
    if let Some(policy) = &own {
        put(dir, POLICY, &policies::to_toml(policy))?;
    }
    let options = write::WriteOptions {
        format: write::Format::Csv,
        headers: lang,
        policy: if own.is_some() { POLICY } else { &made.policy },
        remark: None,
        force: false,
    };
    write::fill_plain(&made.name, made.year, &made.tables, dir, &options).map_err(|error| {
        let reason = error.to_string();
        *refused = Some(error);
        WriteError::Content { file: "county.toml", reason }
    })?;
    let mut sources = made.sources.clone();
    sources.seal(dir).map_err(|e| WriteError::io(dir, e))?;
    put(dir, sources::FILE, &lungang_report::json::to_text(&sources))?;
    let memory = memory_text(made, lang).map_err(|reason| WriteError::Content { file: memory::FILE, reason })?;
    put(dir, memory::FILE, &memory)
}

fn put(dir: &Path, name: &str, text: &str) -> Result<(), WriteError> {
    let path = dir.join(name);
    std::fs::write(&path, text).map_err(|e| WriteError::io(&path, e))
}
