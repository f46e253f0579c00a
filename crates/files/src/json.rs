//! The one reader of JSON: a key that stands twice in an object is refused, and so are objects of more keys than any document has.
//!
//! Of two values under one key every reader takes the one that it likes, most of them the last; a person who looks at the file sees
//! the first. So none is taken.

use crate::caps::KEYS;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// A value from its bytes.
///
/// # Errors
/// They are no JSON, hold no such value, or have a key twice in one object: the reason with its line and column.
///
/// # Example
/// ```
/// use std::collections::BTreeMap;
/// type Counts = BTreeMap<String, u32>;
/// assert_eq!(lungang_files::json::parse::<Counts>(br#"{"a": 1, "b": 2}"#).expect("counts")["b"], 2);
/// let error = lungang_files::json::parse::<Counts>(b"{\"a\": 1,\n \"a\": 2}").expect_err("a doubled key");
/// assert_eq!((error.line(), error.column()), (2, 4));
/// ```
pub fn parse<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, serde_json::Error> {
    Sound::of(bytes)?.read()
}

/// JSON in which no object has a key twice: it is looked through once, however many values are then read from it.
#[derive(Debug, Clone, Copy)]
pub struct Sound<'de>(&'de [u8]);

impl<'de> Sound<'de> {
    /// Looks through the bytes.
    ///
    /// # Errors
    /// They are no JSON, or have a key twice in one object: the reason with its line and column.
    pub fn of(bytes: &'de [u8]) -> Result<Sound<'de>, serde_json::Error> {
        serde_json::from_slice::<Once>(bytes).map(|_| Sound(bytes))
    }

    /// A value.
    ///
    /// # Errors
    /// It holds no such value: the reason with its line and column.
    pub fn read<T: Deserialize<'de>>(self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.0)
    }
}

/// Any value in which no object has a key twice; nothing of it is kept.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Once, D::Error> {
        from.deserialize_any(Once)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Once, A::Error> {
        while list.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Once, A::Error> {
        let mut keys: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(Key(key)) = object.next_key()? {
            if keys.len() >= KEYS {
                return Err(A::Error::custom(format!("一个对象的键过多 / more keys in one object than: {KEYS}")));
            }
            if let Some(key) = keys.replace(key) {
                return Err(A::Error::custom(format!("同一个键出现两次 / a key stands twice: `{}`", brief(&key))));
            }
            object.next_value::<Once>()?;
        }
        Ok(Once)
    }
}

/// The beginning of a key, which may be as long as the file.
fn brief(key: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match key.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &key[..end])),
        None => Cow::Borrowed(key),
    }
}

/// A key, out of the file where it stands there as it is.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key<'de>, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn refused(text: &str) -> String {
        parse::<Value>(text.as_bytes()).expect_err("refused").to_string()
    }

    #[test]
    fn a_key_that_stands_twice_is_told_with_its_line() {
        for (text, line) in [
            ("{\"a\": 1,\n\"a\": 1}", 2),
            ("{\"a\": 1, \"b\": [1, {\"c\": 0,\n\n\"c\": null}]}", 3),
            ("{\"a\":1,\"\\u0061\":2}", 1),
            ("[{\"a\": {\"a\": {}}},\n{\"a\": 1, \"a\": 2}]", 2),
        ] {
            let said = refused(text);
            assert!(said.contains("a key stands twice") && said.contains(&format!("line {line} ")), "{text}: {said}");
        }
        assert!(refused("{\"x\": 1, \"x\": 2}").contains("`x`"));
        let long = "k".repeat(1000);
        assert!(refused(&format!("{{\"{long}\":1,\"{long}\":1}}")).len() < 200);
    }

    #[test]
    fn everything_else_is_read_as_it_is() {
        let text = "{\"a\": {\"a\": [1, -1, 1.5, true, null, \"\\u0061\"]}, \"A\": {\"a\": 1}}";
        assert_eq!(
            parse::<Value>(text.as_bytes()).ok(),
            Some(json!({"a": {"a": [1, -1, 1.5, true, null, "a"]}, "A": {"a": 1}}))
        );
        assert_eq!(parse::<&str>(b"\"x\"").ok(), Some("x"));
        for broken in ["", "{", "{\"a\" 1}", "[1,]", "{\"a\": 1} x"] {
            assert!(parse::<Value>(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    #[test]
    fn an_object_has_only_so_many_keys() {
        let keys: Vec<String> = (0..=KEYS).map(|n| format!("\"{n:x}\":0")).collect();
        assert!(refused(&format!("{{{}}}", keys.join(","))).contains(&KEYS.to_string()));
    }
}
