//! `eligible COUNTY`: the verdict on every teacher with all reasons.

use super::input;
use crate::args::Eligible;
use crate::exit::{Exit, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_report::json::{self, EligibleDocument};
use lungang_report::text;
use lungang_solver::eligibility;

/// Says who may be asked to move, and what speaks against the others.
pub fn run(args: &Eligible, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let case = input::case(&args.input, terminal, &line)?;
    let (county, policy) = (&case.county, &case.policy);
    let verdicts = eligibility::verdicts(county, policy);
    let document = EligibleDocument::new(county, policy, &verdicts, terminal.lang);
    line.done();
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::eligible(&document, county, policy, terminal.view()))?;
    }
    Ok(Exit::Done)
}
