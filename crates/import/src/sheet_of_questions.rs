//! The questions as a file that somebody else fills in, and that [`crate::answers::Answers`] reads again.

use crate::answers::{Answers, QuestionsFile};
use crate::question::{Item, Question};
use lungang_domain::format::Document;
use lungang_domain::words::{Lang, say};
use std::fmt::Write;

/// The questions as a file that somebody else fills in, or goes on with: what is answered already stands in it.
pub fn questions_file(questions: &[Question], answers: &Answers, lang: Lang) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = String::new();
    for line in say(lang, "import.file.head", &[("n", &questions.len().to_string())]).lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "format = {}", QuestionsFile::FORMAT);
    for question in questions {
        let _ = writeln!(out, "\n[[question]]\nid = {}", quoted(&question.id));
        let _ = writeln!(out, "ask = {}", quoted(&question.about.say(lang)));
        let _ = writeln!(out, "how = {}", quoted(&question.how.say(lang)));
        if !question.options.is_empty() {
            let options: Vec<String> = question.options.iter().map(|o| quoted(&o.say(lang))).collect();
            let _ = writeln!(out, "options = [{}]", options.join(", "));
        }
        let _ = writeln!(out, "count = {}", question.count);
        let places: Vec<String> = question.examples.iter().map(|p| quoted(&p.say(lang))).collect();
        let _ = writeln!(out, "examples = [{}]", places.join(", "));
        if let Some(suggestion) = &question.suggestion {
            let _ = writeln!(out, "suggestion = {}", quoted(suggestion));
        }
        let given = |spelling: Option<&str>| answers.given(&question.id, spelling).unwrap_or_default();
        let _ = writeln!(out, "answer = {}", quoted(given(None)));
        if !question.items.is_empty() {
            let _ = writeln!(out, "[question.values]");
            for item in &question.items {
                let _ = writeln!(out, "# {}", of_item(question, item, lang));
                for candidate in &item.candidates {
                    let _ = writeln!(out, "#   {}", candidate.replace(['\n', '\r'], " "));
                }
                let _ = writeln!(out, "{} = {}", quoted(&item.spelling), quoted(given(Some(&item.spelling))));
            }
        }
    }
    // What was answered before stays in it: the file goes on with all of it.
    let asked: Vec<&str> = questions.iter().map(|q| q.id.as_str()).collect();
    for (id, given) in answers.others(&asked) {
        let _ = writeln!(out, "\n[[question]]\nid = {}", quoted(id));
        for (_, text) in given.iter().filter(|(word, _)| word.is_none()) {
            let _ = writeln!(out, "answer = {}", quoted(text));
        }
        let words: Vec<_> = given.iter().filter_map(|(word, text)| Some(((*word)?, *text))).collect();
        if !words.is_empty() {
            let _ = writeln!(out, "[question.values]");
            for (word, text) in words {
                let _ = writeln!(out, "{} = {}", quoted(word), quoted(text));
            }
        }
    }
    out
}

fn of_item(question: &Question, item: &Item, lang: Lang) -> String {
    let place = item.examples.first().map(|p| p.say(lang)).unwrap_or_default();
    let args = [("n", item.count.to_string()), ("place", place)];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let line = say(lang, "import.file.item", &args);
    match item.suggested() {
        Some(suggestion) => {
            let suggestion = question.called(suggestion, lang);
            format!("{line}{}", say(lang, "import.file.item-suggestion", &[("suggestion", &suggestion)]))
        }
        None => line,
    }
    .replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::finding::Findings;

    #[test]
    fn what_is_written_is_read_when_it_is_filled_in() {
        let mut question = Question::new("values.teachers.status", "values");
        question.items.push(Item { spelling: "脱产\"学习".to_owned(), count: 3, ..Item::default() });
        let text = questions_file(&[question, Question::new("policy", "policy")], &Answers::default(), Lang::ZH);
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("q.toml");
        let filled = text.replace("\"脱产\\\"学习\" = \"\"", "\"脱产\\\"学习\" = \"leave\"");
        let filled = filled.replace("'脱产\"学习' = \"\"", "'脱产\"学习' = \"leave\"");
        std::fs::write(&path, filled).expect("written");
        let mut findings = Findings::default();
        let answers = Answers::read(&path, &mut findings);
        assert!(findings.is_empty(), "{findings:?}\n{text}");
        let given = answers.get("values.teachers.status", Some("脱产\"学习")).map(|g| g.text.as_str());
        assert_eq!(given, Some("leave"));
        assert_eq!(answers.get("policy", None), None);
        // The next file keeps what was answered, and asks the rest.
        let next = questions_file(&[Question::new("policy", "policy")], &answers, Lang::ZH);
        std::fs::write(&path, next).expect("written");
        let kept = Answers::read(&path, &mut findings);
        let given = kept.get("values.teachers.status", Some("脱产\"学习")).map(|g| g.text.as_str());
        assert_eq!((given, findings.is_empty()), (Some("leave"), true));
    }
}
