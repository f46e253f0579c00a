//! One file a command; what several of them share stands in `input` and `output`.

mod alternatives;
mod audit;
mod basis;
mod check;
mod compare;
mod completions;
mod convert;
#[cfg(feature = "desk")]
mod desk;
mod diagnose;
mod disclose;
mod eligible;
mod explain;
mod export;
mod frontier;
mod generate;
mod help;
mod import;
mod input;
mod lottery;
mod man;
mod named;
mod output;
mod plan;
mod price;
mod recruit;
mod replan;
mod report;
mod schema;
mod staffing;
mod whatif;
mod years;

use crate::args::Command;
use crate::exit::{Exit, Stop};
use crate::interrupt::Interrupt;
use crate::terminal::Terminal;
use lungang_results::folder::publish_file;
use std::path::Path;

/// Writes the trace of a command to the file that was named, also where the command failed.
///
/// # Errors
/// It cannot be written.
pub fn leave_trace(trace: &[u8], path: &Path, terminal: &Terminal, interrupt: &Interrupt) -> Result<(), Stop> {
    let written = publish_file(path, interrupt.scratch(), |out| out.write_all(trace));
    written.map_err(|error| output::failure(&error, terminal).into())
}

/// Runs one command.
///
/// # Errors
/// Why it stopped short of its result.
pub fn run(command: &Command, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    match command {
        #[cfg(feature = "desk")]
        Command::Desk(args) => desk::run(args, terminal, interrupt),
        Command::Import(args) => import::run(args, terminal, interrupt),
        Command::Check(args) => check::run(args, terminal, interrupt),
        Command::Staffing(args) => staffing::run(args, terminal),
        Command::Eligible(args) => eligible::run(args, terminal),
        Command::Plan(args) => plan::run(args, terminal, interrupt),
        Command::Diagnose(args) => diagnose::run(args, terminal, interrupt),
        Command::Replan(args) => replan::run(args, terminal, interrupt),
        Command::Years(args) => years::run(args, terminal, interrupt),
        Command::Whatif(args) => whatif::run(args, terminal, interrupt),
        Command::Audit(args) => audit::run(args, terminal),
        Command::Disclose(args) => disclose::run(args, terminal, interrupt),
        Command::Compare(args) => compare::run(args, terminal, interrupt),
        Command::Report(args) => report::run(args, terminal, interrupt),
        Command::Recruit(args) => recruit::run(args, terminal, interrupt),
        Command::Price(args) => price::run(args, terminal, interrupt),
        Command::Alternatives(args) => alternatives::run(args, terminal, interrupt),
        Command::Frontier(args) => frontier::run(args, terminal, interrupt),
        Command::Explain(args) => explain::run(args, terminal, interrupt),
        Command::Lottery(args) => lottery::run(args, terminal),
        Command::Generate(args) => generate::run(args, terminal, interrupt),
        Command::Convert(args) => convert::run(args, terminal, interrupt),
        Command::Export(args) => export::run(args, terminal, interrupt),
        Command::Schema(args) => schema::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal, interrupt),
        Command::Help(args) => help::run(args, terminal),
    }
}
