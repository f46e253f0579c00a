//! Hashes of the files that went in, for the record of a run.

use crate::table::Tables;
use lungang_domain::record::InputHash;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// SHA-256 of every file that was read, sorted by name; names are relative to the county's folder.
///
/// # Errors
/// A file can no longer be read.
pub fn input_hashes(tables: &Tables) -> std::io::Result<Vec<InputHash>> {
    let folder = if tables.path.is_dir() { Some(tables.path.as_path()) } else { tables.path.parent() };
    let mut hashes = Vec::with_capacity(tables.files.len());
    for path in &tables.files {
        let name = folder.and_then(|f| path.strip_prefix(f).ok()).unwrap_or(path);
        let file = name.to_string_lossy().replace('\\', "/");
        hashes.push(InputHash { file, sha256: sha256_of(path)? });
    }
    hashes.sort_by(|a, b| a.file.cmp(&b.file));
    hashes.dedup();
    Ok(hashes)
}

/// SHA-256 of a file, hexadecimal.
///
/// # Errors
/// The file cannot be read.
pub fn sha256_of(path: &Path) -> std::io::Result<String> {
    let (mut file, _) = lungang_files::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => hasher.update(&buffer[..n]),
        }
    }
    Ok(hex(&hasher.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
