//! That a plan was disclosed is marked in its folder, which is left as it is from then on.

use jiff::Timestamp;
use jiff::tz::{Offset, offset};
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::publish_file;
use lungang_results::json::Unread;
use lungang_results::published::{PUBLISHED, Publication, with_publication};
use lungang_results::store::hex;
use lungang_tables::hashes::sha256_of;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The time by which a Chinese office dates its papers: all of China has one.
pub const BEIJING: Offset = offset(8);

/// Marks a plan's folder as disclosed today, by a notice with this text. What comes back takes the mark away again.
///
/// # Errors
/// The mark cannot be written.
pub fn mark(dir: &Path, notice: &str, scratch: &Scratch) -> Result<Marked, WriteError> {
    let (path, plan) = (dir.join(PUBLISHED), dir.join("plan.json"));
    let one = Publication {
        date: BEIJING.to_datetime(Timestamp::now()).date().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        plan_sha256: sha256_of(&plan).map_err(|e| WriteError::io(&plan, e))?,
        notice_sha256: hex(&Sha256::digest(notice)),
    };
    let before = lungang_files::text(&path, lungang_files::caps::RECORD).ok();
    let text = with_publication(before.as_deref(), one).map_err(|reason| match reason {
        Unread::Format(other) => WriteError::Format { path: path.clone(), other },
        reason => WriteError::Content { file: PUBLISHED, reason: reason.to_string() },
    })?;
    publish_file(&path, scratch, |out| out.write_all(text.as_bytes()))?;
    Ok(Marked { path, before })
}

/// A folder that was marked before its notice stands.
#[derive(Debug)]
pub struct Marked {
    path: PathBuf,
    /// What the mark said before.
    before: Option<String>,
}

impl Marked {
    /// The notice came to nothing: the folder is as it was.
    ///
    /// # Errors
    /// The mark cannot be taken away.
    pub fn undo(self, scratch: &Scratch) -> Result<(), WriteError> {
        match self.before {
            Some(text) => publish_file(&self.path, scratch, |out| out.write_all(text.as_bytes())),
            None => fs::remove_file(&self.path).map_err(|e| WriteError::io(&self.path, e)),
        }
    }
}
