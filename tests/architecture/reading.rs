//! One reader for all files and one for all JSON: nothing but `crates/files` opens a file to read it, or parses JSON.

use crate::{root, sources, text};

/// What opens a file to read it, or reads one.
const READS: &[&str] = &[
    "fs::read(",
    "fs::read_to_string(",
    "read_to_string(&path",
    "File::open(",
    "File::options(",
    "OpenOptions::new(",
    "serde_json::from_",
];

/// Files that may, with what they do it for.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("crates/files/src/lib.rs", "OpenOptions::new(", "the one reader"),
    ("crates/tables/src/raw/excel/biff/mod.rs", "File::open(", "a container among bytes that were read"),
    ("crates/results/src/rows.rs", "File::open(", "its own files, opened to be synchronised, never read"),
    ("crates/results/src/claim.rs", "File::options(", "the lock of a place, locked and never read"),
    ("crates/results/src/folder.rs", "File::options(", "an output that is a pipe or a draft, opened to be written"),
    ("crates/results/src/folder.rs", "File::open(", "drafts and folders, opened to be synchronised"),
    ("crates/results/src/place.rs", "File::open(", "a folder, opened to be synchronised"),
    ("crates/runner/src/whatif/join.rs", "File::open(", "a folder, opened to be synchronised"),
    ("crates/results/src/store.rs", "File::open(", "folders to be synchronised, drafts whose lock is tried"),
    ("crates/cli/src/commands/lottery.rs", "OpenOptions::new(", "a new file, opened to be written"),
    ("crates/files/src/json.rs", "serde_json::from_", "the one reader of JSON, which refuses doubled keys"),
];

#[test]
fn nothing_but_the_one_reader_opens_a_file_to_read_it() {
    let mut faults = Vec::new();
    for path in sources(&["crates"]) {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let name = name.trim_start_matches("../").to_owned();
        if name.contains("/tests/") || name.contains("/benches/") {
            continue;
        }
        let whole = text(&path);
        // Tests of a file stand at its end.
        let own = whole.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        for (line, said) in own.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            // `lungang_files::read(` is the one reader, and `fs::read_dir(` opens no file.
            let said = said.replace("lungang_files::", "");
            for read in READS.iter().filter(|read| said.contains(**read)) {
                if !ALLOWED.iter().any(|(file, what, _)| *file == name && what == read) {
                    faults.push(format!("{name}:{}: `{read}` instead of `lungang_files`", line + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_allowance_is_still_needed() {
    for (file, what, reason) in ALLOWED {
        assert!(text(&root().join(file)).contains(what), "{file} no longer has `{what}` ({reason})");
    }
}
