//! The store: one file a result, named by the hash of what the run was made from; whole or absent.

use crate::json::{self, Unread};
use lungang_domain::format::Numbered;
use lungang_domain::whatif::{RunResult, StoredRun};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The folder of the results, within the folder of a what-if.
pub const RESULTS: &str = "results";

/// The results of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    dir: PathBuf,
}

/// Why a result is not there.
#[derive(Debug)]
pub enum Gone {
    /// There is no such file.
    Missing,
    /// There is one, but it does not hold what its name says.
    Damaged {
        /// What is wrong.
        reason: Unread,
    },
}

impl Store {
    /// The results of a what-if's folder, which need not be there yet.
    pub fn of(dir: &Path) -> Store {
        Store { dir: dir.join(RESULTS) }
    }

    /// Where the result of these inputs is.
    pub fn path(&self, hash: &str) -> PathBuf {
        self.dir.join(format!("{hash}.json"))
    }

    /// The result of these inputs, where it stands and is whole.
    ///
    /// # Errors
    /// It is not there, or not as it was written.
    pub fn read(&self, hash: &str) -> Result<RunResult, Gone> {
        let damaged = |what: String| Gone::Damaged { reason: Unread::Strange(what) };
        let stored: StoredRun = match json::read_file(&self.path(hash), lungang_files::caps::DOCUMENT) {
            Ok(stored) => stored,
            Err(reason) if reason.is_missing() => return Err(Gone::Missing),
            Err(reason) => return Err(Gone::Damaged { reason }),
        };
        if stored.inputs != hash {
            return Err(damaged(format!("inputs {}", stored.inputs)));
        }
        match digest(&stored.run) {
            Ok(sha256) if sha256 == stored.sha256 => Ok(stored.run),
            Ok(sha256) => Err(damaged(format!("sha256 {sha256}"))),
            Err(e) => Err(damaged(e.to_string())),
        }
    }

    /// Keeps a result: written beside its place, synchronised, renamed. Whoever reads sees all of it or none, at any moment.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, hash: &str, run: &RunResult) -> io::Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        fs::create_dir_all(&self.dir)?;
        let stored = StoredRun { inputs: hash.to_owned(), sha256: digest(run)?, run: run.clone() };
        let mut bytes = serde_json::to_vec(&Numbered::new(&stored))?;
        bytes.push(b'\n');
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let draft = self.dir.join(format!(".{hash}.{}-{number}", std::process::id()));
            let written = write(&draft, &bytes).and_then(|file| {
                fs::rename(&draft, self.path(hash))?;
                // Held until the draft is a result, so that nobody takes it for one that was left behind.
                drop(file);
                Ok(())
            });
            match written {
                // Somebody swept it in the moment between its being made and being locked.
                Err(e) if e.kind() == io::ErrorKind::NotFound && self.dir.is_dir() => {}
                Err(e) => {
                    let _ = fs::remove_file(&draft);
                    return Err(e);
                }
                Ok(()) => {
                    // Not every system can; the result is there all the same.
                    let _ = File::open(&self.dir).and_then(|dir| dir.sync_all());
                    return Ok(());
                }
            }
        }
    }

    /// Takes away what processes that were killed have left: drafts, never a result, and never a draft whose writer lives, which
    /// holds it locked.
    pub fn sweep_drafts(&self) {
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let dead = || File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if is_draft(&entry.file_name().to_string_lossy()) && dead() {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether a name is a draft's: `.HASH.PROCESS-NUMBER`.
fn is_draft(name: &str) -> bool {
    let Some((hash, rest)) = name.strip_prefix('.').and_then(|n| n.split_once('.')) else { return false };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    hash.len() == 64
        && hash.bytes().all(|b| b.is_ascii_hexdigit())
        && rest.split_once('-').is_some_and(|(process, count)| number(process) && number(count))
}

/// Writes a new file; it is locked as long as what comes back lives, where the system has locks.
fn write(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = File::create(path)?;
    match file.try_lock() {
        // Whoever sweeps at this moment has it, and takes it away.
        Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::NotFound.into()),
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(file)
}

/// SHA-256 of a result as compact JSON.
fn digest(run: &RunResult) -> io::Result<String> {
    Ok(hex(&Sha256::digest(serde_json::to_vec(run)?)))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
