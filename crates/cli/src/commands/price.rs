//! `price PLAN`: what every rule costs the goals.

use super::{input, output};
use crate::args::Price;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::rule::RuleName;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind, PriceDocument};
use lungang_report::{price_csv, text};
use lungang_runner::planned::Planned;
use lungang_runner::price::{self, Asking, Basis, Priced, has_price};
use lungang_runner::workers::{Pool, Program, Settings};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use std::path::Path;
use std::time::Instant;

/// Prices what a plan's rules could be otherwise.
pub fn run(args: &Price, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    let began = Instant::now();
    if terminal.json && to_stdout {
        return Err(Failure::new(ErrorKind::Usage, say(lang, "cli.price.two-documents", &[])).into());
    }
    let only = args.rule.as_deref().map(|name| rule(name, terminal)).transpose()?;
    let line = Line::new(terminal);
    let planned = input::planned(&args.input, terminal, &line)?;
    if let Some(rule) = only.filter(|rule| !has_price(&planned.county, &planned.policy, *rule)) {
        let message = say(lang, "cli.price.no-price", &[("rule", rule.name())]);
        return Err(Failure::new(ErrorKind::Usage, message).remedy(priced(&planned, terminal)).into());
    }
    // There is a plan: the first Ctrl-C keeps what is computed so far.
    interrupt.found();
    let watch = Watch { progress: &|_| {}, stop: interrupt.stop() };
    let step = |at: usize, of: usize| {
        line.step("pricing", &[("at", &at.to_string()), ("of", &of.to_string())]);
    };
    let workers = args.jobs.map_or(Settings::default().workers, usize::from);
    let pool = Program::this().ok().filter(|_| workers > 1);
    let settings = Settings { workers, pass_stderr: terminal.verbose, ..Settings::default() };
    let pool = pool.map(|program| Pool::new(program, settings));
    let workers = pool.as_ref().zip(price::about(&planned, &input::now(&args.input.now), only));
    let until = args.time_limit.and_then(|limit| began.checked_add(limit));
    let asking = Asking { only, engine: &Fast::default(), until, watch: &watch, step: &step, workers };
    let found = interrupt.solving(|| price::price(&Basis::of(&planned, &asking), &asking));
    line.done();
    let found = found.map_err(|error| input::year_failure(lang, &error))?;
    let Priced::Table(table) = found else {
        let (kind, key) = match interrupt.asked() {
            true => (ErrorKind::Interrupted, "cli.interrupted"),
            false => (ErrorKind::Stopped, "cli.price.nothing"),
        };
        return Err(Failure::new(kind, say(lang, key, &[])).into());
    };
    let document = PriceDocument::new(&planned.county, &planned.policy, &table, lang);
    if let Some(path) = &args.output {
        output::file(path, terminal, interrupt, |out| price_csv(&document, out))?;
    }
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else if !to_stdout {
        terminal.print(&text::price(&document, terminal.view()))?;
    }
    Ok(if document.unknown > 0 { Exit::Stopped } else { Exit::Done })
}

fn rule(name: &str, terminal: &Terminal) -> Result<RuleName, Failure> {
    RuleName::from_name(name).ok_or_else(|| {
        let message = say(terminal.lang, "cli.price.unknown-rule", &[("rule", name)]);
        let all: Vec<&str> = RuleName::ALL.iter().map(|r| r.name()).collect();
        let remedy = say(terminal.lang, "cli.usage.one-of", &[("values", &all.join(", "))]);
        Failure::new(ErrorKind::Usage, message).remedy(remedy)
    })
}

/// The rules that can be named.
fn priced(planned: &Planned, terminal: &Terminal) -> String {
    let with = RuleName::ALL.iter().filter(|rule| has_price(&planned.county, &planned.policy, **rule));
    let names: Vec<&str> = with.map(|rule| rule.name()).collect();
    say(terminal.lang, "cli.price.no-price-remedy", &[("rules", &names.join(", "))])
}
