//! `explain PLAN`: why a plan is as it is, and what it would cost to have it otherwise.

use super::input;
use super::named::{Names, unknown};
use crate::args::Explain;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::explanation::{Answered, Comes, Explanation};
use lungang_domain::nearest::nearest;
use lungang_domain::rule::RuleName;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, ErrorKind, ExplainDocument};
use lungang_report::text;
use lungang_runner::explain::{Hand, Question, explain};
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Progress, Watch};
use lungang_tables::pin_flag::PinFlag;
use std::time::Instant;

/// Answers one question about a plan.
pub fn run(args: &Explain, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    // What is mistyped is said before anything is read, where that is known.
    let rule = args.rule.as_deref().map(|typed| rule(typed, lang)).transpose()?;
    let line = Line::new(terminal);
    let planned = input::planned(&args.input, terminal, &line)?;
    let (county, policy) = (&planned.county, &planned.policy);
    let names = Names::new(county, policy);
    let question = match (&args.teacher, &args.to, &args.school, rule) {
        _ if !args.by_hand.is_empty() => Question::ByHand(hands(&args.by_hand, &names, county, terminal)?),
        (Some(typed), None, _, _) => Question::Teacher(names.teacher(typed, terminal)?),
        (Some(typed), Some(to), _, _) => {
            let teacher = names.teacher(typed, terminal)?;
            let subject = args.subject.as_deref().map(|typed| names.subject(typed, lang)).transpose()?;
            Question::Pair(teacher, names.school(to, terminal)?, subject)
        }
        (None, _, Some(typed), _) => Question::School(names.school(typed, terminal)?),
        (None, _, None, Some(rule)) => Question::Rule(rule),
        // The command line asks for one of them.
        (None, _, None, None) => {
            return Err(Failure::new(ErrorKind::Usage, say(lang, "cli.usage.no-command", &[])).into());
        }
    };
    line.step("stating", &[]);
    let seen = |progress: &Progress| line.goal(progress);
    let watch = Watch { progress: &seen, stop: interrupt.stop() };
    let until = args.time_limit.and_then(|time| Instant::now().checked_add(time));
    let most = args.most.unwrap_or_else(|| question.usual());
    let found = explain(&planned, question, most, &Fast::default(), until, &watch);
    line.done();
    let explanation = found.map_err(|error| input::year_failure(lang, &error))?;
    if terminal.json {
        terminal.print(&json::to_text(&ExplainDocument::new(county, policy, &explanation, lang)))?;
    } else {
        terminal.print(&text::explain(county, policy, &explanation, terminal.view()))?;
    }
    Ok(if open(&explanation) { Exit::Stopped } else { Exit::Done })
}

/// What is decided by hand, as pins are typed; of a school without a subject the teacher's main one is meant.
fn hands(typed: &[String], names: &Names<'_>, county: &County, terminal: &Terminal) -> Result<Vec<Hand>, Stop> {
    let lang = terminal.lang;
    let one = |pin: &PinFlag| -> Result<Hand, Stop> {
        let refused = |key: &str| {
            let failure = Failure::new(ErrorKind::Usage, say(lang, key, &[("value", &pin.text)]));
            failure.remedy(say(lang, &format!("{key}-remedy"), &[]))
        };
        let teacher = names.teacher(&pin.teacher, terminal)?;
        let decided = pin.decides().ok_or_else(|| refused("cli.explain.by-hand-open"))?;
        let Some((school, subject)) = decided else { return Ok(Hand { teacher, to: None }) };
        let subject = match subject {
            "" => county.teacher(teacher).main_subject().ok_or_else(|| refused("cli.explain.by-hand-subject"))?,
            subject => names.subject(subject, lang)?,
        };
        Ok(Hand { teacher, to: Some((names.school(school, terminal)?, subject)) })
    };
    let pins = input::pins(typed, lang)?;
    for (at, pin) in pins.iter().enumerate() {
        if pins[..at].iter().any(|other| other.teacher == pin.teacher) {
            let message = say(lang, "cli.explain.by-hand-twice", &[("value", &pin.teacher)]);
            return Err(Failure::new(ErrorKind::Usage, message).into());
        }
    }
    pins.iter().map(one).collect()
}

/// Whether a limit came before an answer was known.
fn open(explanation: &Explanation) -> bool {
    let stopped = |comes: &Comes| match comes {
        Comes::Unknown | Comes::Possible { proved: false, .. } => true,
        Comes::Impossible { because, proved } => !proved && !because.is_empty(),
        Comes::Possible { .. } => false,
    };
    match &explanation.answer {
        Answered::Teacher(a) => a.otherwise.iter().chain(a.alternatives.iter().map(|other| &other.comes)).any(stopped),
        Answered::Pair(a) => a.comes.iter().any(stopped),
        Answered::School(a) => a.short.iter().filter_map(|s| s.comes.as_ref()).any(stopped),
        Answered::Rule(a) => a.comes.iter().any(stopped),
        Answered::ByHand(_) => false,
    }
}

/// A rule by its name in files, or in words.
fn rule(typed: &str, lang: Lang) -> Result<RuleName, Failure> {
    let called: Vec<(RuleName, String)> =
        RuleName::ALL.iter().map(|r| (*r, say(Lang::ZH, &format!("rule.{r}.name"), &[]))).collect();
    let by_word = || called.iter().find(|(_, word)| word == typed).map(|(rule, _)| *rule);
    RuleName::from_name(typed).or_else(by_word).ok_or_else(|| {
        let names = RuleName::ALL.iter().map(|r| r.name());
        let near = nearest(typed, names.clone().chain(called.iter().map(|(_, word)| word.as_str())));
        let failure = unknown(lang, "cli.explain.unknown-rule", typed, near);
        let all: Vec<&str> = names.collect();
        match failure.remedy {
            Some(_) => failure,
            None => failure.remedy(say(lang, "cli.usage.one-of", &[("values", &all.join(", "))])),
        }
    })
}
