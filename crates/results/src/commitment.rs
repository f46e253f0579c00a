//! The files of the lottery's commitment: what is published before, what is kept, what is published after.

use crate::json::Unread;
use lungang_domain::commitment::{Commitment, Opening};
use lungang_domain::format::{Document, KEY, readable};
use lungang_domain::words::{Lang, say};
use std::path::Path;

/// Why a file of a commitment cannot be read: the reason, in words.
#[derive(Debug)]
pub enum CommitmentError {
    /// The system refused, it is not TOML, or it has a form that this program does not read.
    Unreadable(Unread),
    /// A key is missing or of the wrong kind.
    NotOne(&'static str),
}

impl CommitmentError {
    /// In one sentence.
    pub fn say(&self, lang: Lang, path: &Path) -> String {
        let path = path.display().to_string();
        match self {
            CommitmentError::Unreadable(reason) => {
                say(lang, "lottery.unreadable", &[("path", &path), ("reason", &reason.say(lang))])
            }
            CommitmentError::NotOne(key) => say(lang, "lottery.not-one", &[("path", &path), ("key", key)]),
        }
    }
}

/// The text of what is published before.
pub fn commitment_text(commitment: &Commitment, lang: Lang) -> String {
    let mut table = numbered::<Commitment>();
    table.insert("county".to_owned(), commitment.county.clone().into());
    table.insert("school_year".to_owned(), commitment.school_year.clone().into());
    table.insert("sha256".to_owned(), commitment.sha256.clone().into());
    format!("# {}\n{table}", say(lang, "lottery.head-commitment", &[]))
}

/// The text of what is kept.
pub fn secret_text(opening: &Opening, lang: Lang) -> String {
    format!("# {}\n{}", say(lang, "lottery.head-secret", &[]), opening_table(opening))
}

/// The text of what is published after.
pub fn reveal_text(opening: &Opening, lang: Lang) -> String {
    format!("# {}\n{}", say(lang, "lottery.head-reveal", &[]), opening_table(opening))
}

/// TOML has no integer above 2^63 − 1; a seed beyond it stands there as text.
fn opening_table(opening: &Opening) -> toml::Table {
    let seed = i64::try_from(opening.seed).map_or_else(|_| opening.seed.to_string().into(), toml::Value::Integer);
    let mut table = numbered::<Opening>();
    table.insert("county".to_owned(), opening.county.clone().into());
    table.insert("school_year".to_owned(), opening.school_year.clone().into());
    table.insert("seed".to_owned(), seed);
    table.insert("salt".to_owned(), opening.salt.clone().into());
    table
}

/// Reads what was published before.
///
/// # Errors
/// It cannot be read, or is something else.
pub fn read_commitment(path: &Path) -> Result<Commitment, CommitmentError> {
    let table = table::<Commitment>(path)?;
    let sha256 = text(&table, "sha256")?;
    if sha256.len() != 64 || !sha256.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(CommitmentError::NotOne("sha256"));
    }
    Ok(Commitment { county: text(&table, "county")?, school_year: text(&table, "school_year")?, sha256 })
}

/// Reads what was kept, or what was published after.
///
/// # Errors
/// It cannot be read, or is something else.
pub fn read_opening(path: &Path) -> Result<Opening, CommitmentError> {
    let table = table::<Opening>(path)?;
    let seed = match table.get("seed") {
        Some(toml::Value::Integer(n)) => u64::try_from(*n).ok(),
        Some(toml::Value::String(text)) => text.parse().ok(),
        _ => None,
    };
    Ok(Opening {
        county: text(&table, "county")?,
        school_year: text(&table, "school_year")?,
        seed: seed.ok_or(CommitmentError::NotOne("seed"))?,
        salt: text(&table, "salt")?,
    })
}

/// A table with the number of its form.
fn numbered<D: Document>() -> toml::Table {
    [(KEY.to_owned(), i64::from(D::FORMAT).into())].into_iter().collect()
}

fn table<D: Document>(path: &Path) -> Result<toml::Table, CommitmentError> {
    let unreadable = |reason| CommitmentError::Unreadable(reason);
    let text = lungang_files::text(path, lungang_files::caps::SETTINGS).map_err(|e| unreadable(Unread::File(e)))?;
    let parsed = text.parse::<toml::Table>();
    let table = parsed.map_err(|e| unreadable(Unread::Strange(e.message().to_owned())))?;
    let stated = table.get(KEY).map(|number| number.to_string());
    readable::<D>(stated.as_deref()).map_err(|other| unreadable(Unread::Format(other)))?;
    Ok(table)
}

fn text(table: &toml::Table, key: &'static str) -> Result<String, CommitmentError> {
    let value = table.get(key).and_then(toml::Value::as_str);
    value.map(str::to_owned).ok_or(CommitmentError::NotOne(key))
}
