//! The desk at which everything that the files leave open is asked: an answer that was given, or is remembered, is used; anything else
//! becomes a question.

use crate::answers::{Answers, Given};
use crate::memory::{From, Kept, Memory, Used};
use crate::question::{EXAMPLES, Item, Question, Takes};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::nearest;
use lungang_domain::words::Lang;
use std::collections::{BTreeMap, BTreeSet};

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
    /// What was asked, be it answered or open: the question, and the value that it is about.
    asked: BTreeSet<(String, Option<String>)>,
    /// Answers that were refused, each of which is told once.
    refused: BTreeSet<(String, Place)>,
    /// Words that are other names of a subject, with the subject, and how often each was met.
    pub renamed: BTreeMap<(String, String), usize>,
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
        let (open, used, asked, refused) = Default::default();
        Desk {
            answers,
            memory,
            accept,
            author,
            today,
            year: None,
            open,
            used,
            asked,
            refused,
            renamed: BTreeMap::new(),
            findings: Findings::default(),
        }
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
        if let Some(answer) = self.answer(&question, None) {
            return Some(answer);
        }
        if !self.open.iter().any(|q| q.id == question.id) {
            self.open.push(question);
        }
        None
    }

    /// As [`Desk::ask`], about one more place that the question counts.
    pub fn ask_of(&mut self, question: Question, place: &Place) -> Option<String> {
        let id = question.id.clone();
        let answer = self.ask(question);
        if let Some(open) = self.open.iter_mut().find(|open| answer.is_none() && open.id == id) {
            open.count += 1;
            if open.examples.len() < EXAMPLES {
                open.examples.push(place.clone());
            }
        }
        answer
    }

    /// The answer to a question that need not be asked, where somebody gives it all the same.
    pub fn told(&mut self, question: Question) -> Option<String> {
        self.answers.given(&question.id, None)?;
        self.answer(&question, None)
    }

    /// Whether somebody gives an answer for just this value now, which goes before what is remembered or would be taken unasked.
    pub fn is_given(&self, question: &str, spelling: &str) -> bool {
        self.answers.given(question, Some(spelling)).is_some()
    }

    /// The answer for one of the values that a question asks about; without one it is asked, with the others.
    pub fn ask_word(&mut self, question: Question, item: Item) -> Option<String> {
        let spelling = item.spelling.clone();
        if let Some(used) = self.used.get(&(question.id.clone(), Some(spelling.clone()))) {
            return Some(used.answer.clone());
        }
        if let Some(answer) = self.answer(&question, Some(&item)) {
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
    fn answer(&mut self, question: &Question, item: Option<&Item>) -> Option<String> {
        let spelling = item.map(|item| item.spelling.as_str());
        self.asked.insert((question.id.clone(), spelling.map(str::to_owned)));
        let suggestion = item.map_or(question.suggestion.as_deref(), |item| item.suggestion.as_deref());
        if let Some(Given { text, place }) = self.answers.get(&question.id, spelling).cloned() {
            let long = item.and_then(|item| item.long(&text));
            let meant = long.map(str::to_owned).or_else(|| {
                let free = item.is_none_or(|item| !item.only);
                if free { question.meant(&text, spelling, suggestion) } else { question.meant_for(item, &text) }
            });
            let Some(answer) = meant else {
                if !self.refused.insert((question.id.clone(), place.clone())) {
                    return None;
                }
                let code = match question.takes {
                    Takes::Day => "import-not-a-day",
                    Takes::Year if question.options.is_empty() => "import-school-year",
                    _ => "import-answer",
                };
                let finding = Finding::error(code, place).with("value", text);
                let allowed = |lang| question.allowed(item, lang);
                let finding = finding.with("question", &question.id);
                self.findings.push(finding.with("allowed", allowed(Lang::EN)).with("allowed_zh", allowed(Lang::ZH)));
                return None;
            };
            let (by, on) = (self.author.clone(), Some(self.today));
            return Some(self.use_it(question, spelling, answer, From::Given, by, on));
        }
        if let Some(Kept { answer, by, on, .. }) = self.memory.answer(&question.id, spelling).cloned()
            && let Some(answer) = question.meant(&answer, spelling, None)
        {
            return Some(self.use_it(question, spelling, answer, From::Memory, by, on));
        }
        let suggestion = suggestion.filter(|_| self.accept)?.to_owned();
        let (by, on) = (self.author.clone(), Some(self.today));
        Some(self.use_it(question, spelling, suggestion, From::Suggested, by, on))
    }

    /// Answers of a file to nothing that was asked: a slip in the name of a question or in a value, or something that is no question
    /// any more.
    fn tell_unused(&mut self) {
        let ids: BTreeSet<&str> = self.asked.iter().map(|(id, _)| id.as_str()).collect();
        let mut found = Vec::new();
        for (id, spelling, given) in self.answers.all() {
            let known = ids.contains(id);
            let used = known
                && spelling.is_none_or(|word| self.asked.iter().any(|(q, w)| q == id && w.as_deref() == Some(word)));
            if used || given.place.file.is_empty() {
                continue;
            }
            let finding = match spelling.filter(|_| known) {
                Some(word) => {
                    let values = self.asked.iter().filter(|(q, _)| q == id).filter_map(|(_, word)| word.as_deref());
                    let finding = Finding::warning("import-answer-no-value", given.place.clone()).with("question", id);
                    finding.with("value", word).with("hint", nearest::hint(word, values))
                }
                None => {
                    let hint = nearest::hint(id, ids.iter().copied());
                    Finding::warning("import-answer-no-question", given.place.clone())
                        .with("question", id)
                        .with("hint", hint)
                }
            };
            found.push(finding);
        }
        found.into_iter().for_each(|finding| self.findings.push(finding));
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
        if self.answers.given(question, None).is_none_or(|other| other.trim() == answer) {
            self.asked.insert((question.to_owned(), None));
        }
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

    /// Hears words that are other names of a subject.
    pub fn renamed(&mut self, words: impl IntoIterator<Item = (String, String)>) {
        for word in words {
            *self.renamed.entry(word).or_default() += 1;
        }
    }

    /// What is open, what was used, and what was found.
    pub fn end(mut self) -> (Vec<Question>, Vec<Used>, Findings) {
        self.tell_unused();
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
