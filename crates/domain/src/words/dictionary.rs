//! The words of every language: read from folders, one a language, and looked up by key.

use super::Lang;
use std::collections::BTreeMap;
use std::fmt;

/// The texts of one language's folder.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a> {
    /// The folder's name, by which users ask for the language: `zh`.
    pub code: &'a str,
    /// Its file of [`Settings`]: name without extension, and text.
    pub settings: (&'a str, &'a str),
    /// Its files of words, the same.
    pub files: &'a [(&'a str, &'a str)],
}

/// What differs by language and is no sentence: a folder's `language.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The language as pages name it to browsers (BCP 47): `zh-CN`.
    pub tag: String,
    /// The font of workbooks.
    pub font: String,
}

/// What is wrong with a folder of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The folder's language.
    pub code: String,
    /// The file, without extension.
    pub file: String,
    /// Why it, or a part of it, is left out.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.toml: {}", self.code, self.file, self.reason)
    }
}

/// The words of every language.
#[derive(Debug, Default)]
pub struct Dictionary {
    languages: Vec<Language>,
    faults: Vec<Fault>,
}

#[derive(Debug, Default)]
struct Language {
    code: String,
    settings: Settings,
    /// Each word with the file that it stands in.
    words: BTreeMap<String, Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    file: String,
}

impl Dictionary {
    /// The words of these folders, in their order: of [`Lang::ZH`], of [`Lang::EN`], then of any other.
    ///
    /// What cannot be read is left out and stands among the [`faults`](Dictionary::faults): a missing word must never stop
    /// a plan.
    pub fn load(folders: &[Folder<'_>]) -> Dictionary {
        let mut dictionary = Dictionary::default();
        for folder in folders {
            let language = Language { code: folder.code.to_owned(), ..Language::default() };
            dictionary.languages.push(language);
            dictionary.read_settings(folder.settings);
            folder.files.iter().for_each(|file| dictionary.read_words(*file));
        }
        dictionary
    }

    fn read_settings(&mut self, (file, text): (&str, &str)) {
        match (toml::from_str(text), self.languages.last_mut()) {
            (Ok(settings), Some(language)) => language.settings = settings,
            (Ok(_), None) => {}
            (Err(reason), _) => self.fault(file, reason.to_string()),
        }
    }

    fn read_words(&mut self, (file, text): (&str, &str)) {
        match toml::from_str(text) {
            Ok(root) => self.collect(file, String::new(), toml::Value::Table(root)),
            Err(reason) => self.fault(file, reason.to_string()),
        }
    }

    fn collect(&mut self, file: &str, key: String, value: toml::Value) {
        match value {
            toml::Value::Table(table) => {
                for (inner, value) in table {
                    let key = if key.is_empty() { inner } else { format!("{key}.{inner}") };
                    self.collect(file, key, value);
                }
            }
            toml::Value::String(text) => {
                let word = Word { text, file: file.to_owned() };
                let Some(language) = self.languages.last_mut() else { return };
                if let Some(other) = language.words.insert(key.clone(), word) {
                    self.fault(file, format!("`{key}` stands in {}.toml too", other.file));
                }
            }
            other => self.fault(file, format!("`{key}` is no text: {other}")),
        }
    }

    fn fault(&mut self, file: &str, reason: String) {
        let code = self.languages.last().map(|language| language.code.clone()).unwrap_or_default();
        self.faults.push(Fault { code, file: file.to_owned(), reason });
    }

    /// What of the folders could not be read.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The language that is asked for: by its code, or by that of a locale in it, whatever the case: `en`, `en_GB.UTF-8`.
    pub fn lang(&self, asked: &str) -> Option<Lang> {
        let asked = asked.to_ascii_lowercase();
        let is =
            |code: &str| asked.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']));
        // Of `sr` and `sr-latn` the longer is meant.
        let named = self.languages.iter().enumerate().filter(|(_, language)| is(&language.code));
        let (at, _) = named.max_by_key(|(_, language)| language.code.len())?;
        u8::try_from(at).ok().map(Lang)
    }

    /// The code of a language: the name of its folder.
    pub fn code(&self, lang: Lang) -> &str {
        self.language(lang).map_or("", |language| &language.code)
    }

    /// The settings of a language.
    pub fn settings(&self, lang: Lang) -> Option<&Settings> {
        self.language(lang).map(|language| &language.settings)
    }

    /// The sentence behind `key`, with `{name}` placeholders filled from `args`.
    ///
    /// A language that has no such word takes the one of [`Lang::EN`]. An unknown key gives the key itself.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
        match self.word(lang, key).or_else(|| self.word(Lang::EN, key)) {
            Some(text) => super::fill(text, args),
            None => key.to_owned(),
        }
    }

    /// A language's own word behind `key`, placeholders and all.
    pub fn word(&self, lang: Lang, key: &str) -> Option<&str> {
        self.language(lang)?.words.get(key).map(|word| word.text.as_str())
    }

    /// A language's own words by key, in order of the keys.
    pub fn words(&self, lang: Lang) -> impl Iterator<Item = (&str, &str)> {
        let words = self.language(lang).map(|language| &language.words);
        words.into_iter().flatten().map(|(key, word)| (key.as_str(), word.text.as_str()))
    }

    /// The file, without extension, in which a language has `key`.
    pub fn file(&self, lang: Lang, key: &str) -> Option<&str> {
        self.language(lang)?.words.get(key).map(|word| word.file.as_str())
    }

    fn language(&self, lang: Lang) -> Option<&Language> {
        self.languages.get(usize::from(lang.0))
    }
}
