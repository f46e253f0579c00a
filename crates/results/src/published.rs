//! `published.toml`: that a plan was disclosed. Its folder is left as it is from then on.

use crate::json::Unread;
use lungang_domain::format::{Document, KEY, readable};
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

impl Document for Publication {
    const NAME: &'static str = PUBLISHED;
}

#[derive(Serialize)]
struct File {
    format: u32,
    published: Vec<Publication>,
}

/// The text of `published.toml` with one publication more than it has.
///
/// # Errors
/// The text has a form that this program does not read; or it cannot be stated in TOML.
pub fn with_publication(text: Option<&str>, one: Publication) -> Result<String, Unread> {
    let mut published = text.map(publications).transpose()?.unwrap_or_default();
    published.push(one);
    toml::to_string(&File { format: Publication::FORMAT, published }).map_err(|e| Unread::Strange(e.to_string()))
}

fn publications(text: &str) -> Result<Vec<Publication>, Unread> {
    // What cannot be read tells nothing but that there was one.
    let Ok(mut table) = text.parse::<toml::Table>() else { return Ok(Vec::new()) };
    let stated = table.get(KEY).map(|number| number.to_string());
    readable::<Publication>(stated.as_deref()).map_err(Unread::Format)?;
    Ok(table.remove("published").and_then(|all| all.try_into().ok()).unwrap_or_default())
}

/// The day of the last publication; absent where the file does not say.
pub(crate) fn date(mark: &Path) -> Option<String> {
    let table: toml::Table = lungang_files::text(mark, lungang_files::caps::RECORD).ok()?.parse().ok()?;
    table.get("published")?.as_array()?.last()?.get("date")?.as_str().map(str::to_owned)
}
