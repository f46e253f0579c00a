//! Which languages there are: the folders of `data/words`, one a language. Nothing else lists them.
//!
//! The build script and the test of a language of its own read the folders with this file.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file that a folder of words cannot do without: what differs by language and is no sentence.
const SETTINGS: &str = "language";

/// The languages that come first: the default, then the one that gives the words that another lacks.
const FIRST: [&str; 2] = ["zh", "en"];

/// The folder of one language.
#[derive(Debug)]
pub struct Found {
    /// Its name, by which users ask for the language: `zh`.
    pub code: String,
    /// Its settings: name without extension, and path.
    pub settings: (String, PathBuf),
    /// Its words, the same.
    pub files: Vec<(String, PathBuf)>,
}

/// The folders below `words`: the default language, then the one that stands in, then the others by name.
///
/// # Errors
/// A folder cannot be read, one has no `language.toml`, or one of the first two is missing.
pub fn find(words: &Path) -> io::Result<Vec<Found>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(words)? {
        let path = entry?.path();
        if let (true, Some(code)) = (path.is_dir(), path.file_name().and_then(|name| name.to_str())) {
            all.push(found(code, &path)?);
        }
    }
    let place = |one: &Found| FIRST.iter().position(|first| *first == one.code).unwrap_or(FIRST.len());
    all.sort_by(|a, b| (place(a), &a.code).cmp(&(place(b), &b.code)));
    let missing = FIRST.iter().find(|first| all.iter().all(|one| one.code != **first));
    if let Some(missing) = missing {
        return Err(io::Error::other(format!("no folder of words: {}", words.join(missing).display())));
    }
    Ok(all)
}

fn found(code: &str, folder: &Path) -> io::Result<Found> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
        if let (true, Some(name)) = (path.extension().is_some_and(|e| e == "toml"), name) {
            files.push((name, path));
        }
    }
    files.sort();
    match files.iter().position(|(name, _)| name == SETTINGS) {
        Some(at) => Ok(Found { code: code.to_owned(), settings: files.remove(at), files }),
        None => Err(io::Error::other(format!("no {SETTINGS}.toml in: {}", folder.display()))),
    }
}
