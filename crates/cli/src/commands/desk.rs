//! `desk [FOLDER]`: the office's year in a browser.

use crate::args::Desk;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::terminal::Terminal;
use lungang_desk::{Served, Settings, serve};
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;

/// Serves a folder until Ctrl-C ends the process.
pub fn run(args: &Desk, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let program = std::env::current_exe().map_err(|error| {
        let message = say(lang, "cli.desk.no-program", &[("reason", &error.to_string())]);
        Failure::new(ErrorKind::Usage, message)
    })?;
    let settings = Settings {
        folder: args.folder.clone(),
        port: args.port,
        program,
        lang,
        scratch: interrupt.scratch().clone(),
        browser: !args.no_open,
    };
    let stopped = serve(&settings, &|served| match served {
        // The address is the result: whoever has it may come in once.
        Served::At(address) => terminal.insist(&say(lang, "cli.desk.at", &[("address", address)])),
        Served::NoBrowser => terminal.tell(&say(lang, "cli.desk.no-browser", &[])),
    });
    stopped.map(|()| Exit::Done).map_err(|error| {
        let failure = Failure::new(ErrorKind::Usage, error.say(lang));
        Failure { remedy: error.remedy(lang), ..failure }.into()
    })
}
