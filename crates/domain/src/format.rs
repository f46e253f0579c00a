//! The number of its form that every document carries, so that a reader knows whether it can read it.

use crate::sentence::Sentence;
use crate::words::Lang;
use serde::Serialize;

/// A document that leaves the program.
pub trait Document {
    /// Its name: that of its schema, or of its file where it has none.
    const NAME: &'static str;

    /// The number of its form. It goes up by one where a reader of the form before would not read it, or read it wrongly; that form is
    /// still read then, and no older one.
    const FORMAT: u32 = 1;
}

/// The key of the number, in JSON and in TOML; the first of its document.
pub const KEY: &str = "format";

/// A document with the number of its form, as it is written.
#[derive(Debug, Serialize)]
pub struct Numbered<'a, D> {
    format: u32,
    #[serde(flatten)]
    document: &'a D,
}

impl<'a, D: Document> Numbered<'a, D> {
    /// Puts its number on a document.
    pub fn new(document: &'a D) -> Self {
        Numbered { format: D::FORMAT, document }
    }
}

/// A document in a form that this program does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFormat {
    /// Name of the document.
    pub document: &'static str,
    /// The number as the file states it; absent where it states none.
    pub stated: Option<String>,
    /// The number that this program writes.
    pub own: u32,
}

/// Whether a document whose number is stated like this can be read: it has this program's number or the one before. Before the
/// first number there was none.
///
/// # Errors
/// It has another number, or something that is no number.
///
/// ```
/// use lungang_domain::format::{Document, readable};
/// struct Second;
/// impl Document for Second {
///     const NAME: &'static str = "second";
///     const FORMAT: u32 = 2;
/// }
/// assert!(readable::<Second>(Some("2")).is_ok() && readable::<Second>(Some("1")).is_ok());
/// assert!(readable::<Second>(Some("3")).is_err() && readable::<Second>(None).is_err());
/// ```
pub fn readable<D: Document>(stated: Option<&str>) -> Result<(), OtherFormat> {
    let found = stated.map_or(Some(0), |text| text.parse::<u32>().ok().filter(|n| *n > 0));
    if found.is_some_and(|n| n == D::FORMAT || D::FORMAT.checked_sub(1) == Some(n)) {
        return Ok(());
    }
    // What is no number may be as long as the file.
    let brief = |text: &str| text.chars().take(LONGEST).collect::<String>();
    Err(OtherFormat { document: D::NAME, stated: stated.map(brief), own: D::FORMAT })
}

/// Most characters of a number that is none.
const LONGEST: usize = 40;

impl OtherFormat {
    /// The number that stands there; a word of the table where there is none.
    pub fn found(&self) -> String {
        self.stated.clone().unwrap_or_else(|| "@format.none".to_owned())
    }

    /// The numbers that this program reads.
    pub fn reads(&self) -> String {
        match self.own {
            1 => "@format.first".to_owned(),
            own => format!("{}, {own}", own - 1),
        }
    }

    /// In one sentence.
    pub fn say(&self, lang: Lang) -> String {
        let args = [("document", self.document.to_owned()), ("found", self.found()), ("reads", self.reads())];
        Sentence::new("format.other", args).say(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct First;

    impl Document for First {
        const NAME: &'static str = "first";
    }

    #[test]
    fn the_first_form_is_read_with_and_without_its_number() {
        assert!(readable::<First>(None).is_ok() && readable::<First>(Some("1")).is_ok());
        for stated in ["0", "2", "-1", "1.0", "\"1\"", "null", "", "99999999999"] {
            let other = readable::<First>(Some(stated)).expect_err(stated);
            assert_eq!((other.document, other.stated.as_deref(), other.own), ("first", Some(stated), 1));
        }
    }

    #[test]
    fn what_is_said_names_the_document_its_number_and_those_that_are_read() {
        let other = OtherFormat { document: "years", stated: Some("7".to_owned()), own: 3 };
        for lang in Lang::ALL {
            let said = other.say(lang);
            assert!(["years", "7", "2, 3"].iter().all(|part| said.contains(part)), "{said}");
        }
        let unstated = OtherFormat { stated: None, ..other };
        assert!(!unstated.say(Lang::EN).contains('@'), "{}", unstated.say(Lang::EN));
        assert!(
            readable::<First>(Some(&"9".repeat(1000))).is_err_and(|o| o.stated.is_some_and(|s| s.len() == LONGEST))
        );
    }
}
