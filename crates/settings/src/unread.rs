//! A file that cannot be read as a finding, whatever it was to be read as.

use lungang_domain::finding::{Finding, Place};
use lungang_files::{Refused, megabytes};
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Why a file cannot be read; `missing` is the code of one that is not there.
pub fn finding(path: &Path, error: &Error, missing: &'static str) -> Finding {
    let place = Place::file(path.display().to_string());
    let code = |code| Finding::error(code, place.clone());
    match Refused::of(error) {
        Some(Refused::Special(kind)) => code("special-file").with("kind", format!("@special.{}", kind.name())),
        Some(Refused::TooLarge { size, cap }) => {
            code("file-too-large").with("size", megabytes(size)).with("cap", megabytes(cap))
        }
        Some(Refused::NotUtf8) => code("toml-not-utf8"),
        None => {
            let code = code(if error.kind() == ErrorKind::NotFound { missing } else { "unreadable-file" });
            code.with("path", path.display()).with("reason", error)
        }
    }
}
