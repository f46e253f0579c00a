//! The words: everything a user reads, in every language that it is read in.
//!
//! They are the files of `data/words` in the repository, a folder a language, built into the program: adding a folder adds
//! a language. A key is a dotted path (`finding.unknown-school.cause`), a word a text with `{name}` placeholders. In
//! Chinese and English none is missing, which a test sees to; any other language takes the English word for one that it lacks.

mod dictionary;

pub use dictionary::{Dictionary, Fault, Folder, Settings};

use std::fmt;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/folders.rs"));

/// The language of everything said: one of those that have a folder of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lang(u8);

impl Lang {
    /// 中文, the default.
    pub const ZH: Lang = Lang(0);
    /// English, which gives what another language lacks.
    pub const EN: Lang = Lang(1);
    /// Every language.
    pub const ALL: [Lang; COUNT] = {
        let mut all = [Lang::ZH; COUNT];
        let mut at = 0;
        while at < COUNT {
            all[at] = Lang(at as u8);
            at += 1;
        }
        all
    };
    /// The languages that lack no word.
    pub const COMPLETE: [Lang; 2] = [Lang::ZH, Lang::EN];

    /// The language that is asked for: by its code, or by that of a locale in it, whatever the case.
    ///
    /// ```
    /// use lungang_domain::words::Lang;
    /// assert_eq!(Lang::asked("en_GB.UTF-8"), Some(Lang::EN));
    /// assert_eq!(Lang::asked("english"), None);
    /// ```
    pub fn asked(text: &str) -> Option<Lang> {
        Dictionary::built_in().lang(text)
    }

    /// The name of its folder, by which users ask for it: `zh`.
    pub fn code(self) -> &'static str {
        Dictionary::built_in().code(self)
    }

    /// What differs by language and is no sentence.
    pub fn settings(self) -> &'static Settings {
        static NONE: Settings = Settings { tag: String::new(), font: String::new() };
        Dictionary::built_in().settings(self).unwrap_or(&NONE)
    }

    /// Of two words that data carry, in Chinese and in English, the one for this language: any but Chinese takes the English.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        if self == Lang::ZH { zh } else { en }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A pair of words that data carries itself (a policy's name, a subject).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Words {
    /// The word in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl Dictionary {
    /// The words that are built into the program.
    pub fn built_in() -> &'static Dictionary {
        static BUILT_IN: OnceLock<Dictionary> = OnceLock::new();
        BUILT_IN.get_or_init(|| Dictionary::load(&FOLDERS))
    }
}

/// The sentence behind `key`, with `{name}` placeholders filled from `args`.
///
/// An unknown key returns the key itself: a missing word must never stop a plan. A test walks the
/// sources and fails when one is missing.
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    Dictionary::built_in().say(lang, key, args)
}

/// Whether there are words for the key.
pub fn has(key: &str) -> bool {
    Dictionary::built_in().word(Lang::EN, key).is_some()
}

/// The key, within its section, of a sentence that counts: `KEY-none` where there is nothing to count and the table has words
/// for that.
///
/// ```
/// use lungang_domain::words::counted;
/// assert_eq!(counted("diagnose", "narrow.housing", 0), "narrow.housing-none");
/// assert_eq!(counted("diagnose", "narrow.housing", 1), "narrow.housing");
/// ```
pub fn counted(section: &str, key: &str, n: i64) -> String {
    let none = format!("{key}-none");
    if n == 0 && has(&format!("{section}.{none}")) { none } else { key.to_owned() }
}

/// A language's own words by key, in order of the keys.
pub fn all(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    Dictionary::built_in().words(lang)
}

/// A text with its `{name}` placeholders filled.
pub(crate) fn fill(template: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}').map(|close| (&after[..close], &after[close + 1..])) {
            Some((name, tail)) => {
                match args.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
