//! `alternatives PLAN -n K`: other plans that are as good and as different as can be.

use super::{input, output};
use crate::args::Alternatives;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::alternatives::{Alternatives as Found, Ending};
use lungang_domain::number::Decimal;
use lungang_domain::plan::GoalValue;
use lungang_domain::record::Record;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, AlternativesDocument, ErrorKind};
use lungang_report::{text, write_alternatives};
use lungang_runner::alternatives::{Wanted, alternatives, kept, record};
use lungang_runner::conflict;
use lungang_runner::counterfactual::Counterfactual;
use lungang_runner::planned::Planned;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Progress, Watch};
use lungang_solver::staffing::StaffingError;
use std::path::Path;
use std::time::Instant;

/// Finds them, says how they differ and leaves them where that is asked for.
pub fn run(args: &Alternatives, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let began = Instant::now();
    let slacks = args.slack.iter().map(|typed| Slack::read(typed, lang)).collect::<Result<Vec<_>, _>>()?;
    let _claim = args.output.as_ref().map(|dir| output::try_folder(dir, &[], terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    let planned = input::planned(&args.input, terminal, &line)?;
    let goals = goals(&planned);
    let all = kept(&goals, &planned.policy, |_| 0);
    check(&slacks, &all.iter().map(|k| k.goal.name.as_str()).collect::<Vec<_>>(), lang)?;
    let slack = |goal: &GoalValue| slacks.iter().find(|s| s.goal == goal.name).map_or(0, |s| s.of(goal.value));

    // There is a plan: the first Ctrl-C keeps what is found so far.
    interrupt.found();
    let seen = |progress: &Progress| line.goal(progress);
    let watch = Watch { progress: &seen, stop: interrupt.stop() };
    let engine = Fast::default();
    let until = args.time_limit.and_then(|limit| began.checked_add(limit));
    let wanted = Wanted {
        county: &planned.county,
        policy: &planned.policy,
        what_if: Counterfactual::of(&planned, &engine, until, &watch),
        kept: kept(&goals, &planned.policy, slack),
        count: args.count,
    };
    let step = |number: u32| {
        line.step("alternative", &[("at", &number.to_string()), ("of", &args.count.to_string())]);
    };
    let found = interrupt.solving(|| alternatives(&wanted, &step));
    let found = found.map_err(|error| input::year_failure(lang, &error))?;
    let mut document = AlternativesDocument::new(&planned.county, &planned.policy, &planned.moves, &found, lang);
    line.done();
    if let Some(dir) = args.output.as_deref().filter(|_| !found.found.is_empty()) {
        leave(&planned, &found, &mut document, dir, terminal, interrupt)?;
    }
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::alternatives(&document, terminal.view()))?;
    }
    if let Some(dir) = args.output.as_deref().filter(|_| !found.found.is_empty()) {
        terminal.tell(&say(lang, "cli.alternatives.files", &[("path", &dir.display().to_string())]));
    }
    Ok(if found.ending == Ending::Stopped { Exit::Stopped } else { Exit::Done })
}

/// The goals of the plan, by the audit's own count.
fn goals(planned: &Planned) -> Vec<GoalValue> {
    let own = &planned.document.summary.goals;
    let of = |goal: lungang_domain::audit::GoalAudit| GoalValue {
        bound: own.iter().find(|g| g.name == goal.name).and_then(|g| g.bound),
        maximised: planned.policy.goals.iter().any(|g| {
            g.name == goal.name
                && g.sense == lungang_domain::goal::Sense::Max
                && g.measure() == Some(lungang_domain::goal::Measure::Scores)
        }),
        name: goal.name,
        value: goal.value,
    };
    planned.audited().goals.into_iter().map(of).collect()
}

/// Writes every alternative as a plan's folder, all of them or none.
fn leave(
    planned: &Planned,
    found: &Found,
    document: &mut AlternativesDocument,
    dir: &Path,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(), Stop> {
    let lang = terminal.lang;
    let records = found.found.iter().map(|a| record(planned, &found.kept, a));
    let records: Vec<Record> = records.collect::<Result<_, _>>().map_err(|error| match error {
        StaffingError::Engine(error) => Stop::from(input::engine_failure(lang, &error)),
        StaffingError::TooFewAuthorised { part, floor, authorised } => {
            Failure::new(ErrorKind::Infeasible, conflict::too_few(part, floor, authorised).say(lang)).into()
        }
    })?;
    if let Some((number, bad)) = (1..).zip(&records).find(|(_, r)| !r.audit.clean) {
        let args = [("number", i32::to_string(&number)), ("n", bad.audit.breaches.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        return Err(Failure::new(ErrorKind::Solver, say(lang, "cli.alternatives.breached", &args)).into());
    }
    let county = |at: &Path| output::county_folder(&planned.county.to_parts(), &planned.policy, at, lang);
    write_alternatives(&records, &county, document, dir, lang, interrupt.scratch())
        .map_err(|e| output::failure(&e, terminal).into())
}

/// By how much a goal may be worse, as typed.
struct Slack {
    goal: String,
    amount: Decimal,
    per_cent: bool,
}

impl Slack {
    fn read(typed: &str, lang: Lang) -> Result<Slack, Failure> {
        let bad = || Failure::new(ErrorKind::Usage, say(lang, "cli.alternatives.bad-slack", &[("value", typed)]));
        let (goal, amount) = typed.rsplit_once('=').ok_or_else(bad)?;
        let per_cent = amount.trim().ends_with(['%', '％']);
        let parsed = Decimal::parse(amount).map_err(|_| bad())?;
        let whole = parsed.0 % Decimal::ONE == 0;
        if goal.trim().is_empty() || parsed.0 < 0 || !(per_cent || whole) {
            return Err(bad());
        }
        Ok(Slack { goal: goal.trim().to_owned(), amount: parsed, per_cent })
    }

    /// In the goal's unit; per cent of a value, rounded down.
    fn of(&self, value: i64) -> i64 {
        if self.per_cent { self.amount.floor_of(value.abs()) } else { self.amount.0 / Decimal::ONE }
    }
}

fn check(slacks: &[Slack], goals: &[&str], lang: Lang) -> Result<(), Failure> {
    for (at, slack) in slacks.iter().enumerate() {
        let fault = |key: &str| Failure::new(ErrorKind::Usage, say(lang, key, &[("goal", &slack.goal)]));
        if !goals.contains(&slack.goal.as_str()) {
            let remedy = say(lang, "cli.usage.one-of", &[("values", &goals.join(", "))]);
            return Err(fault("cli.alternatives.unknown-goal").remedy(remedy));
        }
        if slacks[..at].iter().any(|s| s.goal == slack.goal) {
            return Err(fault("cli.alternatives.doubled-slack"));
        }
    }
    Ok(())
}
