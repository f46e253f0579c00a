//! The words of `data/office/values.toml`: spellings and codes of each form beyond those that the tables know.

use super::said::{Said, key, parted};
use super::{Reading, why};
use lungang_tables::schema::{AREAS, Choice, OWNERSHIPS, PARTS, ROLES, SCHOOL_STAGES, SEXES, STATUSES, TIERS, TITLES};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// An entry of the file: spellings that mean the same.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    says: Vec<String>,
    /// The code of the national system.
    code: Option<String>,
    /// What it means; absent where that has to be asked.
    is: Option<String>,
    /// A second fact beside it.
    with: Option<String>,
    /// The question, where there is one.
    ask: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Values(HashMap<String, Vec<Row>>);

/// The words that columns of the tables of a county have already, by form.
const KNOWN: [(&str, &[Choice]); 9] = [
    ("area", &AREAS),
    ("ownership", &OWNERSHIPS),
    ("role", &ROLES),
    ("school-stage", &SCHOOL_STAGES),
    ("sex", &SEXES),
    ("stage-of-subject", &PARTS),
    ("status", &STATUSES),
    ("tier", &TIERS),
    ("title", &TITLES),
];

/// What a word means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it means.
    pub is: Option<String>,
    /// A second fact beside it.
    pub with: Option<String>,
    /// The question, where there is one.
    pub ask: Option<&'static str>,
    /// Whether it is what nearly everybody is, so that another word beside it goes before it.
    pub everyday: bool,
}

impl Entry {
    /// Whether a code and the word behind it mean two things; a word that has to be asked about is settled by its code.
    fn differs(&self, word: &Entry) -> bool {
        self.is != word.is || self.with != word.with && word.ask.is_none()
    }

    /// What the entry says, or the question that it raises.
    pub fn reading<T>(&self, from: impl Fn(&Entry) -> Option<T>) -> Reading<T> {
        match (self.ask, self.is.as_deref()) {
            (None, Some("nothing")) => Reading::Nothing,
            (None, _) => from(self).map_or(Reading::ask(why::UNKNOWN), Reading::Is),
            (Some(why), _) => Reading::Ask { suggestion: from(self), why },
        }
    }
}

/// The words of one form.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, Entry>,
    codes: HashMap<String, Entry>,
    /// What nearly everybody is, where there is such a thing.
    everyday: Option<&'static str>,
}

#[derive(Debug, Default)]
struct All {
    forms: HashMap<String, Vocabulary>,
    faults: Vec<String>,
}

fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| load(include_str!("../../../../data/office/values.toml")))
}

fn load(text: &str) -> All {
    let mut all = All::default();
    let values: Values = match toml::from_str(text) {
        Ok(values) => values,
        Err(error) => {
            all.faults.push(error.to_string());
            return all;
        }
    };
    for (form, choices) in KNOWN {
        all.forms.insert(form.to_owned(), Vocabulary::of(choices));
    }
    for (form, rows) in values.0 {
        let vocabulary = all.forms.entry(form.clone()).or_default();
        let mut seen = HashSet::new();
        for row in rows {
            vocabulary.add(&form, row, &mut seen, &mut all.faults);
        }
    }
    all
}

/// What is wrong with the built-in words; a test sees to it that nothing is.
pub fn faults() -> &'static [String] {
    &all().faults
}

/// The words of a form.
fn of(form: &str) -> &'static Vocabulary {
    static NONE: OnceLock<Vocabulary> = OnceLock::new();
    all().forms.get(form).unwrap_or_else(|| NONE.get_or_init(Vocabulary::default))
}

impl Vocabulary {
    /// The words of a column.
    fn of(choices: &[Choice]) -> Vocabulary {
        let mut vocabulary =
            Vocabulary { everyday: choices.iter().find(|c| c.everyday).map(|c| c.name), ..Self::default() };
        for choice in choices {
            for word in [choice.name, choice.zh].iter().chain(choice.aliases) {
                let entry = vocabulary.ranked(Entry { is: Some(choice.name.to_owned()), ..Entry::default() });
                vocabulary.words.entry(key(word)).or_insert(entry);
            }
        }
        vocabulary
    }

    /// Adds an entry of the file; what a column knows already needs no entry of the same meaning.
    fn add(&mut self, form: &str, row: Row, seen: &mut HashSet<String>, faults: &mut Vec<String>) {
        let known = row.ask.as_deref().map(why::known);
        if known == Some(None) {
            faults.push(format!("{form}: no such question: {}", row.ask.unwrap_or_default()));
            return;
        }
        let entry = self.ranked(Entry { is: row.is, with: row.with, ask: known.flatten(), everyday: false });
        if let Some(code) = row.code
            && self.codes.insert(code.clone(), entry.clone()).is_some()
        {
            faults.push(format!("{form}: code {code} stands twice"));
        }
        for word in row.says {
            let key = key(&word);
            if !seen.insert(key.clone()) || self.words.insert(key, entry.clone()).as_ref() == Some(&entry) {
                faults.push(format!("{form}: {word} is known twice"));
            }
        }
    }

