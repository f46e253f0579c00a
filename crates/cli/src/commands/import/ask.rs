//! Asks at the terminal, one question after another.

use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_import::answers::Answers;
use lungang_import::question::{Item, Question};
use std::io::{BufRead, IsTerminal, stderr, stdin};

/// Whether somebody sits there who can be asked.
pub fn at_terminal(terminal: &Terminal) -> bool {
    !terminal.json && !terminal.quiet && stdin().is_terminal() && stderr().is_terminal()
}

/// Asks everything that is open; false where nothing was answered, so that it is not asked again and again.
pub fn all(questions: &[Question], answers: &mut Answers, terminal: &Terminal) -> bool {
    let mut any = false;
    for (at, question) in questions.iter().enumerate() {
        let lang = terminal.lang;
        let of = [("at", (at + 1).to_string()), ("of", questions.len().to_string()), ("ask", question.about.say(lang))];
        let of: Vec<(&str, &str)> = of.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Terminal::stderr(&say(lang, "cli.import.ask", &of));
        Terminal::stderr(&format!("  {}", question.how.say(lang)));
        for place in &question.examples {
            Terminal::stderr(&format!("  {}", place.say(lang)));
        }
        for option in &question.options {
            Terminal::stderr(&format!("    {}", option.say(lang)));
        }
        if question.items.is_empty() {
            any |= put(question, None, question.suggestion.as_deref(), answers, terminal);
        }
        for item in &question.items {
            Terminal::stderr(&format!("  {} ×{}{}", item.spelling, item.count, candidates(item)));
            any |= put(question, Some(&item.spelling), item.suggestion.as_deref(), answers, terminal);
        }
    }
    any
}

fn candidates(item: &Item) -> String {
    if item.candidates.is_empty() { String::new() } else { format!(": {}", item.candidates.join("; ")) }
}

/// Takes one answer; an empty line takes what is suggested.
fn put(
    question: &Question,
    spelling: Option<&str>,
    suggestion: Option<&str>,
    answers: &mut Answers,
    terminal: &Terminal,
) -> bool {
    if let Some(suggestion) = suggestion {
        Terminal::stderr(&say(terminal.lang, "cli.import.suggestion", &[("suggestion", suggestion)]));
    }
    loop {
        let mut typed = String::new();
        if !matches!(stdin().lock().read_line(&mut typed), Ok(n) if n > 0) {
            return false;
        }
        let typed = typed.trim();
        let text = match (typed.is_empty(), suggestion) {
            (true, Some(suggestion)) => suggestion,
            (true, None) => return false,
            (false, _) => typed,
        };
        if question.meant(text, suggestion).is_some() {
            answers.put(&question.id, spelling, text);
            return true;
        }
        Terminal::stderr(&say(terminal.lang, "cli.import.not-allowed", &[("value", text)]));
    }
}
