//! The progress line: on stderr, only where stderr is a terminal, gone when the work is done.

use crate::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lungang_domain::shown::shown;
use lungang_domain::words::{Lang, has, say};
use lungang_report::json::Attended;
use lungang_solver::engine::Progress;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One line that says what is going on.
pub struct Line {
    bar: ProgressBar,
    lang: Lang,
    attended: bool,
    told: Mutex<Option<Instant>>,
}

/// How often a desk is told how far a goal has come.
const OFTEN: Duration = Duration::from_millis(250);

impl Line {
    /// A line; hidden where nobody would see it or it was asked to be quiet.
    pub fn new(terminal: &Terminal) -> Line {
        let seen = !terminal.quiet && !terminal.attended && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(
            None,
            if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() },
        );
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            bar.set_style(style);
        }
        if seen {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Line { bar, lang: terminal.lang, attended: terminal.attended, told: Mutex::new(None) }
    }

    /// A step in words: `cli.progress.<step>`.
    pub fn step(&self, step: &str, args: &[(&str, &str)]) {
        let words = say(self.lang, &format!("cli.progress.{step}"), args);
        if self.attended {
            self.attend(step, &words, args);
        }
        self.bar.set_message(shown(&words).into_owned());
    }

    /// Whether it is time to tell a desk again.
    fn due(&self) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let due = told.is_none_or(|told| told.elapsed() >= OFTEN);
        if due {
            *told = Some(Instant::now());
        }
        due
    }

    /// A line of JSON on stderr for the desk: the words, and of how many steps which, where they are counted.
    fn attend(&self, step: &str, words: &str, args: &[(&str, &str)]) {
        let of = |name: &str| args.iter().find(|(n, _)| *n == name).and_then(|(_, v)| v.parse::<u64>().ok());
        let note = Attended { step: step.to_owned(), words: words.to_owned(), at: of("at"), of: of("of") };
        Terminal::stderr(&note.line());
    }

    /// How far the engine has come with a goal.
    pub fn goal(&self, progress: &Progress) {
        if self.bar.is_hidden() && !(self.attended && self.due()) {
            return;
        }
        let number = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let gap = progress.value.zip(progress.bound).map(|(v, b)| v.abs_diff(b));
        let args = [
            ("goal", goal_word(self.lang, &progress.goal)),
            ("at", progress.step.0.to_string()),
            ("of", progress.step.1.to_string()),
            ("value", number(progress.value)),
            ("bound", number(progress.bound)),
            ("priced", progress.priced.to_string()),
            ("columns", progress.columns.to_string()),
            ("gap", gap.map_or_else(|| "–".to_owned(), |g| g.to_string())),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.step("goal", &args);
    }

    /// Lets something be said while the line is out of the way.
    pub fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the line away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.done();
    }
}

fn goal_word(lang: Lang, name: &str) -> String {
    if let Some(rule) = name.strip_prefix("breach:") {
        let rule = say(lang, &format!("rule.{rule}.name"), &[]);
        return say(lang, "goal.breach.name", &[("rule", &rule)]);
    }
    let key = format!("goal.{name}.name");
    if has(&key) { say(lang, &key, &[]) } else { name.to_owned() }
}
