//! `man [-o DIR]`: the manual, a page a command.

use super::output;
use crate::args::Man;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::localise;
use crate::terminal::Terminal;
use clap::Command;
use lungang_domain::words::{Lang, say};
use lungang_report::json::ErrorKind;
use std::io;

/// Headings that the page's writer makes, with their keys.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "name"),
    ("SYNOPSIS", "synopsis"),
    ("DESCRIPTION", "description"),
    ("OPTIONS", "options"),
    ("SUBCOMMANDS", "commands"),
    ("VERSION", "version"),
    ("AUTHORS", "authors"),
];

/// Prints the page of the program, or writes a page for it and for each command into a folder.
pub fn run(args: &Man, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let mut root = localise::command(terminal.lang);
    root.build();
    let failed = |e: io::Error| Failure::new(ErrorKind::Write, e.to_string());
    let Some(dir) = &args.output else {
        let page = page(root, terminal.lang).map_err(failed)?;
        terminal.print(&page)?;
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(dir).map_err(failed)?;
    let below = root.get_subcommands().flat_map(Command::get_subcommands);
    let mut commands: Vec<Command> = root.get_subcommands().chain(below).cloned().collect();
    commands.push(root);
    let n = commands.len();
    for command in commands {
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        let page = page(command, terminal.lang).map_err(failed)?;
        output::file(&dir.join(format!("{name}.1")), terminal, interrupt, |out| out.write_all(page.as_bytes()))?;
    }
    let args = [("n", n.to_string()), ("path", dir.display().to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    terminal.tell(&say(terminal.lang, "cli.man.done", &args));
    Ok(Exit::Done)
}

/// One page, its headings in the language asked for.
fn page(command: Command, lang: Lang) -> io::Result<String> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command).render(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut page = String::with_capacity(text.len());
    for line in text.lines() {
        let heading = line.strip_prefix(".SH ").and_then(|h| HEADINGS.iter().find(|(english, _)| *english == h));
        match heading {
            Some((_, key)) => page.push_str(&format!(".SH {}", say(lang, &format!("cli.man.{key}"), &[]))),
            None => page.push_str(line),
        }
        page.push('\n');
    }
    Ok(page)
}
