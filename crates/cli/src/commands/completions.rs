//! `completions SHELL`: a script that completes commands and options.

use crate::args::Completions;
use crate::exit::{Exit, Stop};
use crate::localise;
use crate::terminal::Terminal;

/// Prints the script of one shell.
pub fn run(args: &Completions, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut localise::command(terminal.lang), "lungang", &mut script);
    terminal.print_with(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}
