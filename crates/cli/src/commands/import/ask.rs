//! Asks at the terminal, one question after another, until everything is answered or whoever sits there ends it (Ctrl-D).

use crate::terminal::Terminal;
use lungang_domain::words::{Lang, say};
use lungang_import::answers::Answers;
use lungang_import::question::{Item, Question};
use std::io::{BufRead, IsTerminal, stderr, stdin};

/// How many answers that may be given are shown of a question that has more.
const SHOWN: usize = 30;

/// Whether somebody sits there who can be asked.
pub fn at_terminal(terminal: &Terminal) -> bool {
    !terminal.json && !terminal.quiet && stdin().is_terminal() && stderr().is_terminal()
}

/// How a round of questions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Something was answered: there may be nothing left to ask.
    Answered,
    /// Every question was passed over.
    Nothing,
    /// It was ended before the last question.
    Ended,
}

/// A conversation: what is typed, and what is said.
pub struct Conversation<R, W> {
    input: R,
    say: W,
    lang: Lang,
}

impl<R: BufRead, W: FnMut(&str)> Conversation<R, W> {
    /// With somebody who types here and reads there.
    pub fn new(input: R, say: W, lang: Lang) -> Conversation<R, W> {
        Conversation { input, say, lang }
    }

    /// Asks everything that is open.
    pub fn round(&mut self, questions: &[Question], answers: &mut Answers) -> Round {
        let mut round = Round::Nothing;
        for (at, question) in questions.iter().enumerate() {
            self.head(question, at + 1, questions.len());
            let items: Vec<Option<&Item>> = match &question.items[..] {
                [] => vec![None],
                items => items.iter().map(Some).collect(),
            };
            for item in items {
                if let Some(item) = item {
                    (self.say)(&format!("  {} ×{}{}", item.spelling, item.count, candidates(item)));
                }
                match self.put(question, item, answers) {
                    Some(true) => round = Round::Answered,
                    Some(false) => {}
                    None => return Round::Ended,
                }
            }
        }
        round
    }

    fn head(&mut self, question: &Question, at: usize, of: usize) {
        let lang = self.lang;
        let args = [("at", at.to_string()), ("of", of.to_string()), ("ask", question.about.say(lang))];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        (self.say)(&say(lang, "cli.import.ask", &args));
        (self.say)(&format!("  {}", question.how.say(lang)));
        for place in &question.examples {
            (self.say)(&format!("  {}", place.say(lang)));
        }
        for option in question.options.iter().take(SHOWN) {
            (self.say)(&format!("    {}", option.say(lang)));
        }
        if question.options.len() > SHOWN {
            let n = question.options.len().to_string();
            (self.say)(&format!("    {}", say(lang, "cli.import.more-options", &[("n", &n)])));
        }
    }

    /// Takes one answer: an empty line takes what is suggested, or passes the question over; what may not be answered is asked again.
    /// `None` where nothing more is typed.
    fn put(&mut self, question: &Question, item: Option<&Item>, answers: &mut Answers) -> Option<bool> {
        let suggestion = item.map_or(question.suggestion.as_deref(), Item::suggested);
        if let Some(suggestion) = suggestion {
            let said = question.called(suggestion, self.lang);
            (self.say)(&say(self.lang, "cli.import.suggestion", &[("suggestion", &said)]));
        }
        loop {
            let mut typed = String::new();
            if !matches!(self.input.read_line(&mut typed), Ok(n) if n > 0) {
                return None;
            }
            let typed = typed.trim();
            let text = match (typed.is_empty(), suggestion) {
                (true, Some(suggestion)) => suggestion,
                (true, None) => return Some(false),
                (false, _) => typed,
            };
            if question.meant_for(item, text).is_some() {
                answers.put(&question.id, item.map(|item| item.spelling.as_str()), text);
                return Some(true);
            }
            (self.say)(&say(self.lang, "cli.import.not-allowed", &[("value", text)]));
        }
    }
}

