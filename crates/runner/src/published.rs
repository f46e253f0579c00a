//! That a plan was disclosed is marked in its folder, which is left as it is from then on.

use jiff::Timestamp;
use jiff::tz::{Offset, offset};
use lungang_report::{PUBLISHED, Publication, Scratch, WriteError, publish_file, with_publication};
use lungang_tables::hashes::sha256_of;
use std::fs;
use std::path::Path;

/// The time by which a Chinese office publishes.
const BEIJING: Offset = offset(8);

/// Marks a plan's folder as disclosed today, by a notice of this hash.
///
/// # Errors
/// The mark cannot be written.
pub fn mark(dir: &Path, notice_sha256: &str, scratch: &Scratch) -> Result<(), WriteError> {
    let path = dir.join(PUBLISHED);
    let plan = dir.join("plan.json");
    let one = Publication {
        date: BEIJING.to_datetime(Timestamp::now()).date().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        plan_sha256: sha256_of(&plan).map_err(|e| WriteError::io(&plan, e))?,
        notice_sha256: notice_sha256.to_owned(),
    };
    let before = fs::read_to_string(&path).ok();
    let text = with_publication(before.as_deref(), one)
        .map_err(|e| WriteError::Content { file: PUBLISHED, reason: e.to_string() })?;
    publish_file(&path, scratch, |out| out.write_all(text.as_bytes()))
}
