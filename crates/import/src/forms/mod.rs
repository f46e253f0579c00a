//! What a cell of an office's table says, form by form: a spelling that is known, nothing, or a question.
//!
//! Vocabulary is data (`data/office/values.toml`, and the words that the tables of a county know already); what stands here is
//! grammar: codes before values (`2-女`), remarks in brackets, several in a cell, width, case and blanks. A spelling that is not
//! known is asked about, and so is one that may mean two things; nothing that a cell says is dropped.

pub mod area;
pub mod backbone;
pub mod certificate;
pub mod date;
pub mod exchange;
pub mod hardship;
pub mod identity;
pub mod language;
pub mod ownership;
pub mod post;
pub mod remark;
pub mod role;
mod said;
pub mod school_stage;
pub mod sex;
pub mod stage;
pub mod status;
pub mod subject;
pub mod tier;
pub mod title;
mod vocabulary;
pub mod why;
pub mod yes_no;

pub use vocabulary::faults;

/// What a cell of an office's table turned out to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<T> {
    /// It is empty, or written so that nothing is said.
    Nothing,
    /// It says this.
    Is(T),
    /// It has to be asked about.
    Ask {
        /// What it says most likely, where there is such a thing.
        suggestion: Option<T>,
        /// The question: a key of the words, one of [`why::ALL`].
        why: &'static str,
    },
}

impl<T> Reading<T> {
    /// A question without a suggestion.
    pub fn ask(why: &'static str) -> Reading<T> {
        Reading::Ask { suggestion: None, why }
    }

    /// A question with a suggestion.
    pub fn may_be(suggestion: T, why: &'static str) -> Reading<T> {
        Reading::Ask { suggestion: Some(suggestion), why }
    }

    /// What the cell says, where it need not be asked about.
    pub fn is(self) -> Option<T> {
        match self {
            Reading::Is(value) => Some(value),
            Reading::Nothing | Reading::Ask { .. } => None,
        }
    }

    /// The same of another type.
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Reading::Nothing => Reading::Nothing,
            Reading::Is(value) => Reading::Is(to(value)),
            Reading::Ask { suggestion, why } => Reading::Ask { suggestion: suggestion.map(to), why },
        }
    }
}

/// Whether a cell says that there is nothing: it is empty, a dash, `无`.
pub fn nothing(cell: &str) -> bool {
    lungang_tables::placeholder::says_nothing(cell.trim())
}
