//! A mutant, the file that says why some may live, and the results that are kept from run to run.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a mutant is called: the same in every run, whatever is added above its line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Debug)]
pub struct Key {
    pub file: String,
    /// The line as it stands, without its indent.
    pub line: String,
    /// What becomes of it: `<= → <`.
    pub change: String,
    /// Which of several same changes of equal lines in the file, from 1.
    #[serde(default = "one")]
    pub nth: usize,
}

fn one() -> usize {
    1
}

/// A mutant of this run.
#[derive(Clone)]
pub struct Mutant {
    /// The number that a run is started with.
    pub id: u32,
    /// Its line in the file, from 1.
    pub number: usize,
    pub key: Key,
}

/// How a mutant ended.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// A test failed, or ran far beyond its usual time.
    Killed,
    Survived,
    /// No test comes to the place.
    Unreached,
    /// The compiler refuses it.
    Unbuilt,
}

impl Ended {
    pub const ALL: [Ended; 4] = [Ended::Killed, Ended::Survived, Ended::Unreached, Ended::Unbuilt];

    pub fn lives(self) -> bool {
        matches!(self, Ended::Survived | Ended::Unreached)
    }
}

/// `tests/mutants.toml`: a survivor and why the program is as right with it.
#[derive(Deserialize)]
pub struct Reason {
    #[serde(flatten)]
    pub key: Key,
    #[serde(default)]
    pub reason: String,
}

/// # Errors
///
/// The file cannot be read or is not as its first lines say.
pub fn reasons(file: &Path) -> Result<Vec<Reason>, String> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        survives: Vec<Reason>,
    }
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    toml::from_str::<File>(&text).map(|f| f.survives).map_err(|e| format!("{}: {e}", file.display()))
}

/// Results of earlier runs, by mutant and by the content of its file and of the tests.
pub struct Results {
    file: PathBuf,
    known: BTreeMap<(Key, String), (Ended, String)>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    key: Key,
    at: String,
    ended: Ended,
    by: String,
}

impl Results {
    pub fn open(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let known = lines.map(|l| ((l.key, l.at), (l.ended, l.by))).collect();
        Results { file, known }
    }

    pub fn get(&self, key: &Key, at: &str) -> Option<(Ended, &str)> {
        self.known.get(&(key.clone(), at.to_owned())).map(|(ended, by)| (*ended, by.as_str()))
    }

    /// # Errors
    ///
    /// The results cannot be written.
    pub fn put(&mut self, key: &Key, at: &str, ended: Ended, by: &str) -> std::io::Result<()> {
        let line = Line { key: key.clone(), at: at.to_owned(), ended, by: by.to_owned() };
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&self.file)?;
        writeln!(file, "{}", serde_json::to_string(&line)?)?;
        self.known.insert((line.key, line.at), (ended, line.by));
        Ok(())
    }
}

/// The content of files and folders in a few letters.
pub fn digest(paths: &[PathBuf]) -> String {
    let mut sum = Sha256::new();
    for path in paths {
        for file in files(path) {
            sum.update(fs::read(&file).unwrap_or_default());
        }
    }
    sum.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The files below a folder, or the file itself, in order.
pub fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut entries: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    entries.iter().flat_map(|p| files(p)).collect()
}
