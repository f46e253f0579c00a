//! JSON as it goes to stdout and into files, and documents back from it.

use crate::unnumbered::Unnumbered;
use lungang_domain::format::{Document, KEY, Numbered, OtherFormat, readable};
use lungang_domain::words::Lang;
use lungang_files::json::Sound;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a document cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The system, or the reader of files, refused.
    File(io::Error),
    /// It has a form that this program does not read.
    Format(OtherFormat),
    /// It is damaged, or something else.
    Content(serde_json::Error),
    /// Something in it cannot be.
    Strange(String),
}

impl Unread {
    /// The reason in one sentence, or as the system or the parser puts it.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Unread::File(error) => error.to_string(),
            Unread::Format(other) => other.say(lang),
            Unread::Content(error) => error.to_string(),
            Unread::Strange(what) => what.clone(),
        }
    }

    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unread::File(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::EN))
    }
}

impl std::error::Error for Unread {}

/// All that is read of a document before it is known which form it has.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Stated,
}

/// The number as it is written; `null` is something that is written.
#[derive(Default)]
struct Stated(Option<Value>);

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Stated, D::Error> {
        Value::deserialize(from).map(|value| Stated(Some(value)))
    }
}

/// A document from its bytes: of the form that this program writes, or of the one before.
///
/// # Errors
/// It has another form, or the bytes are no such document.
pub fn read<D: Document + DeserializeOwned>(bytes: &[u8]) -> Result<D, Unread> {
    let sound = Sound::of(bytes).map_err(Unread::Content)?;
    // What has no head is no document either, which is said in the words of its own reader.
    if let Ok(Head { format: Stated(number) }) = sound.read() {
        readable::<D>(number.map(|n| n.to_string()).as_deref()).map_err(Unread::Format)?;
    }
    let Unnumbered(document) = sound.read().map_err(Unread::Content)?;
    Ok(document)
}

/// A document from its file.
///
/// # Errors
/// As [`read`]; or the file cannot be read, or is larger than `cap`.
pub fn read_file<D: Document + DeserializeOwned>(path: &Path, cap: u64) -> Result<D, Unread> {
    read(&lungang_files::read(path, cap).map_err(Unread::File)?)
}

/// What a document's bytes say, without the number of its form; `None` where they have another form, or are no document.
pub fn content<D: Document>(bytes: &[u8]) -> Option<Value> {
    let Ok(Value::Object(mut found)) = lungang_files::json::parse(bytes) else { return None };
    let stated = found.shift_remove(KEY).map(|number| number.to_string());
    readable::<D>(stated.as_deref()).ok().map(|()| Value::Object(found))
}

/// A document as text: its number first, indented, with a line feed at its end.
///
/// The documents of this crate and of the domain hold nothing that JSON cannot state (their keys are text); for any
/// other value that does, the text is `null`.
pub fn to_text(document: &(impl Document + Serialize)) -> String {
    plain(&Numbered::new(document))
}

/// A value that is no document as text, in the same way.
pub fn plain(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_else(|_| "null".to_owned());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        a: u8,
        b: Vec<i64>,
    }

    impl Document for Small {
        const NAME: &'static str = "small";
        const FORMAT: u32 = 3;
    }

    const SMALL: fn() -> Small = || Small { a: 1, b: vec![-2] };

    #[test]
    fn a_document_is_read_as_it_was_written() {
        let text = to_text(&SMALL());
        assert_eq!(text, "{\n  \"format\": 3,\n  \"a\": 1,\n  \"b\": [\n    -2\n  ]\n}\n");
        assert_eq!(read::<Small>(text.as_bytes()).expect("read"), SMALL());
        let content = content::<Small>(text.as_bytes()).expect("a document");
        assert_eq!(Some(content), serde_json::to_value(SMALL()).ok());
    }

    #[test]
    fn this_form_and_the_one_before_are_read_and_no_other() {
        let with = |number: &str| format!("{{{number} \"a\": 1, \"b\": [-2]}}");
        for number in ["\"format\": 3,", "\"format\": 2,"] {
            assert_eq!(read::<Small>(with(number).as_bytes()).expect(number), SMALL());
        }
        // Wherever the number stands.
        assert!(read::<Small>(b"{\"a\": 1, \"b\": [], \"format\": 2}").is_ok());
        for (number, stated) in [
            ("\"format\": 1,", Some("1")),
            ("\"format\": 4,", Some("4")),
            ("\"format\": \"3\",", Some("\"3\"")),
            ("\"format\": null,", Some("null")),
            ("\"format\": 3.0,", Some("3.0")),
            ("", None),
        ] {
            match read::<Small>(with(number).as_bytes()) {
                Err(Unread::Format(other)) => assert_eq!(other.stated.as_deref(), stated),
                read => panic!("{number}: {read:?}"),
            }
            assert!(content::<Small>(with(number).as_bytes()).is_none(), "{number}");
        }
        // One of another form is refused for that, whatever else is in it.
        assert!(matches!(read::<Small>(b"{\"format\": 9, \"c\": 1}"), Err(Unread::Format(_))));
    }

    #[test]
    fn what_is_no_document_is_told_with_its_place() {
        for (text, says) in [
            ("{\"format\": 3, \"a\": 1,\n \"b\": [], \"c\": 1}", "unknown field `c`, expected `a` or `b` at line 2"),
            ("{\"format\": 3,\n \"a\": 300}", "invalid value: integer `300`, expected u8 at line 2"),
            ("{\"format\": 3, \"format\": 3}", "a key stands twice: `format`"),
            ("[3, 1, []]", "invalid type: sequence"),
            ("{", "EOF while parsing"),
        ] {
            match read::<Small>(text.as_bytes()) {
                Err(Unread::Content(error)) => assert!(error.to_string().contains(says), "{text}: {error}"),
                read => panic!("{text}: {read:?}"),
            }
        }
    }
}
