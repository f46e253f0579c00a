//! Files that a command leaves: whole or absent.

use crate::exit::{Failure, Stop};
use crate::interrupt::Interrupt;
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;
use lungang_report::{WriteError, publish};
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
