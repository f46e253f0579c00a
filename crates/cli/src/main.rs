//! The command line of lungang: parse, run, end with a code that says how.

mod args;
mod commands;
mod exit;
mod interrupt;
mod localise;
mod log;
mod progress;
mod terminal;

use crate::exit::{Exit, Failure, Stop};
use crate::terminal::Terminal;
use clap::FromArgMatches;
use clap::error::ErrorKind as Clap;
use lungang_domain::words::{Lang, say};
use lungang_report::json::ErrorKind;
use lungang_runner::{worker, workers};
use lungang_solver::engine;
use std::ffi::OsString;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

fn main() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    let (lang, json) = localise::asked(&line);
    let terminal = Terminal { lang, json, quiet: false, verbose: false, attended: false };
    exit::report_bugs();
    let worker = line.len() == 2 && line[1] == workers::COMMAND;
    let ended = catch_unwind(AssertUnwindSafe(|| if worker { work(lang) } else { run(&line, terminal) }));
    let exit = match ended {
        Ok(Ok(exit) | Err(Stop::Told(exit))) => exit,
        Ok(Err(Stop::Failed(failure))) => failure.tell(&terminal),
        Err(panic) => match exit::refused_thread(&exit::words_of(panic.as_ref())) {
            Some(reason) => Failure::no_thread(lang, reason).tell(&terminal),
            // The panic hook has said where; a document is owed to whoever reads JSON.
            None => Failure::new(ErrorKind::Bug, say(lang, "cli.bug-short", &[])).tell(&terminal),
        },
    };
    exit.into()
}

/// A worker for another process of this program: it has no words of its own, so it stands in no help, and no handler of
/// Ctrl-C, which is its parent's to answer.
fn work(lang: Lang) -> Result<Exit, Stop> {
    log::start(false);
    if std::env::var_os(workers::ALLOW_OUTSIDE).is_some() {
        lungang_files::allow_outside();
    }
    match worker::serve(BufReader::new(std::io::stdin()), std::io::stdout()) {
        Ok(()) => Ok(Exit::Done),
        Err(e) => {
            let message = say(lang, "cli.stdout", &[("reason", &e.to_string())]);
            Err(Failure::new(ErrorKind::Write, message).into())
        }
    }
}

fn run(line: &[OsString], terminal: Terminal) -> Result<Exit, Stop> {
    let matches = match localise::command(terminal.lang).try_get_matches_from(line) {
        Ok(matches) => matches,
        Err(page) if matches!(page.kind(), Clap::DisplayHelp | Clap::DisplayVersion) => {
            terminal.print_styled(&page.render().ansi().to_string())?;
            return Ok(Exit::Done);
        }
        Err(error) => return Err(localise::usage_error(terminal.lang, &error).into()),
    };
    let cli = args::Cli::from_arg_matches(&matches).map_err(|e| localise::usage_error(terminal.lang, &e))?;
    let global = &cli.global;
    if global.allow_outside {
        lungang_files::allow_outside();
    }
    let terminal = Terminal {
        json: global.format == args::Format::Json,
        quiet: global.quiet,
        verbose: global.verbose > 0,
        attended: global.attended,
        ..terminal
    };
    engine::use_all_threads();
    let interrupt = interrupt::Interrupt::install(terminal.lang);
    if terminal.attended {
        interrupt.attend(terminal.lang);
    }
    let trace = log::start(global.trace.is_some());
    let ended = commands::run(&cli.command, &terminal, &interrupt);
    interrupt.give_way();
    if let (Some(trace), Some(path)) = (trace, &global.trace) {
        commands::leave_trace(&trace.end(), path, &terminal, &interrupt)?;
    }
    ended
}
