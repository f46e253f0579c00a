//! Files that a command leaves: whole or absent.

use crate::exit::{Failure, Stop};
use crate::interrupt::Interrupt;
use crate::terminal::Terminal;
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_policies as policies;
use lungang_report::json::ErrorKind;
use lungang_results::claim::Claim;
use lungang_results::error::WriteError;
use lungang_results::folder::{publish, publish_file};
use lungang_runner::planned::POLICY;
use lungang_tables::{schema, write};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A failure to write a folder.
pub fn failure(error: &WriteError, terminal: &Terminal) -> Failure {
    let kind = if matches!(error, WriteError::Interrupted) { ErrorKind::Interrupted } else { ErrorKind::Write };
    Failure { remedy: error.remedy(terminal.lang), ..Failure::new(kind, error.say(terminal.lang)) }
}

/// Tries whether a folder can be put at `dir`, and leaves nothing: before long work, not after it. The place is this process's
/// as long as the claim lives.
///
/// # Errors
/// It cannot, or another process is writing there.
pub fn try_folder(dir: &Path, known: &[&str], terminal: &Terminal, interrupt: &Interrupt) -> Result<Claim, Stop> {
    let claim = interrupt.scratch().claim(dir).map_err(|error| failure(&error, terminal))?;
    let mut made = false;
    let tried = publish(dir, known, interrupt.scratch(), |_| {
        made = true;
        // Far enough: what was made is taken away again.
        Err(WriteError::Interrupted)
    });
    match tried {
        Err(error) if !made => Err(failure(&error, terminal).into()),
        _ => Ok(claim),
    }
}

/// The place of the next draft: `dir` where nothing of its name stands yet, else `dir-2`, `dir-3` and so on, one above the
/// highest that stands. It is this process's as long as the claim lives, so that two drafts at a time get two numbers.
///
/// # Errors
/// Nothing can be put there.
pub fn next_draft(dir: &Path, terminal: &Terminal, interrupt: &Interrupt) -> Result<(PathBuf, Claim), Stop> {
    let name = dir.file_name().ok_or_else(|| failure(&WriteError::NoName(dir.to_owned()), terminal))?;
    let mut least = 1;
    loop {
        let number = least.max(highest(dir, &name.to_string_lossy()) + 1);
        let mut numbered = name.to_owned();
        if number > 1 {
            numbered.push(format!("-{number}"));
        }
        let place = dir.with_file_name(numbered);
        match interrupt.scratch().claim(&place) {
            // Another draft may have come and been finished meanwhile.
            Ok(claim) if place.symlink_metadata().is_err() => {
                let path = place.display().to_string();
                terminal.tell(&say(terminal.lang, "cli.next", &[("path", &path)]));
                return Ok((place, claim));
            }
            Ok(_) => {}
            Err(WriteError::Busy(_)) => least = number + 1,
            Err(error) => return Err(failure(&error, terminal).into()),
        }
    }
}

/// The highest number that stands beside `dir`; 1 for `dir` itself, 0 where nothing stands.
fn highest(dir: &Path, name: &str) -> u64 {
    let parent = dir.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let number = |entry: &str| {
        let rest = entry.strip_prefix(name)?;
        if rest.is_empty() {
            return Some(1);
        }
        let digits = rest.strip_prefix('-').filter(|d| !d.starts_with('0') && d.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse().ok()
    };
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    entries.filter_map(|e| number(&e.file_name().to_string_lossy())).max().unwrap_or(0)
}

/// The files of a county that a command writes, `more` among them, all of which may be replaced with `--force`; without
/// it nothing is.
pub fn county_files(force: bool, more: &[&str]) -> Vec<String> {
    let mut names = vec!["county.toml".to_owned()];
    if force {
        names.push("county.xlsx".to_owned());
        names.extend(more.iter().map(|name| (*name).to_owned()));
        for spec in schema::tables() {
            names.push(format!("{}.csv", spec.name));
            names.push(format!("{}.parquet", spec.name));
        }
    }
    names
}

/// Fills a folder with a county's tables and its policy, everything in it resolved: anybody can plan it as it stands, and a later
/// release's own policies change nothing of it.
///
/// # Errors
/// A file cannot be written.
pub fn county_folder(parts: &CountyParts, policy: &Policy, dir: &Path, lang: Lang) -> Result<(), WriteError> {
    let options =
        write::WriteOptions { format: write::Format::Csv, headers: lang, policy: POLICY, remark: None, force: false };
    write::fill_county(parts, policy, dir, &options)
        .map_err(|e| WriteError::Content { file: "county", reason: e.say(lang) })?;
    let path = dir.join(POLICY);
    std::fs::write(&path, policies::to_toml(policy)).map_err(|e| WriteError::io(&path, e))
}

/// A county that stands there is somebody's work: it is replaced only when that is asked for; anything else never is.
///
/// # Errors
/// Something stands at `dir` that may not be replaced.
pub fn refuse_standing(dir: &Path, force: bool, more: &[&str], terminal: &Terminal) -> Result<(), Stop> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(()) };
    let ours = county_files(true, more);
    let mut names: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let foreign = names.iter().find(|name| !ours.contains(name));
    let error = match foreign {
        Some(entry) => write::WriteError::Foreign { dir: dir.to_owned(), entry: entry.clone() },
        None if names.is_empty() || force => return Ok(()),
        None => write::WriteError::Stands(dir.to_owned()),
    };
    Err(Failure::new(ErrorKind::Write, error.say(terminal.lang)).into())
}

/// How writing a county ended: what the tables' writer refused is said in its own words.
///
/// # Errors
/// The county was not written.
pub fn county_written(
    written: Result<(), WriteError>,
    refused: Option<write::WriteError>,
    terminal: &Terminal,
) -> Result<(), Stop> {
    match (written, refused) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(error)) => Err(Failure::new(ErrorKind::Write, error.say(terminal.lang)).into()),
        (Err(error), None) => Err(failure(&error, terminal).into()),
    }
}

/// Writes one file, whole or not at all; `-` is stdout.
///
/// # Errors
/// It cannot be written; what stood there before stands there still.
pub fn file(
    path: &Path,
    terminal: &Terminal,
    interrupt: &Interrupt,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Stop> {
    if path == Path::new("-") {
        return terminal.print_with(write);
    }
    publish_file(path, interrupt.scratch(), write).map_err(|error| match error {
        WriteError::Io { source, .. } => {
            let args = [("path", path.display().to_string()), ("reason", source.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            Failure::new(ErrorKind::Write, say(terminal.lang, "cli.file", &args)).into()
        }
        error => failure(&error, terminal).into(),
    })
}
