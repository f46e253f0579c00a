//! Files that a command leaves: whole or absent.

use crate::exit::{Failure, Stop};
use crate::interrupt::Interrupt;
use crate::terminal::Terminal;
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_report::json::ErrorKind;
use lungang_report::{WriteError, publish};
use lungang_tables::{policy, schema, write};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A failure to write a folder.
pub fn failure(error: &WriteError, terminal: &Terminal) -> Failure {
    let kind = if matches!(error, WriteError::Interrupted) { ErrorKind::Interrupted } else { ErrorKind::Write };
    Failure::new(kind, error.say(terminal.lang))
}

/// Tries whether a folder can be put at `dir`, and leaves nothing: before long work, not after it.
///
/// # Errors
/// It cannot.
pub fn try_folder(dir: &Path, known: &[&str], terminal: &Terminal, interrupt: &Interrupt) -> Result<(), Stop> {
    let mut made = false;
    let tried = publish(dir, known, interrupt.scratch(), |_| {
        made = true;
        // Far enough: what was made is taken away again.
        Err(WriteError::Interrupted)
    });
    match tried {
        Err(error) if !made => Err(failure(&error, terminal).into()),
        _ => Ok(()),
    }
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

/// The policy's file in a county's folder, where it is no built-in one.
const POLICY: &str = "policy.toml";

/// Fills a folder with a county's tables and, where it is no built-in one, its policy: anybody can plan it as it stands.
///
/// # Errors
/// A file cannot be written.
pub fn county_folder(parts: &CountyParts, policy: &Policy, dir: &Path, lang: Lang) -> Result<(), WriteError> {
    let built_in = policy::built_in().iter().any(|(id, _)| *id == policy.id)
        && policy::load(&policy.id, None).is_ok_and(|own| policy::fingerprint(&own) == policy::fingerprint(policy));
    let named = if built_in { policy.id.as_str() } else { POLICY };
    let options = write::WriteOptions { format: write::Format::Csv, headers: lang, policy: named, force: false };
    write::fill_county(parts, policy, dir, &options)
        .map_err(|e| WriteError::Content { file: "county", reason: e.say(lang) })?;
    if !built_in {
        let path = dir.join(POLICY);
        std::fs::write(&path, policy::to_toml(policy)).map_err(|e| WriteError::io(&path, e))?;
    }
    Ok(())
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

/// Writes one file under a temporary name beside its place and renames it; `-` is stdout.
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
    let attempt = || -> io::Result<()> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let draft = tempfile::Builder::new().prefix(".lungang-").tempfile_in(folder)?;
        let name = draft.path().to_owned();
        interrupt.guarding(&name, || {
            let mut out = BufWriter::new(draft.as_file());
            write(&mut out)?;
            out.flush()?;
            drop(out);
            draft.as_file().sync_all()?;
            shown(draft.path())?;
            draft.persist(path).map(drop).map_err(|e| e.error)
        })
    };
    attempt().map_err(|e| {
        let args = [("path", path.display().to_string()), ("reason", e.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Failure::new(ErrorKind::Write, say(terminal.lang, "cli.file", &args)).into()
    })
}

/// A temporary file is for its owner alone; a result is for whoever may read the folder.
#[cfg(unix)]
fn shown(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn shown(_: &Path) -> io::Result<()> {
    Ok(())
}
