//! One writer a place: a lock beside it, held from before the work until the folder or file stands, and let go by the
//! system when the process dies.
//!
//! Whoever holds the lock knows that every draft beside the place is a dead writer's, so that it can be swept, and that an
//! older folder which was moved aside, with nothing in its place, can be put back.

use crate::error::WriteError;
use crate::place::{Place, remove};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often, and after what pause each time, a place that somebody else holds is asked for again: one that only marks a
/// folder is gone in a moment, one that makes a plan is not.
const TRIES: (u32, Duration) = (10, Duration::from_millis(50));

/// The temporary folders and files that stand at this moment and the places that are held, shared between the writer and
/// whoever handles Ctrl-C.
///
/// Clones share one list. [`Scratch::cleanup`] removes everything on it and closes it: nothing is published afterwards.
#[derive(Debug, Clone, Default)]
pub struct Scratch(Arc<Mutex<State>>);

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) closed: bool,
    pub(crate) drafts: BTreeSet<PathBuf>,
    /// Places by the files of their locks.
    held: BTreeMap<PathBuf, Held>,
}

/// A place that this process holds.
#[derive(Debug)]
struct Held {
    /// The locked file; absent where the system has no locks.
    file: Option<File>,
    /// How many parts of this process hold it.
    holders: usize,
    /// Parents that were made for it, the innermost first.
    parents: Vec<PathBuf>,
}

impl Held {
    /// Lets go. The file goes first, so that nobody locks one that is about to go and believes to hold the place.
    fn release(&self, lock: &Path) {
        if self.file.is_some() {
            let _ = fs::remove_file(lock);
        }
        // Only those in which nothing was put can go.
        for parent in &self.parents {
            let _ = fs::remove_dir(parent);
        }
    }
}

/// A place that nobody else writes to while this lives.
#[derive(Debug)]
#[must_use = "a place is held only as long as its claim lives"]
pub struct Claim {
    scratch: Scratch,
    lock: PathBuf,
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut state = self.scratch.lock();
        let Some(held) = state.held.get_mut(&self.lock) else { return };
        held.holders -= 1;
        if held.holders == 0
            && let Some(held) = state.held.remove(&self.lock)
        {
            held.release(&self.lock);
        }
    }
}

impl Scratch {
    /// An empty list.
    pub fn new() -> Scratch {
        Scratch::default()
    }

    /// Removes every temporary folder and file, lets go of every place and lets nothing be published from now on; for the
    /// handler of Ctrl-C, just before the process ends. What is being put in its place at this moment is put there first.
    pub fn cleanup(&self) {
        let mut state = self.lock();
        state.closed = true;
        for draft in std::mem::take(&mut state.drafts) {
            // The writer may be adding a file while the folder is emptied: a second round takes that one too.
            for _ in 0..3 {
                if remove(&draft).is_ok() || !draft.exists() {
                    break;
                }
            }
        }
        for (lock, held) in std::mem::take(&mut state.held) {
            held.release(&lock);
        }
    }

    /// Takes a place for this process, sweeps what dead writers have left beside it, and puts back what one of them had moved
    /// aside. Parents are made where they are missing, and go again where nothing is put in them.
    ///
    /// # Errors
    /// Another process holds it, or nothing can be written there.
    pub fn claim(&self, path: &Path) -> Result<Claim, WriteError> {
        self.take(&Place::of(path)?)
    }

    pub(crate) fn take(&self, place: &Place) -> Result<Claim, WriteError> {
        let lock = place.beside("lock");
        let claim = || Claim { scratch: self.clone(), lock: lock.clone() };
        let mut state = self.lock();
        if state.closed {
            return Err(WriteError::Interrupted);
        }
        if let Some(held) = state.held.get_mut(&lock) {
            held.holders += 1;
            return Ok(claim());
        }
        let missing = place.parent.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists());
        let parents: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        let mut held = Held { file: None, holders: 1, parents };
        let taken = fs::create_dir_all(&place.parent).map_err(|e| WriteError::io(&place.parent, e)).and_then(|()| {
            acquire(&lock).map_err(|e| match e.kind() {
                io::ErrorKind::WouldBlock => WriteError::Busy(place.path()),
                _ => WriteError::io(&place.path(), e),
            })
        });
        match taken {
            Ok(file) => held.file = file,
            Err(error) => {
                held.release(&lock);
                return Err(error);
            }
        }
        if held.file.is_some() {
            place.recover();
        }
        state.held.insert(lock.clone(), held);
        Ok(claim())
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn closed(&self) -> bool {
        self.lock().closed
    }
}

/// Locks the file; `None` where the system has no locks for it, [`io::ErrorKind::WouldBlock`] where another process has it.
fn acquire(lock: &Path) -> io::Result<Option<File>> {
    let mut tries = 0;
    loop {
        let file = File::options().create(true).truncate(false).read(true).write(true).open(lock)?;
        match file.try_lock() {
            Ok(()) if stands(&file, lock) => return Ok(Some(file)),
            // Whoever had it has let go and taken the file away: the next one is another file.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if tries < TRIES.0 => {
                tries += 1;
                std::thread::sleep(TRIES.1);
            }
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(_)) => {
                let _ = fs::remove_file(lock);
                return Ok(None);
            }
        }
    }
}

/// Whether the open file is the one that stands there.
#[cfg(unix)]
fn stands(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |meta: fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata().map(of), fs::metadata(path).map(of)), (Ok(open), Ok(there)) if open == there)
}

#[cfg(not(unix))]
fn stands(_: &File, path: &Path) -> bool {
    path.exists()
}
