//! `published.toml`: that a plan was disclosed. Its folder is left as it is from then on.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file in a plan's folder that tells that it was disclosed.
pub const PUBLISHED: &str = "published.toml";

/// A plan was disclosed; once for each notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The day.
    pub date: String,
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the `plan.json` that was disclosed.
    pub plan_sha256: String,
    /// SHA-256 of the notice, `disclosure.json`.
    pub notice_sha256: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    published: Vec<Publication>,
}

/// The text of `published.toml` with one publication more than it has.
///
/// # Errors
/// It cannot be stated in TOML.
pub fn with_publication(text: Option<&str>, one: Publication) -> Result<String, toml::ser::Error> {
    // What cannot be read tells nothing but that there was one.
    let mut published = text.and_then(|t| toml::from_str::<File>(t).ok()).map(|f| f.published).unwrap_or_default();
    published.push(one);
    toml::to_string(&File { published })
}

/// The day of the last publication; absent where the file does not say.
pub(crate) fn date(mark: &Path) -> Option<String> {
    let table: toml::Table = lungang_files::text(mark, lungang_files::caps::RECORD).ok()?.parse().ok()?;
    table.get("published")?.as_array()?.last()?.get("date")?.as_str().map(str::to_owned)
}
