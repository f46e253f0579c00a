//! What is asked: one question a cause, with what it touches, what is suggested, and how to answer.

use crate::forms::date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::Place;
use lungang_domain::sentence::Sentence;
use lungang_domain::words::{Lang, say};
use lungang_tables::schema::Choice;

/// How many places a question names.
pub const EXAMPLES: usize = 3;

/// The answer that says that what is asked about is not to be used.
pub const NOT_USED: &str = "-";

/// An answer that may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// As it is typed.
    pub value: String,
    /// What it means, where that is not plain.
    pub label: Option<Sentence>,
}

impl Allowed {
    /// One that says what it is.
    pub fn plain(value: impl Into<String>) -> Allowed {
        Allowed { value: value.into(), label: None }
    }

    /// One with its meaning.
    pub fn labelled(value: impl Into<String>, label: Sentence) -> Allowed {
        Allowed { value: value.into(), label: Some(label) }
    }

    /// Whether this is what somebody calls it: a word of its meaning in whatever language, or the line in which it is shown.
    fn is_called(&self, typed: &str) -> bool {
        let words = self.label.iter().flat_map(|label| label.args.values().cloned());
        let said = Lang::ALL.into_iter().filter_map(|lang| self.label.as_ref().map(|label| label.say(lang)));
        let shown = Lang::ALL.into_iter().map(|lang| self.say(lang));
        words.chain(said).chain(shown).any(|word| key(&word) == typed)
    }

    /// A word of a column.
    pub fn choice(choice: &Choice) -> Allowed {
        let words = [("word", choice.name), ("word_zh", choice.zh)];
        Allowed::labelled(choice.name, Sentence::new("import.option.word", words))
    }

    /// With its meaning in one language.
    pub fn say(&self, lang: Lang) -> String {
        match &self.label {
            Some(label) => format!("{} = {}", self.value, label.say(lang)),
            None => self.value.clone(),
        }
    }
}

/// A text as answers are compared: whatever its case and width, and the blanks in it.
fn key(text: &str) -> String {
    let key = crate::names::key(text).to_lowercase();
    // `-` is typed in many ways, and another sign stands in many a keyboard's place of it.
    if !key.is_empty() && key.chars().all(|c| matches!(c, '-' | '—' | '–' | '－')) {
        NOT_USED.to_owned()
    } else {
        key
    }
}

/// What an answer has to be where none of the options says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Takes {
    /// Any text, where there are no options.
    #[default]
    Text,
    /// Any text beside the options.
    Beside,
    /// A school year: `2026-2027`.
    Year,
    /// A day or a month; of a value that names a year alone the month is enough.
    Day,
    /// A first and a last day.
    Period,
}

impl Takes {
    /// What was typed, as it is kept; nothing where it is not of the kind.
    fn read(self, typed: &str, about: Option<&str>) -> Option<String> {
        match self {
            Takes::Text | Takes::Beside => Some(typed.to_owned()).filter(|typed| !typed.is_empty()),
            Takes::Year => lungang_tables::county_toml::parse_year(typed).map(SchoolYear::label),
            Takes::Day => date::answered_day(typed, about),
            Takes::Period => date::answered_period(typed),
        }
    }
}

/// A value of the files that one question asks about among others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// As it is written.
    pub spelling: String,
    /// How often.
    pub count: usize,
    /// Where, the first few.
    pub examples: Vec<Place>,
    /// What it may mean.
    pub suggestion: Option<String>,
    /// Among whom or what it is to be chosen, where that differs from value to value.
    pub candidates: Vec<String>,
    /// Short answers that stand for long ones: the number of a row for the id of whoever stands there.
    pub short: Vec<(String, String)>,
    /// Whether it has to be one of these.
    pub only: bool,
}

impl Item {
    /// The long answer for which a short one stands.
    pub fn long(&self, typed: &str) -> Option<&str> {
        self.short.iter().find(|(short, _)| key(short) == key(typed)).map(|(_, long)| long.as_str())
    }

    /// What it may mean, as whoever answers would write it.
    pub fn suggested(&self) -> Option<&str> {
        let meant = self.suggestion.as_deref()?;
        let short = self.short.iter().find(|(_, long)| long == meant);
        Some(short.map_or(meant, |(short, _)| short.as_str()))
    }
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// Its name, the same next year: `values.teachers.status`.
    pub id: String,
    /// What is asked.
    pub about: Sentence,
    /// How to answer.
    pub how: Sentence,
    /// The answers that may be given; none where any text may.
    pub options: Vec<Allowed>,
    /// What an answer has to be that is none of these.
    pub takes: Takes,
    /// What is suggested.
    pub suggestion: Option<String>,
    /// How many rows it touches.
    pub count: usize,
    /// Where, the first few.
    pub examples: Vec<Place>,
    /// The values that it asks about, where they are several.
    pub items: Vec<Item>,
}

