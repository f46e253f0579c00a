//! A folder or file that is whole or absent: written beside its place under a temporary name, then put into it.
//!
//! What stood there before and what comes are exchanged in one step where the system can. Where it cannot, the old one is
//! moved aside first; a process that dies between the two steps leaves it there, and the next writer puts it back.

use crate::claim::Scratch;
use crate::error::WriteError;
use crate::json;
use crate::place::{NEW, OLD, Place, remove, sync};
use lungang_domain::format::Document;
use serde::Serialize;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Fills a new folder and puts it at `dir`: whole, or not at all.
///
/// `fill` gets the temporary folder, which stands beside `dir` and is gone when anything fails. A folder that already
/// stands at `dir` is replaced where it is empty, or holds `known[0]` and nothing that is not `known` (or left by a
/// desktop or an open Excel); any other is left alone, and so is one that was published. A known name that ends with `/` is a
/// folder's. Parents are made where they are missing. Nobody else writes to the place meanwhile.
///
/// # Errors
/// `dir` is no folder or holds something else, another process writes to it, a file cannot be written, or `scratch` was closed
/// meanwhile.
pub fn publish(
    dir: &Path,
    known: &[&str],
    scratch: &Scratch,
    fill: impl FnOnce(&Path) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let place = Place::of(dir)?;
    let _claim = scratch.take(&place)?;
    let replaces = place.look(known)?;
    let draft = Draft::make(&place, scratch, |path| fs::create_dir(path))?;
    let filled = fill(&draft.path);
    if scratch.closed() {
        return Err(WriteError::Interrupted);
    }
    filled?;
    settle(&draft.path).map_err(|e| WriteError::io(dir, e))?;
    draft.put(&place, replaces, exchange)
}

/// Writes a file and puts it at `path`: whole, or not at all. Something at `path` that is no file, a terminal for one, is
/// written to as it is.
///
/// # Errors
/// It cannot be written, or another process writes it; what stood there before stands there still.
pub fn publish_file(
    path: &Path,
    scratch: &Scratch,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    let failed = |e: io::Error| WriteError::io(path, e);
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(meta) if !meta.is_file() => {
            let mut out = BufWriter::new(File::options().write(true).open(path).map_err(failed)?);
            return write(&mut out).and_then(|()| out.flush()).map_err(failed);
        }
        _ => {}
    }
    let place = Place::of(path)?;
    if !place.parent.is_dir() {
        return Err(failed(io::ErrorKind::NotFound.into()));
    }
    let _claim = scratch.take(&place)?;
    let draft = Draft::make(&place, scratch, |path| File::create_new(path).map(drop))?;
    let all = || {
        let file = File::options().write(true).open(&draft.path)?;
        let mut out = BufWriter::new(&file);
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.sync_all()
    };
    let written = all();
    if scratch.closed() {
        return Err(WriteError::Interrupted);
    }
    written.map_err(failed)?;
    // A file takes the place of another in one step everywhere.
    draft.put(&place, false, exchange)
}

/// Puts one path in the place of another and the other way round, in one step; `false` where the system cannot.
type Exchange = fn(&Path, &Path) -> io::Result<bool>;

/// A temporary folder or file that removes itself unless it is put in its place.
struct Draft<'a> {
    path: PathBuf,
    scratch: &'a Scratch,
}

impl<'a> Draft<'a> {
    fn make(
        place: &Place,
        scratch: &'a Scratch,
        create: impl Fn(&Path) -> io::Result<()>,
    ) -> Result<Draft<'a>, WriteError> {
        let mut state = scratch.lock();
        if state.closed {
            return Err(WriteError::Interrupted);
        }
        let path = free(place, NEW, create)?;
        state.drafts.insert(path.clone());
        drop(state);
        Ok(Draft { path, scratch })
    }

    /// Puts it in its place. The list stays locked meanwhile, so that a Ctrl-C comes before or after, not between.
    fn put(mut self, place: &Place, replaces: bool, exchange: Exchange) -> Result<(), WriteError> {
        let (dir, draft) = (place.path(), self.path.clone());
        let mut state = self.scratch.lock();
        if state.closed {
            return Err(WriteError::Interrupted);
        }
        let exchanged = replaces && exchange(&draft, &dir).map_err(|e| WriteError::io(&dir, e))?;
        if exchanged {
            // What was replaced now has the draft's name; the guard sees to it.
            sync(&place.parent);
            return Ok(());
        }
        let old = if replaces { Some(free(place, OLD, |aside| fs::rename(&dir, aside))?) } else { None };
        if let Err(e) = fs::rename(&draft, &dir) {
            if let Some(aside) = &old {
                fs::rename(aside, &dir).map_err(|e| WriteError::io(aside, e))?;
            }
            return Err(WriteError::io(&dir, e));
        }
        sync(&place.parent);
        state.drafts.remove(&draft);
        state.drafts.extend(old.clone());
        drop(state);
        // From here on the guard sees to what was replaced.
        self.path = old.unwrap_or_default();
        Ok(())
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = remove(&self.path);
            self.scratch.lock().drafts.remove(&self.path);
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The system, or the file system, does not know how.
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP | Errno::PERM) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Has everything in a folder, and the folder, on the disk before it is put in its place.
fn settle(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => settle(&entry.path())?,
            // Only where a file that is open for reading can be synchronised.
            kind if kind.is_file() && cfg!(unix) => File::open(entry.path())?.sync_all()?,
            _ => {}
        }
    }
    sync(dir);
    Ok(())
}

