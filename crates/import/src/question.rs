//! What is asked: one question a cause, with what it touches, what is suggested, and how to answer.

use crate::answers::{Answers, Given};
use crate::memory::{From, Kept, Memory, Used};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::sentence::Sentence;
use lungang_domain::words::Lang;
use std::collections::BTreeMap;

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

    /// Whether a word of its meaning is this one, in whatever language.
    fn is_called(&self, typed: &str) -> bool {
        self.label.as_ref().is_some_and(|label| label.args.values().any(|word| word.eq_ignore_ascii_case(typed)))
    }

    /// With its meaning in one language.
    pub fn say(&self, lang: Lang) -> String {
        match &self.label {
            Some(label) => format!("{} = {}", self.value, label.say(lang)),
            None => self.value.clone(),
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
}

impl Item {
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

    /// The answer behind what was typed: one of the options, whatever its case, or the suggestion where it is agreed to.
    pub fn meant(&self, typed: &str, suggestion: Option<&str>) -> Option<String> {
        const AGREED: &[&str] = &["同意", "是", "采用", "yes", "y", "ok"];
        let typed = typed.trim();
        let option = self.options.iter().find(|o| o.value.eq_ignore_ascii_case(typed));
        // 请假 is as good as `leave`, and a school's name as its code; two schools of one name need the code.
        let named: Vec<&Allowed> = self.options.iter().filter(|o| o.is_called(typed)).collect();
        let only = if let [one] = named[..] { Some(one) } else { None };
        if let Some(option) = option.or(only) {
            return Some(option.value.clone());
        }
        // Where yes and no are the answers, 是 is one of them, whatever is suggested.
        if self.options.iter().any(|o| o.value == "yes") {
            let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(typed));
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
        if let Some(suggestion) = suggestion.filter(|_| AGREED.iter().any(|a| a.eq_ignore_ascii_case(typed))) {
            return Some(suggestion.to_owned());
        }
        (self.options.is_empty() && !typed.is_empty()).then(|| typed.to_owned())
    }

    /// As [`Question::meant`], of one of its values: where it is to be chosen among some, it must be one of them.
    pub fn meant_for(&self, item: Option<&Item>, typed: &str) -> Option<String> {
        let suggestion = item.map_or(self.suggestion.as_deref(), |item| item.suggestion.as_deref());
        let meant = self.meant(typed, suggestion)?;
        let Some(item) = item.filter(|item| !item.short.is_empty()) else { return Some(meant) };
        let one = item.short.iter().any(|(short, long)| *short == meant || *long == meant);
        (one || meant == NOT_USED).then_some(meant)
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

/// Asks: an answer that was given, or is remembered, is used; anything else becomes a question.
#[derive(Debug)]
pub struct Desk<'a> {
    answers: &'a Answers,
    memory: &'a Memory,
    /// Whether suggestions are taken for answers.
    accept: bool,
    author: Option<String>,
    today: Date,
    /// The year that the files are of, where they say it.
    pub year: Option<i16>,
    open: Vec<Question>,
    used: BTreeMap<(String, Option<String>), Used>,
    /// Everything that is found on the way.
    pub findings: Findings,
}

impl<'a> Desk<'a> {
    /// A desk with the answers that there are.
    pub fn new(
        answers: &'a Answers,
        memory: &'a Memory,
        accept: bool,
        author: Option<String>,
        today: Date,
    ) -> Desk<'a> {
        let (open, used, findings) = (Vec::new(), BTreeMap::new(), Findings::default());
        Desk { answers, memory, accept, author, today, year: None, open, used, findings }
    }

    /// The id of a question whose answer holds for this year's files alone: another year's bring another.
    pub fn of_year(&self, id: &str) -> String {
        format!("{id}{}", self.year.map(|year| format!(".{year}")).unwrap_or_default())
    }

    /// The answer to a question of its own; without one it is asked.
    pub fn ask(&mut self, question: Question) -> Option<String> {
        let key = (question.id.clone(), None);
        if let Some(used) = self.used.get(&key) {
            return Some(used.answer.clone());
        }
        let suggestion = question.suggestion.clone();
        if let Some(answer) = self.answer(&question, None, suggestion.as_deref(), &[]) {
            return Some(answer);
        }
        if !self.open.iter().any(|q| q.id == question.id) {
            self.open.push(question);
        }
        None
    }

    /// The answer for one of the values that a question asks about; without one it is asked, with the others.
    pub fn ask_word(&mut self, question: Question, item: Item) -> Option<String> {
        let spelling = item.spelling.clone();
        if let Some(used) = self.used.get(&(question.id.clone(), Some(spelling.clone()))) {
            return Some(used.answer.clone());
        }
        if let Some(answer) = self.answer(&question, Some(&spelling), item.suggestion.as_deref(), &item.short) {
            return Some(answer);
        }
        let at = match self.open.iter().position(|q| q.id == question.id) {
            Some(at) => at,
            None => {
                self.open.push(Question { count: 0, examples: Vec::new(), ..question });
                self.open.len() - 1
            }
        };
        let open = &mut self.open[at];
        open.count += item.count;
        if open.examples.len() < EXAMPLES {
            open.examples.extend(item.examples.iter().take(1).cloned());
        }
        match open.items.iter_mut().find(|i| i.spelling == spelling) {
            Some(known) => {
                known.count += item.count;
                let room = EXAMPLES.saturating_sub(known.examples.len());
                known.examples.extend(item.examples.into_iter().take(room));
            }
            None => open.items.push(item),
        }
        None
    }

    /// An answer that there is: of those given now, of those kept, or the suggestion.
    fn answer(
        &mut self,
        question: &Question,
        spelling: Option<&str>,
        suggestion: Option<&str>,
        short: &[(String, String)],
    ) -> Option<String> {
        let given = self.answers.get(&question.id, spelling).cloned();
        if let Some(Given { text, place }) = given {
            let long = short.iter().find(|(short, _)| *short == text.trim()).map_or(&text, |(_, long)| long);
            match question.meant(long, suggestion) {
                Some(answer) => {
                    let (by, on) = (self.author.clone(), Some(self.today));
                    return Some(self.use_it(question, spelling, answer, From::Given, by, on));
                }
                None => {
                    let allowed: Vec<&str> = question.options.iter().map(|o| o.value.as_str()).collect();
                    let finding = Finding::error("import-answer", place).with("value", text);
                    let finding = finding.with("question", &question.id);
                    self.findings.push(finding.with("allowed", allowed.join(", ")));
                    return None;
                }
            }
        }
        if let Some(Kept { answer, by, on, .. }) = self.memory.answer(&question.id, spelling).cloned()
            && let Some(answer) = question.meant(&answer, None)
        {
            return Some(self.use_it(question, spelling, answer, From::Memory, by, on));
        }
        let suggestion = suggestion.filter(|_| self.accept)?.to_owned();
        let (by, on) = (self.author.clone(), Some(self.today));
        Some(self.use_it(question, spelling, suggestion, From::Suggested, by, on))
    }

    fn use_it(
        &mut self,
        question: &Question,
        spelling: Option<&str>,
        answer: String,
        from: From,
        by: Option<String>,
        on: Option<Date>,
    ) -> String {
        let (id, spelling) = (question.id.clone(), spelling.map(str::to_owned));
        let used = Used { question: id.clone(), spelling: spelling.clone(), answer: answer.clone(), from, by, on };
        self.used.insert((id, spelling), used);
        answer
    }

    /// Keeps an answer that was given without being asked for.
    pub fn given(&mut self, question: &str, answer: &str) {
        let (by, on) = (self.author.clone(), Some(self.today));
        let used = Used {
            question: question.to_owned(),
            spelling: None,
            answer: answer.to_owned(),
            from: From::Given,
            by,
            on,
        };
        self.used.insert((question.to_owned(), None), used);
    }

    /// What is open, what was used, and what was found.
    pub fn end(self) -> (Vec<Question>, Vec<Used>, Findings) {
        (self.open, self.used.into_values().collect(), self.findings)
    }

    /// Whether anything is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What is remembered.
    pub fn memory(&self) -> &'a Memory {
        self.memory
    }
}
