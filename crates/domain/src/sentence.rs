//! A sentence as it is stored: the key of its words and the values of its gaps. It is told in the language of whoever reads it,
//! which need not be the language of whoever made it.

use crate::words::{self, Lang};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence of the table of words.
///
/// ```
/// use lungang_domain::sentence::Sentence;
/// use lungang_domain::words::Lang;
/// let figure = Sentence::new("report.figure-value", [("name", "@report.figure.moves"), ("value", "6")]);
/// assert_eq!(figure.say(Lang::EN), "teachers who move: 6");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// The key of its words: `cli.conflict.gives-way`.
    pub key: String,
    /// The values of its gaps. A value `@key` is itself a word of the table; `name_zh` is the Chinese word of `name`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Sentence {
    /// From its key and the values of its gaps.
    pub fn new<V: Into<String>>(key: impl Into<String>, args: impl IntoIterator<Item = (&'static str, V)>) -> Sentence {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value.into()));
        Sentence { key: key.into(), args: args.collect() }
    }

    /// One without gaps.
    pub fn plain(key: impl Into<String>) -> Sentence {
        Sentence { key: key.into(), args: BTreeMap::new() }
    }

    /// In one language.
    pub fn say(&self, lang: Lang) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let values = values(lang, &args);
        let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words::say(lang, &self.key, &args)
    }
}

/// The values of gaps in one language: those that are words of the table are looked up, and of a value with a Chinese word of its
/// own beside it that word is taken.
pub(crate) fn values<'a>(lang: Lang, args: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    let word = |value: &str| match value.strip_prefix('@').filter(|key| words::has(key)) {
        Some(key) => words::say(lang, key, &[]),
        None => value.to_owned(),
    };
    let own = |name: &str| {
        let zh = args.iter().find(|(n, _)| n.strip_suffix("_zh") == Some(name));
        zh.filter(|_| lang == Lang::ZH).map(|(_, value)| (*value).to_owned())
    };
    args.iter().map(|(name, value)| (*name, own(name).unwrap_or_else(|| word(value)))).collect()
}
