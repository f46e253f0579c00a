//! What can be wrong with a worker or its answer, and how it is said.

use lungang_domain::audit::AuditReport;
use lungang_domain::policy::Mode;
use lungang_domain::words::{Lang, say};
use std::collections::BTreeSet;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It closed its output and stayed, or the system does not say.
    Silent,
}

/// What is wrong with a worker or its answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The process ended.
    Crashed {
        /// How.
        end: End,
        /// Its last lines on stderr.
        said: Vec<String>,
    },
    /// The process ended because its memory ran out.
    Memory {
        /// What it was allowed, in bytes.
        bytes: u64,
        /// Its last lines on stderr.
        said: Vec<String>,
    },
    /// No answer in time.
    Hung {
        /// How long it was waited for.
        seconds: f64,
    },
    /// What it printed is no answer to what was asked.
    Garbled {
        /// The beginning.
        said: String,
    },
    /// The solver failed, as it says itself.
    Failed {
        /// Which.
        solver: String,
        /// What it said; absent where its answer did not hold when it was computed exactly.
        status: Option<String>,
    },
    /// The answer is wrong.
    Wrong(Wrong),
    /// It says that there is no plan, and nobody else has said so yet.
    Alone,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// The plan's audit is not clean: a rule is broken, a move cannot be, a goal has another value.
    Audit(Box<AuditReport>),
    /// The goals are not those of the policy.
    Goals,
    /// A goal's bound contradicts its value, or does not meet it although the plan is said to be optimal.
    Bound {
        /// The goal.
        goal: String,
    },
    /// It was stopped, as it says, by a limit that was not set.
    Stopped,
    /// It says that there is no plan, but the audit has one.
    Feasible,
}

impl Fault {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Fault::Crashed { end, said } => {
                let how = match end {
                    End::Code(code) => say(lang, "worker.fault.exit", &[("code", &code.to_string())]),
                    End::Signal(signal) => say(lang, "worker.fault.signal", &[("signal", &signal.to_string())]),
                    End::Silent => say(lang, "worker.fault.closed", &[]),
                };
                last_words(lang, how, said)
            }
            Fault::Memory { bytes, said } => {
                let mib = (bytes >> 20).to_string();
                last_words(lang, say(lang, "worker.fault.memory", &[("mib", &mib)]), said)
            }
            Fault::Hung { seconds } => say(lang, "worker.fault.hung", &[("seconds", &format!("{seconds:.1}"))]),
            Fault::Garbled { said } => say(lang, "worker.fault.garbled", &[("said", said)]),
            Fault::Failed { solver, status: Some(status) } => {
                say(lang, "cli.solver.failed", &[("solver", solver), ("status", status)])
            }
            Fault::Failed { solver, status: None } => say(lang, "cli.solver.wrong", &[("solver", solver)]),
            Fault::Wrong(wrong) => wrong.say(lang),
            Fault::Alone => say(lang, "worker.fault.alone", &[]),
        }
    }

    /// Whether the same may go well with another worker: one that was out of time or memory would be so again.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Fault::Crashed { .. } | Fault::Garbled { .. })
    }
}

impl Wrong {
    /// In words: rules and kinds of fault, nobody's name.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Wrong::Audit(report) => {
                let broken = report
                    .rules
                    .iter()
                    .filter(|r| r.mode == Mode::Hard && r.holds == Some(false))
                    .map(|r| r.rule.name());
                let kinds: BTreeSet<&str> = broken.chain(report.faults.iter().map(|f| f.kind.as_str())).collect();
                let kinds: Vec<String> = kinds.iter().map(|k| format!("`{k}`")).collect();
                let separator = say(lang, "verdict.separator", &[]);
                let args = [("n", report.breaches.to_string()), ("what", kinds.join(&separator))];
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                say(lang, "worker.wrong.audit", &args)
            }
            Wrong::Goals => say(lang, "worker.wrong.goals", &[]),
            Wrong::Bound { goal } => say(lang, "worker.wrong.bound", &[("goal", goal)]),
            Wrong::Stopped => say(lang, "worker.wrong.stopped", &[]),
            Wrong::Feasible => say(lang, "worker.wrong.feasible", &[]),
        }
    }
}

/// With the last line that the process said, where it said any.
fn last_words(lang: Lang, what: String, said: &[String]) -> String {
    match said.iter().rev().find(|line| !line.trim().is_empty()) {
        Some(line) => say(lang, "worker.fault.saying", &[("what", &what), ("said", line.trim())]),
        None => what,
    }
}
