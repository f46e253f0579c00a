//! The store: one file a result, named by the hash of what the run was made from; whole or absent.

use lungang_domain::whatif::{RunResult, StoredRun};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// There is no such file.
    Missing,
    /// There is one, but it does not hold what its name says.
    Damaged {
        /// What is wrong, as the reader saw it.
        reason: String,
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
        let damaged = |reason: String| Gone::Damaged { reason };
        let bytes = match lungang_files::read(&self.path(hash), lungang_files::caps::DOCUMENT) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(Gone::Missing),
            Err(e) => return Err(damaged(e.to_string())),
        };
        let stored: StoredRun = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
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
        let mut bytes = serde_json::to_vec(&stored)?;
        bytes.push(b'\n');
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let draft = self.dir.join(format!(".{hash}.{}-{number}", std::process::id()));
        let written = write(&draft, &bytes).and_then(|()| fs::rename(&draft, self.path(hash)));
        match written {
            // Another process made the same result meanwhile, and took this draft for one that was left behind.
            Err(e) if e.kind() == io::ErrorKind::NotFound && self.path(hash).exists() => Ok(()),
            Err(e) => {
                let _ = fs::remove_file(&draft);
                Err(e)
            }
            Ok(()) => Ok(()),
        }
    }

    /// Takes away what processes that were killed have left of these results: drafts, never a result.
    pub fn sweep_drafts(&self, hash: &str) {
        let prefix = format!(".{hash}.");
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// SHA-256 of a result as compact JSON.
fn digest(run: &RunResult) -> io::Result<String> {
    Ok(hex(&Sha256::digest(serde_json::to_vec(run)?)))
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
