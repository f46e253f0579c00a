//! `help [COMMAND]`: the same page as `COMMAND --help`.

use crate::args::Help;
use crate::exit::{Exit, Failure, Stop};
use crate::localise;
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;

/// Prints a page of help.
pub fn run(args: &Help, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut root = localise::command(terminal.lang);
    root.build();
    let page = match &args.command {
        None => root.render_help(),
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => {
                let message = say(terminal.lang, "cli.usage.command", &[("command", name)]);
                let remedy = say(terminal.lang, "cli.usage.help", &[]);
                return Err(Failure::new(ErrorKind::Usage, message).remedy(remedy).into());
            }
        },
    };
    terminal.print_styled(&page.ansi().to_string())?;
    Ok(Exit::Done)
}
