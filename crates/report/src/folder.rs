//! A folder that is whole or absent: written beside its place under a temporary name, then renamed into it.

use crate::write::WriteError;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The temporary folders that stand at this moment, shared between the writer and whoever handles Ctrl-C.
///
/// Clones share one list. [`Scratch::cleanup`] removes everything on it and closes it: nothing is published afterwards.
#[derive(Debug, Clone, Default)]
pub struct Scratch(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    closed: bool,
    folders: BTreeSet<PathBuf>,
}

impl Scratch {
    /// An empty list.
    pub fn new() -> Scratch {
        Scratch::default()
    }

    /// Removes every temporary folder and lets none be published from now on; for the handler of Ctrl-C, just before
    /// the process ends. A folder that is being renamed into its place at this moment is renamed first.
    pub fn cleanup(&self) {
        let mut state = self.lock();
        state.closed = true;
        for folder in std::mem::take(&mut state.folders) {
            // The writer may be adding a file while the folder is emptied: a second round takes that one too.
            for _ in 0..3 {
                if fs::remove_dir_all(&folder).is_ok() || !folder.exists() {
                    break;
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn closed(&self) -> bool {
        self.lock().closed
    }
}

/// Fills a new folder and puts it at `dir`: whole, or not at all.
///
/// `fill` gets the temporary folder, which stands beside `dir` and is gone when anything fails. A folder that already
/// stands at `dir` is replaced where it is empty, or holds `known[0]` and nothing that is not `known` (or left by a
/// desktop or an open Excel); any other is left alone. A known name that ends with `/` is a folder's. Parents are made where they are missing.
///
/// # Errors
/// `dir` is no folder or holds something else, a file cannot be written, or `scratch` was closed meanwhile.
pub fn publish(
    dir: &Path,
    known: &[&str],
    scratch: &Scratch,
    fill: impl FnOnce(&Path) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let place = Place::of(dir)?;
    let replaces = place.look(known)?;
    let draft = Draft::make(&place, scratch)?;
    let filled = fill(&draft.path);
    if scratch.closed() {
        return Err(WriteError::Interrupted);
    }
    filled?;
    draft.put(&place, replaces)
}

/// Where the folder goes: its parent and its name.
struct Place {
    parent: PathBuf,
    name: OsString,
}

impl Place {
    fn of(dir: &Path) -> Result<Place, WriteError> {
        // A link is followed once, here, so that what is looked at is what is replaced.
        let real = match fs::symlink_metadata(dir) {
            Ok(meta) if meta.file_type().is_symlink() => fs::canonicalize(dir).map_err(|e| WriteError::io(dir, e))?,
            _ => dir.to_owned(),
        };
        let name = real.file_name().ok_or_else(|| WriteError::NoName(dir.to_owned()))?.to_owned();
        let parent = match real.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Place { parent, name })
    }

    fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// Whether there is a folder to replace.
    fn look(&self, known: &[&str]) -> Result<bool, WriteError> {
        let dir = self.path();
        match fs::symlink_metadata(&dir) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(WriteError::io(&dir, e)),
            Ok(meta) if !meta.is_dir() => return Err(WriteError::NotAFolder(dir)),
            Ok(_) => {}
        }
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&dir).map_err(|e| WriteError::io(&dir, e))? {
            let entry = entry.map_err(|e| WriteError::io(&dir, e))?;
            let file = entry.file_type().map_err(|e| WriteError::io(&dir, e))?.is_file();
            let name = entry.file_name().to_string_lossy().into_owned();
            if file && left_by_others(&name) {
                continue;
            }
            let ours = if file { known.contains(&name.as_str()) } else { known.contains(&format!("{name}/").as_str()) };
            if !ours {
                return Err(WriteError::Foreign { dir, entry: name });
            }
            names.insert(name);
        }
        match names.first() {
            Some(any) if !known.first().is_some_and(|first| names.contains(*first)) => {
                Err(WriteError::Foreign { dir, entry: any.clone() })
            }
            _ => Ok(true),
        }
    }
}

/// Files that a desktop or an open office program leaves behind.
fn left_by_others(name: &str) -> bool {
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") || name.starts_with("~$") || name.starts_with(".~lock.")
}

/// A temporary folder that removes itself, and the parents that were made for it, unless it is put in its place.
struct Draft<'a> {
    path: PathBuf,
    parents: Vec<PathBuf>,
    scratch: &'a Scratch,
}

impl<'a> Draft<'a> {
    fn make(place: &Place, scratch: &'a Scratch) -> Result<Draft<'a>, WriteError> {
        let missing = place.parent.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists());
        let mut draft = Draft { path: PathBuf::new(), parents: missing.map(Path::to_owned).collect(), scratch };
        fs::create_dir_all(&place.parent).map_err(|e| WriteError::io(&place.parent, e))?;
        let mut state = scratch.lock();
        if state.closed {
            return Err(WriteError::Interrupted);
        }
        let path = free(place, "tmp", |path| fs::create_dir(path))?;
        state.folders.insert(path.clone());
        drop(state);
        draft.path = path;
        Ok(draft)
    }

    /// Renames it into its place. The list stays locked meanwhile, so that a Ctrl-C comes before or after, not between.
    fn put(mut self, place: &Place, replaces: bool) -> Result<(), WriteError> {
        let (dir, draft) = (place.path(), self.path.clone());
        let mut state = self.scratch.lock();
        if state.closed {
            return Err(WriteError::Interrupted);
        }
        let old = if replaces { Some(free(place, "old", |aside| fs::rename(&dir, aside))?) } else { None };
        if let Err(e) = fs::rename(&draft, &dir) {
            if let Some(aside) = &old {
                fs::rename(aside, &dir).map_err(|e| WriteError::io(aside, e))?;
            }
            return Err(WriteError::io(&dir, e));
        }
        state.folders.remove(&draft);
        state.folders.extend(old.clone());
        drop(state);
        self.parents.clear();
        // From here on the guard sees to what was replaced.
        self.path = old.unwrap_or_default();
        Ok(())
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.path);
            self.scratch.lock().folders.remove(&self.path);
        }
        for parent in &self.parents {
            let _ = fs::remove_dir(parent);
        }
    }
}

/// Does something with a hidden name beside the place that nobody has taken: `.plan.tmp-4711`.
fn free(place: &Place, what: &str, act: impl Fn(&Path) -> io::Result<()>) -> Result<PathBuf, WriteError> {
    let process = std::process::id();
    let mut tries = 0;
    loop {
        let again = if tries == 0 { String::new() } else { format!("-{tries}") };
        let mut name = OsString::from(".");
        name.push(&place.name);
        name.push(format!(".{what}-{process}{again}"));
        let path = place.parent.join(name);
        let taken = path.symlink_metadata().is_ok();
        match if taken { Err(io::ErrorKind::AlreadyExists.into()) } else { act(&path) } {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && tries < 100 => tries += 1,
            Err(e) => return Err(WriteError::io(&path, e)),
        }
    }
}
