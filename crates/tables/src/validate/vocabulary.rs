//! A policy's own words (subjects, ladders, exemptions) and how tables may write them.

use super::ladder::Ladder;
use crate::schema::value_key;
use lungang_domain::id::SubjectIx;
use lungang_domain::nearest;
use lungang_domain::policy::{Level, Policy};
use lungang_domain::words::Words;
use std::collections::BTreeMap;

/// Words with what they mean.
#[derive(Debug)]
pub(crate) struct Vocabulary<T> {
    by_key: BTreeMap<String, T>,
    known: Vec<String>,
    shown: String,
}

impl<T: Copy> Vocabulary<T> {
    fn new<'a>(items: impl Iterator<Item = (T, &'a str, &'a Words, &'a [String])>) -> Self {
        let (mut by_key, mut known, mut shown) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (value, id, name, aliases) in items {
            for word in [id, &name.zh, &name.en].into_iter().chain(aliases.iter().map(String::as_str)) {
                by_key.entry(value_key(word)).or_insert(value);
                known.push(word.to_owned());
            }
            shown.push(name.zh.as_str());
        }
        Vocabulary { by_key, known, shown: shown.join("、") }
    }

    /// What the word means.
    pub fn get(&self, word: &str) -> Option<T> {
        self.by_key.get(word).or_else(|| self.by_key.get(&value_key(word))).copied()
    }

    /// The nearest word, as a hint.
    pub fn hint(&self, word: &str) -> String {
        nearest::hint(word, self.known.iter().map(String::as_str))
    }

    /// The words, for a message.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// All words of a policy that tables use.
#[derive(Debug)]
pub(crate) struct PolicyWords {
    /// Subjects.
    pub subjects: Vocabulary<SubjectIx>,
    /// Backbone levels; `None` for the words that mean none.
    pub backbone: Vocabulary<Option<u8>>,
    /// The same by who grants them.
    pub ladder: Ladder,
    /// Language levels.
    pub language: Vocabulary<u8>,
    /// Exemptions.
    pub exemptions: Vocabulary<u8>,
}

impl PolicyWords {
    /// The words of a policy.
    pub fn new(policy: &Policy) -> Self {
        let subjects = policy.subjects.iter().enumerate();
        let subjects = subjects.map(|(i, s)| (SubjectIx::new(i), s.id.as_str(), &s.name, s.aliases.as_slice()));
        let none = Words { zh: "无".to_owned(), en: "none".to_owned() };
        let no: [String; 4] = ["否", "no", "非骨干", "-"].map(str::to_owned);
        let backbone = levels(&policy.ladders.backbone.value).map(|(at, id, name, also)| (Some(at), id, name, also));
        PolicyWords {
            subjects: Vocabulary::new(subjects),
            backbone: Vocabulary::new(backbone.chain([(None, "none", &none, no.as_slice())])),
            ladder: Ladder::new(&policy.ladders.backbone.value),
            language: Vocabulary::new(levels(&policy.ladders.language.value)),
            exemptions: Vocabulary::new(levels(&policy.eligibility.exemptions.value)),
        }
    }
}

impl PolicyWords {
    /// What a word for a backbone level means: `None` within for one that means none. Open is a word that leaves out who granted it.
    pub fn rank(&self, word: &str) -> Option<(Option<u8>, bool)> {
        let listed = self.backbone.get(word).map(|level| (level, false));
        listed.or_else(|| self.ladder.read(word).map(|read| (Some(read.level), read.open)))
    }
}

fn levels(list: &[Level]) -> impl Iterator<Item = (u8, &str, &Words, &[String])> {
    (0u8..).zip(list).map(|(at, l)| (at, l.id.as_str(), &l.name, l.aliases.as_slice()))
}
