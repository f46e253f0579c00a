//! `diagnose COUNTY`: why there is no plan, and what would give one.

use super::input;
use crate::args::{Diagnose, Input};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::diagnosis::Diagnosis;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{self, DiagnoseDocument, ErrorKind};
use lungang_report::text;
use lungang_runner::diagnose::diagnose;
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use std::time::Duration;

/// How long `plan` looks for the cause where no limit was asked for.
const AFTER_PLAN: Duration = Duration::from_secs(30);

/// Says the cause and the repairs.
pub fn run(args: &Diagnose, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let case = input::case(&args.input, terminal, &line)?;
    let (county, policy) = (&case.county, &case.policy);
    line.step("stating", &[]);
    let found = looked(county, policy, args.seed, args.time_limit, &line, terminal, interrupt);
    line.done();
    let diagnosis = found?;
    let exit = match &diagnosis {
        Diagnosis::Feasible => Exit::Done,
        Diagnosis::Infeasible(_) => Exit::Infeasible,
        Diagnosis::Unknown => {
            let remedy = say(terminal.lang, "diagnose.unknown-remedy", &[]);
            let message = say(terminal.lang, "diagnose.unknown", &[]);
            return Err(Failure::new(ErrorKind::Stopped, message).remedy(remedy).into());
        }
    };
    if terminal.json {
        terminal.print(&json::to_text(&DiagnoseDocument::new(county, policy, &diagnosis, terminal.lang)))?;
    } else {
        terminal.print(&text::diagnose(county, policy, &diagnosis, terminal.view()))?;
    }
    Ok(exit)
}

/// How the cause is looked for after a plan that is none.
#[derive(Debug, Clone, Copy)]
pub struct AfterPlan<'a> {
    /// Seed of the lottery.
    pub seed: u64,
    /// The time that the plan had.
    pub time: Option<Duration>,
    /// The county as it was typed, where `diagnose` can be asked about it.
    pub input: Option<&'a Input>,
}

/// The same for a plan that is none: as a document, and in short words.
///
/// # Errors
/// The solver failed.
pub fn after_plan(
    county: &County,
    policy: &Policy,
    asked: &AfterPlan<'_>,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(DiagnoseDocument, String), Stop> {
    let line = Line::new(terminal);
    let time = Some(asked.time.unwrap_or(AFTER_PLAN));
    let diagnosis = looked(county, policy, asked.seed, time, &line, terminal, interrupt)?;
    let document = DiagnoseDocument::new(county, policy, &diagnosis, terminal.lang);
    let mut words = text::diagnose_short(county, policy, &diagnosis, terminal.view());
    if let Some(input) = asked.input.filter(|_| !words.is_empty()) {
        let command = format!("{} -v", command(input));
        words = format!("\n{words}{}\n", say(terminal.lang, "diagnose.hint", &[("command", &command)]));
    }
    Ok((document, words))
}

/// How `diagnose` is asked about a county as it was typed.
pub fn command(input: &Input) -> String {
    let policy = input.policy.as_ref().map(|p| format!(" --policy {}", p.display())).unwrap_or_default();
    format!("lungang diagnose {}{policy}", input.county.display())
}

fn looked(
    county: &County,
    policy: &Policy,
    seed: u64,
    time: Option<Duration>,
    line: &Line,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Diagnosis, Stop> {
    let seen = |progress: &lungang_solver::engine::Progress| line.goal(progress);
    let watch = Watch { progress: &seen, stop: interrupt.stop() };
    let found = diagnose(county, policy, seed, &Fast::default(), time, &watch);
    found.map_err(|error| input::year_failure(terminal.lang, &error).into())
}
