//! Which files a file may name: those of its own folder, and those that the program brings.
//!
//! A county comes by mail as often as from the next desk. A line in it that names `/etc/passwd` or the neighbour's roster would have the
//! program read, hash, copy and quote what whoever sent it must not see.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

static ALLOWED: OnceLock<()> = OnceLock::new();

/// From here on files may name files anywhere: the user said so on the command line. It holds for the process and is never taken back.
pub fn allow_outside() {
    let _ = ALLOWED.set(());
}

/// Whether the user said so.
pub fn outside_allowed() -> bool {
    ALLOWED.get().is_some()
}

/// Whether a file that stands in `folder` may name `path`: links followed, it lies in that folder or in the data that the program brings.
///
/// What is not there is inside where it would be looked for inside: it is told as missing, and nothing is read.
pub fn inside(folder: &Path, path: &Path) -> bool {
    if outside_allowed() {
        return true;
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(home) = folder.canonicalize() else { return false };
    let Some(real) = real(path) else { return false };
    real.starts_with(&home) || shipped(&home).is_some_and(|data| real.starts_with(data))
}

/// The path with links followed, as far as it is there; nothing where what is not there goes up again.
fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Some(real);
    }
    let name = path.file_name()?;
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(real(parent)?.join(name))
}

/// The folder of the program's own data around a folder, known by its policies, its scenarios and its words: whoever can put such a folder
/// around another could have put anything into it.
fn shipped(home: &Path) -> Option<&Path> {
    let marks = ["policies/national.toml", "scenarios", "words/zh/findings.toml"];
    home.ancestors().skip(1).find(|folder| marks.iter().all(|mark| folder.join(mark).exists()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_what_lies_beside_it_or_below() {
        let dir = tempfile::tempdir().expect("a folder");
        let county = dir.path().join("county");
        std::fs::create_dir_all(county.join("more")).expect("folders");
        for file in ["secret.toml", "county/own.toml", "county/more/own.toml"] {
            std::fs::write(dir.path().join(file), "").expect("written");
        }
        for (name, expected) in [
            ("own.toml", true),
            ("more/own.toml", true),
            ("more/../own.toml", true),
            ("none.toml", true),
            ("../secret.toml", false),
            ("../county/own.toml", true),
            ("../none.toml", false),
            ("none/../../secret.toml", false),
            ("/etc/passwd", false),
        ] {
            assert_eq!(inside(&county, &county.join(name)), expected, "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret.toml", county.join("out.toml")).expect("a link");
            std::os::unix::fs::symlink("more/own.toml", county.join("in.toml")).expect("a link");
            assert!(!inside(&county, &county.join("out.toml")));
            assert!(inside(&county, &county.join("in.toml")));
        }
    }

    #[test]
    fn the_data_that_come_with_the_program_name_each_other() {
        let dir = tempfile::tempdir().expect("a folder");
        for folder in ["data/policies", "data/scenarios", "data/words/zh", "data/examples/county"] {
            std::fs::create_dir_all(dir.path().join(folder)).expect("folders");
        }
        for file in ["data/policies/national.toml", "data/words/zh/findings.toml"] {
            std::fs::write(dir.path().join(file), "").expect("written");
        }
        let scenarios = dir.path().join("data/scenarios");
        assert!(inside(&scenarios, &scenarios.join("../examples/county")));
        assert!(!inside(&scenarios, &scenarios.join("../../secret")));
    }
}
