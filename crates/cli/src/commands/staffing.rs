//! `staffing COUNTY`: the establishment by school and stage, the allocation within the authorised total.

use super::input;
use crate::args::Staffing;
use crate::exit::{Exit, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::json::{self, StaffingDocument};
use lungang_report::text;
use lungang_runner::establishment::Basis;

/// Says the posts by each count, and who is short or over.
pub fn run(args: &Staffing, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let basis = Basis::of(input::examine(&args.input, &line)).map_err(|loaded| {
        line.done();
        input::refuse(&loaded.tables, &loaded.findings, terminal)
    })?;
    input::warn(&basis.findings, terminal, &line);
    if basis.counted {
        let path = args.input.county.display().to_string();
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.staffing.counted", &[("path", &path)])));
    }
    let established = basis.established(args.seed).map_err(|error| input::staffing_failure(terminal.lang, &error))?;
    let document = StaffingDocument::established(
        (&basis.county, &basis.policy),
        &established.needs,
        established.later.iter().map(|(county, needs)| (county, needs)),
        basis.not_counted(),
    );
    if !document.not_counted.is_empty() {
        let schools = document.not_counted.join(&say(terminal.lang, "import.list", &[]));
        let args = [("n", document.not_counted.len().to_string()), ("schools", schools)];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.staffing.not-counted", &args)));
    }
    line.done();
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::staffing(&document, &basis.county, &basis.policy, terminal.view()))?;
    }
    Ok(Exit::Done)
}