/// Does something with a hidden name beside the place that nobody has taken: `.plan.tmp-4711`.
fn free(place: &Place, what: &str, act: impl Fn(&Path) -> io::Result<()>) -> Result<PathBuf, WriteError> {
    let process = std::process::id();
    let mut tries = 0;
    loop {
        let again = if tries == 0 { String::new() } else { format!("-{tries}") };
        let path = place.beside(&format!("{what}-{process}{again}"));
        let taken = path.symlink_metadata().is_ok();
        match if taken { Err(io::ErrorKind::AlreadyExists.into()) } else { act(&path) } {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && tries < 100 => tries += 1,
            Err(e) => return Err(WriteError::io(&path, e)),
        }
    }
}

/// What is printed from a document for people, by its name among the files of a folder.
pub type Prints = Vec<(&'static str, Vec<u8>)>;

/// Fills a new folder with a document, which is the first of its `files`, and with what is printed from it, and puts it at `dir`:
/// whole, or not at all.
///
/// # Errors
/// As of [`publish`]; or nothing can be printed.
pub fn publish_document(
    document: &(impl Document + Serialize),
    dir: &Path,
    files: &[&str],
    scratch: &Scratch,
    prints: impl FnOnce() -> Result<Prints, WriteError>,
) -> Result<(), WriteError> {
    publish(dir, files, scratch, |at| {
        let own = files.first().copied().unwrap_or_default();
        file(at, own, json::to_text(document).as_bytes())?;
        prints()?.iter().try_for_each(|(name, bytes)| file(at, name, bytes))
    })
}

/// What a format's writer made, or why it could not.
///
/// # Errors
/// The writer refused; the file is named.
pub fn content<T, E: fmt::Display>(file: &'static str, made: Result<T, E>) -> Result<T, WriteError> {
    made.map_err(|e| WriteError::Content { file, reason: e.to_string() })
}

/// Writes a file into a folder that is being filled.
///
/// # Errors
/// It stands there already, or cannot be written.
pub fn file(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let path = dir.join(name);
    let all = || {
        let mut file = fs::File::create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    all().map_err(|e| WriteError::io(&path, e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::PUBLISHED;

    fn filled(dir: &Path, text: &str) {
        fs::create_dir_all(dir).expect("a folder");
        fs::write(dir.join("a"), text).expect("a file");
    }

    fn put(dir: &Path, exchange: Exchange) -> Result<(), WriteError> {
        let (place, scratch) = (Place::of(dir)?, Scratch::new());
        let _claim = scratch.take(&place)?;
        let draft = Draft::make(&place, &scratch, |path| fs::create_dir(path))?;
        fs::write(draft.path.join("a"), "new").expect("a file");
        draft.put(&place, true, exchange)
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(dir).expect("a folder").flatten().map(|e| e.file_name().to_string_lossy().into()).collect();
        all.sort();
        all
    }

    #[test]
    fn a_folder_is_exchanged_with_and_without_the_system_s_help() {
        for way in [exchange as Exchange, |_, _| Ok(false)] {
            let home = tempfile::tempdir().expect("temporary");
            let dir = home.path().join("plan");
            filled(&dir, "old");
            put(&dir, way).expect("put");
            assert_eq!(fs::read_to_string(dir.join("a")).expect("a file"), "new");
            assert_eq!(names(home.path()), ["plan"]);
        }
    }

    #[test]
    fn what_dead_writers_left_is_swept_and_what_they_moved_aside_is_put_back() {
        let home = tempfile::tempdir().expect("temporary");
        let dir = home.path().join("plan");
        // Dead between the two steps: the old folder is aside, the new one a draft.
        filled(&home.path().join(".plan.old-4711"), "old");
        filled(&home.path().join(".plan.tmp-4711"), "new");
        filled(&home.path().join(".plan.tmp-4711-1"), "new");
        fs::write(home.path().join(".plan.lock"), "").expect("a file");
        fs::write(home.path().join(".plan.old-4711/.published.toml.tmp-4711"), "half").expect("a file");
        // Names that are somebody else's.
        for other in [".plan.tmp-x", ".plan.tmp-", ".plans.tmp-1", ".plan.tmp-1.lock"] {
            fs::write(home.path().join(other), "mine").expect("a file");
        }
        drop(Scratch::new().claim(&dir).expect("nobody holds it"));
        assert_eq!(fs::read_to_string(dir.join("a")).expect("it is back"), "old");
        assert_eq!(names(home.path()), [".plan.tmp-", ".plan.tmp-1.lock", ".plan.tmp-x", ".plans.tmp-1", "plan"]);
        // One that died while it marked the plan hinders nobody.
        assert!(Place::of(&dir).expect("a place").look(&["a"]).expect("nothing foreign"));
        // Dead after the second: both stand, and the new one is in its place.
        filled(&home.path().join(".plan.old-4712"), "older");
        drop(Scratch::new().claim(&dir).expect("nobody holds it"));
        assert_eq!(fs::read_to_string(dir.join("a")).expect("it stays"), "old");
        assert!(!home.path().join(".plan.old-4712").exists());
    }

    #[test]
    fn the_second_writer_is_refused_and_leaves_the_first_alone() {
        let home = tempfile::tempdir().expect("temporary");
        let dir = home.path().join("deep/plan");
        let (first, second) = (Scratch::new(), Scratch::new());
        publish(&dir, &["a"], &first, |at| {
            fs::write(at.join("a"), "first").expect("a file");
            let refused = publish(&dir, &["a"], &second, |_| Ok(()));
            assert!(matches!(refused, Err(WriteError::Busy(_))), "{refused:?}");
            // The same process holds it as often as it likes.
            first.claim(&dir).map(drop)
        })
        .expect("written");
        publish(&dir, &["a"], &second, |at| {
            fs::write(at.join("a"), "second").expect("a file");
            Ok(())
        })
        .expect("written");
        assert_eq!(names(&home.path().join("deep")), ["plan"]);
        // A claim that came to nothing leaves nothing.
        drop(first.claim(&home.path().join("other/deep/plan")).expect("free"));
        assert_eq!(names(home.path()), ["deep"]);
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let home = tempfile::tempdir().expect("temporary");
        let (path, scratch) = (home.path().join("list.csv"), Scratch::new());
        publish_file(&path, &scratch, |out| out.write_all(b"one")).expect("written");
        fs::write(home.path().join(".list.csv.tmp-4711"), "half").expect("a file");
        let failed = publish_file(&path, &scratch, |out| {
            out.write_all(b"tw")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(failed, Err(WriteError::Io { .. })));
        assert_eq!(fs::read_to_string(&path).expect("a file"), "one");
        publish_file(&path, &scratch, |out| out.write_all(b"two")).expect("written");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "two");
        assert_eq!(names(home.path()), ["list.csv"]);
        assert!(publish_file(home.path(), &scratch, |_| Ok(())).is_err(), "a folder is no file");
    }

    #[test]
    fn what_was_published_stays() {
        let home = tempfile::tempdir().expect("temporary");
        let (dir, scratch) = (home.path().join("plan"), Scratch::new());
        filled(&dir, "old");
        filled(&home.path().join("years/2026-2027"), "old");
        fs::write(home.path().join("years/a"), "").expect("a file");
        for mark in [dir.join(PUBLISHED), home.path().join("years/2026-2027").join(PUBLISHED)] {
            fs::write(mark, "[[published]]\ndate = \"2026-08-20\"\n").expect("a file");
        }
        for (dir, known) in [(dir, vec!["a", PUBLISHED]), (home.path().join("years"), vec!["a", "2026-2027/"])] {
            match publish(&dir, &known, &scratch, |_| Ok(())) {
                Err(WriteError::Published { date, .. }) => assert_eq!(date.as_deref(), Some("2026-08-20")),
                other => panic!("{other:?}"),
            }
        }
    }
}
