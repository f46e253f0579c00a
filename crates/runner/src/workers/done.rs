//! What became of a job, with everything that was tried.

use super::answer::{Planned, Refusal};
use super::fault::Fault;
use super::job::Method;
use crate::conflict::Conflict;
use lungang_domain::audit::AuditReport;
use lungang_domain::words::{Lang, say};

/// What became of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// Position of the job among those given, from 0: results come as they are ready.
    pub number: usize,
    /// Everything that was tried, in order; the last one gave the result, where there is one.
    pub attempts: Vec<Attempt>,
    /// The result.
    pub result: Result<Outcome, Unanswered>,
}

/// What became of an errand.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished<T> {
    /// Position of it among those given, from 0.
    pub number: usize,
    /// Everything that was tried, in order.
    pub attempts: Vec<Attempt>,
    /// The result.
    pub result: Result<T, Unanswered>,
}

impl<T> Finished<T> {
    /// As [`Done::say`].
    pub fn say(&self, lang: Lang) -> String {
        told(lang, self.number, &self.attempts, self.result.as_ref().err())
    }
}

/// One attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// By which path.
    pub method: Method,
    /// Wall time, seconds, with the audit of the answer.
    pub seconds: f64,
    /// What was wrong; absent for the attempt whose answer was taken.
    pub fault: Option<Fault>,
}

/// A result that was judged sound.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A plan whose audit is clean.
    Planned {
        /// The plan.
        planned: Box<Planned>,
        /// Its audit, made in this process.
        audit: Box<AuditReport>,
    },
    /// No plan keeps the hard rules: two paths say so, or the audit does.
    Infeasible(Conflict),
    /// The time ran out before any plan was found.
    Nothing,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq)]
pub enum Unanswered {
    /// The job cannot be worked on.
    Refused(Refusal),
    /// Every path was tried, none gave an answer that stands.
    Exhausted,
}

impl Done {
    /// Whether the first attempt gave the result.
    pub fn at_once(&self) -> bool {
        self.attempts.len() == 1
    }

    /// Everything that was tried and what was wrong with it, a line each; under a headline where there is no result.
    /// Nobody is named.
    pub fn say(&self, lang: Lang) -> String {
        told(lang, self.number, &self.attempts, self.result.as_ref().err())
    }
}

/// Everything that was tried and what was wrong with it.
fn told(lang: Lang, number: usize, attempts: &[Attempt], failure: Option<&Unanswered>) -> String {
    let number = (number + 1).to_string();
    let mut lines = Vec::new();
    match failure {
        None => {}
        Some(Unanswered::Refused(refusal)) => {
            lines.push(say(lang, "worker.refused.job", &[("number", &number), ("reason", &refusal.say(lang))]));
            return lines.join("\n");
        }
        Some(Unanswered::Exhausted) => {
            let tried = attempts.len().to_string();
            lines.push(say(lang, "worker.exhausted", &[("number", &number), ("n", &tried)]));
        }
    }
    for (i, attempt) in attempts.iter().enumerate() {
        let what = match &attempt.fault {
            Some(fault) => fault.say(lang),
            None => say(lang, "worker.taken", &[]),
        };
        let args = [("n", (i + 1).to_string()), ("method", attempt.method.say(lang)), ("what", what)];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        lines.push(say(lang, "worker.attempt", &args));
    }
    lines.join("\n")
}
