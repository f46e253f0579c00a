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
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

fn main() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    let (lang, json) = localise::asked(&line);
    let terminal = Terminal { lang, json, quiet: false, verbose: false };
    exit::report_bugs();
    log::start();
    let ended = catch_unwind(AssertUnwindSafe(|| run(&line, terminal)));
    let exit = match ended {
        Ok(Ok(exit) | Err(Stop::Told(exit))) => exit,
        Ok(Err(Stop::Failed(failure))) => failure.tell(&terminal),
        Err(_) => {
            // The panic hook has said where; a document is owed to whoever reads JSON.
            Failure::new(ErrorKind::Bug, say(lang, "cli.bug-short", &[])).tell(&terminal)
        }
    };
    exit.into()
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
    let terminal = Terminal {
        json: global.format == args::Format::Json,
        quiet: global.quiet,
        verbose: global.verbose > 0,
        ..terminal
    };
    commands::run(&cli.command, &terminal, &interrupt::Interrupt::install(terminal.lang))
}
