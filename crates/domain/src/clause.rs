//! A clause in a document: `null` where the policy states none, never an empty text or a dash.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The clause, or `null`.
///
/// # Errors
/// The serializer's.
pub fn serialize<S: Serializer>(clause: &str, to: S) -> Result<S::Ok, S::Error> {
    Some(clause).filter(|c| !c.is_empty()).serialize(to)
}

/// A clause; none is an empty text.
///
/// # Errors
/// It is no text.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}
