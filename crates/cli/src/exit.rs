//! How the program ends: exit codes, errors in words or JSON, and the one line after a bug.

use crate::terminal::Terminal;
use lungang_domain::identity;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, ErrorDocument, ErrorKind};
use std::any::Any;
use std::process::ExitCode;

/// The exit codes; scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, audit clean.
    Done = 0,
    /// Findings, or breaches of an audit.
    Found = 1,
    /// The command line, unreadable input, a result that cannot be written.
    Usage = 2,
    /// No plan keeps the hard rules.
    Infeasible = 3,
    /// Stopped before the gap.
    Stopped = 4,
    /// The solver failed.
    Solver = 5,
    /// A fault of the program.
    Bug = 101,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command stopped short of its result.
#[derive(Debug)]
pub enum Stop {
    /// Everything is said already.
    Told(Exit),
    /// To be said.
    Failed(Failure),
}

/// A failure to be said.
#[derive(Debug)]
pub struct Failure {
    /// What kind of end it is; the exit code follows from it.
    pub kind: ErrorKind,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub remedy: Option<String>,
}

impl Failure {
    /// A failure without a remedy.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Failure {
        Failure { kind, message: message.into(), remedy: None }
    }

    /// The system refuses a thread that the work needs.
    pub fn no_thread(lang: Lang, reason: &str) -> Failure {
        let message = say(lang, "cli.thread", &[("reason", reason)]);
        Failure::new(ErrorKind::Usage, message).remedy(say(lang, "cli.thread-remedy", &[]))
    }

    /// With a remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Failure {
        self.remedy = Some(remedy.into());
        self
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self.kind {
            ErrorKind::Usage | ErrorKind::Input | ErrorKind::Write => Exit::Usage,
            ErrorKind::Unproved => Exit::Found,
            ErrorKind::Infeasible => Exit::Infeasible,
            ErrorKind::Stopped => Exit::Stopped,
            ErrorKind::Solver => Exit::Solver,
            ErrorKind::Bug => Exit::Bug,
            ErrorKind::Interrupted => Exit::Interrupted,
        }
    }

    /// Says it: words on stderr, and with `--format json` a document on stdout too.
    pub fn tell(&self, terminal: &Terminal) -> Exit {
        let exit = self.exit();
        // What was typed may hold an identity number.
        let word = say(terminal.lang, "identity.number", &[]);
        let scrubbed = |text: &String| identity::scrub(text, &word).into_owned();
        let (message, remedy) = (scrubbed(&self.message), self.remedy.as_ref().map(scrubbed));
        terminal.insist(&say(terminal.lang, "cli.error", &[("message", &message)]));
        if let Some(remedy) = &remedy {
            terminal.insist(&say(terminal.lang, "cli.remedy", &[("remedy", remedy)]));
        }
        if terminal.json {
            let document = ErrorDocument { error: self.kind, message, remedy, exit_code: exit as u8 };
            // What cannot be printed has been said on stderr.
            let _ = terminal.print(&json::to_text(&document));
        }
        exit
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

/// Makes a panic one line in both languages, with its place, instead of a trace.
pub fn report_bugs() {
    std::panic::set_hook(Box::new(|info| {
        let what = words_of(info.payload());
        if refused_thread(&what).is_some() {
            // Not a fault of the program: `main` says it once.
            return;
        }
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let args = [
            ("version", env!("CARGO_PKG_VERSION")),
            ("place", place.as_str()),
            ("what", &what.replace(['\n', '\r'], " ")),
        ];
        let both: Vec<String> = Lang::COMPLETE.iter().map(|lang| say(*lang, "cli.bug", &args)).collect();
        Terminal::stderr(&both.join(" / "));
    }));
}

/// What a panic said.
pub fn words_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// The system's reason where a library panicked because it was refused a thread: the pool that reads Parquet and the
/// standard library know no other way to say so.
pub fn refused_thread(what: &str) -> Option<&str> {
    let of_system = what.contains("thread") && ["WouldBlock", "OutOfMemory"].iter().any(|kind| what.contains(kind));
    let told = what.split_once("message: \"").and_then(|(_, rest)| rest.split_once('"'));
    of_system.then(|| told.map_or(what, |(message, _)| message))
}

#[cfg(test)]
mod tests {
    use super::refused_thread;

    #[test]
    fn a_refused_thread_is_told_from_a_bug() {
        let refused =
            r#"failed to spawn thread: Os { code: 11, kind: WouldBlock, message: "Resource temporarily unavailable" }"#;
        assert_eq!(refused_thread(refused), Some("Resource temporarily unavailable"));
        let pool = format!("could not spawn threads: ThreadPoolBuildError {{ kind: IOError({refused}) }}");
        assert_eq!(refused_thread(&pool), Some("Resource temporarily unavailable"));
        assert_eq!(refused_thread("index out of bounds in a thread"), None);
        assert_eq!(refused_thread("kind: WouldBlock"), None);
    }
}
