//! `check COUNTY`: every finding at once.

use super::input;
use crate::args::Check;
use crate::exit::{Exit, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::{json, text};
use lungang_runner::load::NamedBy;

/// Reads and validates, and says everything that was found. Errors end with 1, a path that cannot be opened with 2.
pub fn run(args: &Check, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let loaded = input::examine(&args.input, &line);
    line.done();
    let mut document = input::document(&loaded.tables, &loaded.findings, terminal.lang);
    document.policy = loaded.named.as_ref().map(|(policy, by)| {
        let named_by = match by {
            NamedBy::Asked => "--policy",
            NamedBy::County => "county.toml",
        };
        json::CheckedPolicy { policy: policy.clone(), named_by: named_by.to_owned() }
    });
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::check(&document, terminal.view()))?;
    }
    if !input::readable(&args.input.county) {
        return Ok(Exit::Usage);
    }
    if loaded.findings.has_errors() {
        return Ok(Exit::Found);
    }
    if !loaded.findings.is_empty() {
        terminal.tell(&say(terminal.lang, "cli.only-warnings", &[]));
    }
    Ok(Exit::Done)
}