impl Question {
    /// A question with its sentences: `import.question.NAME` and `import.how.NAME`.
    pub fn new(id: impl Into<String>, name: &str) -> Question {
        Question {
            id: id.into(),
            about: Sentence::plain(format!("import.question.{name}")),
            how: Sentence::plain(format!("import.how.{name}")),
            ..Question::default()
        }
    }

    /// With a value of its sentences.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Question {
        let value = value.into();
        self.about.args.insert(name.to_owned(), value.clone());
        self.how.args.insert(name.to_owned(), value);
        self
    }

    /// With the answers that may be given.
    #[must_use]
    pub fn options(mut self, options: Vec<Allowed>) -> Question {
        self.options = options;
        self
    }

    /// With what an answer has to be.
    #[must_use]
    pub fn takes(mut self, takes: Takes) -> Question {
        self.takes = takes;
        self
    }

    /// With what is suggested.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Question {
        self.suggestion = suggestion;
        self
    }

    /// With what it touches.
    #[must_use]
    pub fn about(mut self, count: usize, places: impl IntoIterator<Item = Place>) -> Question {
        self.count = count;
        self.examples = places.into_iter().take(EXAMPLES).collect();
        self
    }

    /// The answer behind what was typed: one of the options by its value or its name, the suggestion where it is agreed to, or what the
    /// question takes beside. `about` is the value of the files that it is about, where there is one.
    pub fn meant(&self, typed: &str, about: Option<&str>, suggestion: Option<&str>) -> Option<String> {
        const AGREED: &[&str] = &["同意", "是", "采用", "yes", "y", "ok"];
        let (plain, kept) = (key(typed), typed.trim());
        let option = self.options.iter().find(|o| key(&o.value) == plain);
        // 请假 is as good as `leave`, and a school's name as its code; two schools of one name need the code.
        let named: Vec<&Allowed> = self.options.iter().filter(|o| o.is_called(&plain)).collect();
        let only = if let [one] = named[..] { Some(one) } else { None };
        if let Some(option) = option.or(only) {
            return Some(option.value.clone());
        }
        // Where yes and no are the answers, 是 is one of them, whatever is suggested.
        if self.options.iter().any(|o| o.value == "yes") {
            let is = |words: &[&str]| words.contains(&plain.as_str());
            let said = if is(&["是", "算", "对", "y"]) {
                Some("yes")
            } else if is(&["否", "不", "不算", "不是", "n"]) {
                Some("no")
            } else {
                None
            };
            if let Some(said) = said {
                return Some(said.to_owned());
            }
        }
        if let Some(suggestion) = suggestion.filter(|_| AGREED.contains(&plain.as_str())) {
            return Some(suggestion.to_owned());
        }
        let read = self.takes.read(kept, about)?;
        match self.takes {
            Takes::Text if !self.options.is_empty() => None,
            // Of the years that the files suggest one is chosen.
            Takes::Year if !self.options.is_empty() => {
                Some(read).filter(|year| self.options.iter().any(|o| o.value == *year))
            }
            Takes::Text if plain == NOT_USED => Some(plain),
            _ => Some(read),
        }
    }

    /// As [`Question::meant`], of one of its values: where it is to be chosen among some, it must be one of them.
    pub fn meant_for(&self, item: Option<&Item>, typed: &str) -> Option<String> {
        let suggestion = item.map_or(self.suggestion.as_deref(), |item| item.suggestion.as_deref());
        let meant = self.meant(typed, item.map(|item| item.spelling.as_str()), suggestion)?;
        let Some(item) = item.filter(|item| !item.short.is_empty()) else { return Some(meant) };
        let one = item.short.iter().any(|(short, long)| *short == meant || *long == meant);
        (one || meant == NOT_USED).then_some(meant)
    }

    /// Whether a text that is none of the options may be an answer.
    pub fn is_free(&self) -> bool {
        match self.takes {
            Takes::Text | Takes::Year => self.options.is_empty(),
            Takes::Beside | Takes::Day | Takes::Period => true,
        }
    }

    /// What an answer is called in one language, where it is an option with a meaning.
    pub fn called(&self, answer: &str, lang: Lang) -> String {
        let label = self.options.iter().find(|option| option.value == answer).and_then(|option| option.label.as_ref());
        label.map_or_else(|| answer.to_owned(), |label| label.say(lang))
    }

    /// The answers that may be given, in one language: those of one of its values where that has its own.
    pub fn allowed(&self, item: Option<&Item>, lang: Lang) -> String {
        let own: Vec<String> = item.iter().flat_map(|item| item.short.iter().map(|(short, _)| short.clone())).collect();
        if own.is_empty() && self.options.is_empty() {
            return self.how.say(lang);
        }
        // In English a value says by itself what it is.
        let options = self.options.iter().map(|option| lang.pick(option.say(lang), option.value.clone()));
        own.into_iter().chain(options).collect::<Vec<_>>().join(&say(lang, "import.list", &[]))
    }

    /// Whether every value that it asks about has a suggestion.
    pub fn is_suggested(&self) -> bool {
        if self.items.is_empty() {
            self.suggestion.is_some()
        } else {
            self.items.iter().all(|i| i.suggestion.is_some())
        }
    }
}