fn candidates(item: &Item) -> String {
    if item.candidates.is_empty() { String::new() } else { format!(": {}", item.candidates.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::sentence::Sentence;
    use lungang_import::question::Allowed;

    fn questions() -> Vec<Question> {
        let policy = Sentence::new("import.option.policy", [("name", "national"), ("name_zh", "全国通用")]);
        let leave = Sentence::new("import.option.word", [("word", "leave"), ("word_zh", "请假")]);
        let named = |spelling: &str| Item { spelling: spelling.to_owned(), count: 1, ..Item::default() };
        let person = |row: &str, id: &str| (row.to_owned(), id.to_owned());
        let mut words = Question::new("values.teachers.status", "values")
            .options(vec![Allowed::labelled("leave", leave), Allowed::plain("-")]);
        words.items = vec![named("学习"), Item { suggestion: Some("leave".to_owned()), ..named("产休") }];
        let mut people = Question::new("people.wishes", "people");
        people.items = vec![Item { short: vec![person("12", "P1"), person("40", "P2")], ..named("张丽") }];
        vec![
            Question::new("policy", "policy").options(vec![Allowed::labelled("national", policy)]),
            Question::new("school-year.2026", "school-year").suggest(Some("2026-2027".to_owned())),
            words,
            people,
        ]
    }

    /// What is answered when this is typed, how it ended, and everything that was said.
    fn typed(lines: &str) -> (Vec<Option<String>>, Round, String) {
        let (mut answers, mut said) = (Answers::default(), String::new());
        let round = Conversation::new(lines.as_bytes(), |line: &str| said.push_str(&format!("{line}\n")), Lang::ZH)
            .round(&questions(), &mut answers);
        let of = |id: &str, word: Option<&str>| answers.given(id, word).map(str::to_owned);
        let given = vec![
            of("policy", None),
            of("school-year.2026", None),
            of("values.teachers.status", Some("学习")),
            of("values.teachers.status", Some("产休")),
            of("people.wishes", Some("张丽")),
        ];
        (given, round, said)
    }

    #[test]
    fn every_kind_of_question_is_asked_and_answered() {
        let (given, round, said) = typed("national\n\n请假\n\n40\n");
        let given: Vec<&str> = given.iter().flatten().map(String::as_str).collect();
        assert_eq!((given, round), (vec!["national", "2026-2027", "请假", "leave", "40"], Round::Answered));
        for part in ["第 1 问，共 4 问", "national = 全国通用", "建议：2026-2027", "学习 ×1", "建议：请假"]
        {
            assert!(said.contains(part), "{part} is not in\n{said}");
        }
    }

    #[test]
    fn what_may_not_be_answered_is_asked_again() {
        let (given, _, said) = typed("mine\n全国通用\n2026-2027\n也许\nleave\n是\n13\n12\n");
        let given: Vec<&str> = given.iter().flatten().map(String::as_str).collect();
        assert_eq!(given, ["全国通用", "2026-2027", "leave", "是", "12"]);
        for wrong in ["mine", "也许", "13"] {
            assert!(said.contains(&format!("不在可选的回答之内：{wrong}")), "{said}");
        }
    }

    #[test]
    fn an_empty_line_passes_over_and_an_end_ends() {
        let (given, round, _) = typed("\n2027-2028\n\n\n");
        assert_eq!((given[0].as_deref(), given[1].as_deref(), round), (None, Some("2027-2028"), Round::Ended));
        assert_eq!(given[3].as_deref(), Some("leave"), "the suggestion");
        assert_eq!(typed("").1, Round::Ended);
        let (mut answers, one) = (Answers::default(), Question::new("county-name", "county-name"));
        let round = Conversation::new(&b"\n"[..], |_: &str| {}, Lang::EN).round(&[one], &mut answers);
        assert_eq!((round, answers.count()), (Round::Nothing, 0));
    }
}
