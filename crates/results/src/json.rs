//! JSON as it goes to stdout and into files.

use serde::Serialize;

/// A document from its bytes.
///
/// # Errors
/// They are no such document: what the reader says.
pub fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    lungang_files::json::parse(bytes).map_err(|e| e.to_string())
}

/// A document as text: indented, with a line feed at its end.
///
/// The documents of this crate and of the domain hold nothing that JSON cannot state (their keys are text); for any
/// other value that does, the text is `null`.
pub fn to_text(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_else(|_| "null".to_owned());
    text.push('\n');
    text
}