    /// With whether it is what everybody is.
    fn ranked(&self, mut entry: Entry) -> Entry {
        let plain = entry.with.is_none() && entry.ask.is_none();
        entry.everyday = plain && self.everyday.is_some() && entry.is.as_deref() == self.everyday;
        entry
    }

    /// Every word, reduced to its key, with what it means.
    pub fn words(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.words.iter().map(|(word, entry)| (word.as_str(), entry))
    }
}

/// A form by its section of the file.
#[derive(Clone, Copy)]
pub(super) struct Form(pub &'static str);

/// What a cell of a form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A word that is known, alone or with a remark that says the same.
    Plain(Entry),
    /// Of two words that differ the one that is not what everybody is; the remark is the other, or what the word came from.
    Sharper(Entry, String),
    /// A word that is not what everybody is, with a remark that is none.
    Remarked(Entry, String),
    /// What everybody is, with a remark that is not understood; or two words of which none goes before the other.
    Unclear(Entry, &'static str),
    /// None of the words.
    Unknown,
}

impl Form {
    /// The words of the form.
    pub fn vocabulary(&self) -> &'static Vocabulary {
        of(self.0)
    }

    /// What a word means that is reduced to its key.
    pub fn word(&self, key: &str) -> Option<&'static Entry> {
        self.vocabulary().words.get(key)
    }

    fn code(&self, code: &str) -> Option<&'static Entry> {
        self.vocabulary().codes.get(code)
    }

    /// Whether a cell says nothing; a form may have a word for that (a title that is `无`).
    pub fn is_nothing(&self, cell: &str) -> bool {
        let word = key(cell);
        word.is_empty() || super::nothing(cell) && self.word(&word).is_none()
    }

    /// What a cell says that holds one plain word, as what the word stands for.
    pub fn read<T>(&self, cell: &str, from: impl Fn(&Entry) -> Option<T>) -> Reading<T> {
        if self.is_nothing(cell) {
            return Reading::Nothing;
        }
        match self.find(&parted(cell)) {
            Found::Plain(entry) => entry.reading(from),
            Found::Sharper(entry, _) => Reading::Ask { suggestion: from(&entry), why: why::TWO_WORDS },
            // What nobody understands may undo what stands before it: nothing is likely then.
            Found::Remarked(..) | Found::Unclear(_, why::REMARK) => Reading::ask(why::REMARK),
            Found::Unclear(entry, why) => Reading::Ask { suggestion: from(&entry), why },
            Found::Unknown => Reading::ask(why::UNKNOWN),
        }
    }

    /// What a cell says.
    pub fn find(&self, said: &Said) -> Found {
        let outer = match (&said.code, said.word.as_str()) {
            (Some(code), "") => return self.code(code).cloned().map_or(Found::Unknown, Found::Plain),
            (Some(code), word) => match (self.code(code), self.word(word)) {
                (Some(code), Some(word)) if code.differs(word) => {
                    return Found::Unclear(word.clone(), why::CODE_AND_WORD);
                }
                (Some(code), None) => return Found::Unclear(code.clone(), why::CODE_AND_WORD),
                (code, word) => code.or(word),
            },
            // A word may have brackets of its own: `因公出国（境）`.
            (None, word) => match self.word(&said.whole) {
                Some(whole) => return Found::Plain(whole.clone()),
                None => self.word(word),
            },
        };
        match (outer, joined(&said.inside)) {
            (None, _) => Found::Unknown,
            (Some(outer), None) => Found::Plain(outer.clone()),
            (Some(outer), Some(remark)) => self.remarked(outer, &said.inside, remark),
        }
    }

    fn remarked(&self, outer: &Entry, inside: &[String], remark: String) -> Found {
        let inner: Vec<&Entry> = inside.iter().filter_map(|word| self.word(word)).collect();
        let known = inner.len() == inside.len();
        let ranked = self.vocabulary().everyday.is_some();
        if known && inner.iter().all(|one| **one == *outer) {
            return Found::Plain(outer.clone());
        }
        let mut sharp: Vec<&Entry> = Vec::new();
        for one in std::iter::once(outer).chain(inner) {
            if !one.everyday && !sharp.contains(&one) {
                sharp.push(one);
            }
        }
        match (known, &sharp[..]) {
            (true, [only]) if ranked => Found::Sharper((*only).clone(), remark),
            (false, [only]) if ranked && *only == outer => Found::Remarked(outer.clone(), remark),
            (true, _) => Found::Unclear(outer.clone(), why::TWO_WORDS),
            (false, _) => Found::Unclear(outer.clone(), why::REMARK),
        }
    }
}

fn joined(inside: &[String]) -> Option<String> {
    (!inside.is_empty()).then(|| inside.join("；"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_the_words_are_told() {
        let all = load("[[a]]\nsays = [\"x\", \"x\"]\n[[a]]\nsays = [\"y\"]\nask = \"no-such\"\n");
        assert_eq!(all.faults.len(), 2, "{:?}", all.faults);
        assert_eq!(load("a = 1").faults.len(), 1);
        assert!(faults().is_empty(), "{:?}", faults());
    }
}
