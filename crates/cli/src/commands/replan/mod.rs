//! `replan COUNTY --from PLAN -o DIR`: the plan made again after something has happened.

mod county;
mod given;
mod refused;

use super::{input, output, plan};
use crate::args::Replan;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use given::Given;
use lungang_domain::identity;
use lungang_domain::plan::PlanStatus;
use lungang_domain::record::Record;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind, ReplanDocument};
use lungang_report::{More, text, write_with};
use lungang_results::plan_files::{COUNTY, REPLAN_FILES};
use lungang_results::summary;
use lungang_runner::replan::{self, Ask, Composed};
use lungang_runner::year::{Settings, Year};

/// Makes the plan again and leaves the folder.
pub fn run(args: &Replan, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let engine = plan::engine(args.making.engine, args.making.solver, terminal.lang)?;
    let mut pins = input::pins(&args.making.pin, terminal.lang)?;
    if let Some(reason) = &args.reason {
        // It comes into a table: what looks like an identity number does not.
        let reason = identity::scrub(reason, &say(terminal.lang, "identity.number", &[])).into_owned();
        pins = pins.into_iter().map(|pin| pin.because(&reason)).collect();
    }
    let (numbered, _draft) = plan::numbered(args.making.next, &args.output, terminal, interrupt)?;
    let args = &Replan { output: numbered, ..args.clone() };
    given::refuse_same_place(args, terminal.lang)?;
    plan::refuse_edited(&args.output, args.making.force, terminal.lang)?;
    let _claim = output::try_folder(&args.output, REPLAN_FILES, terminal, interrupt)?;
    let line = Line::new(terminal);
    let given = Given::read(args, pins, terminal, &line)?;
    let ask = Ask {
        published: &given.published.document,
        events: &given.events,
        freeze: &given.freeze,
        at_most: args.max_changes,
        edited: given.edited.as_deref(),
    };
    let composed = replan::compose(&given.county, &given.policy, &ask)
        .map_err(|error| refused::uncomposed(&error, &given, terminal))?;
    let place = args.output.join(COUNTY);
    let mut case = county::written(&composed, &given.policy, &place, terminal, &line)?;
    case.source.path = place.display().to_string();
    case.source.seconds += given.seconds;
    let limits = input::limits(args.making.stopping);
    let settings = Settings { seed: given.published.run.seed, engine: engine.as_ref(), limits, start: None };
    match plan::solve(case, &settings, terminal, interrupt, &line)? {
        Year::Planned(mut record) => {
            record.run.again = Some(given::again(args, &composed));
            leave(&record, args, &given, &ask, &composed, terminal, interrupt, &line)
        }
        Year::Infeasible(conflict) => {
            let again = refused::Again { given: &given, ask: &ask, composed: &composed, settings: &settings };
            again.tell(conflict, terminal, interrupt, &line)
        }
        Year::Nothing => Err(plan::nothing(terminal, interrupt)),
    }
}

/// Writes the folder, then says what differs.
#[allow(clippy::too_many_arguments)]
fn leave(
    record: &Record,
    args: &Replan,
    given: &Given,
    ask: &Ask<'_>,
    composed: &Composed,
    terminal: &Terminal,
    interrupt: &Interrupt,
    line: &Line,
) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    line.step("auditing", &[("path", &args.output.display().to_string())]);
    let difference = replan::difference(record, ask, composed);
    line.step("writing", &[("path", &args.output.display().to_string())]);
    let fill = |dir: &std::path::Path| output::county_folder(&composed.parts, &given.policy, dir, lang);
    let more = More { difference: Some(&difference), county: Some(&fill), mapping: given.mapping.as_deref() };
    let written = write_with(record, &args.output, lang, interrupt.scratch(), &more);
    line.done();
    written.map_err(|e| output::failure(&e, terminal))?;
    if terminal.json {
        let summary = summary::summary(record);
        let document = ReplanDocument::new(&record.county, &record.policy, summary, &difference, lang);
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::replan(record, &difference, terminal.view()))?;
    }
    let path = args.output.display().to_string();
    let files = ["plan.json", "assignments.csv", "changes.csv", "plan.xlsx", "county"];
    let files = files.join(&say(lang, "planned.separator", &[]));
    terminal.tell(&say(lang, "cli.replan.files", &[("path", &path), ("files", &files)]));
    let place = args.output.join(COUNTY).display().to_string();
    terminal.tell(&say(lang, "cli.replan.audit-hint", &[("county", &place), ("path", &path)]));
    if !record.audit.clean {
        let n = record.audit.breaches.to_string();
        terminal.insist(&say(lang, "cli.plan.breached", &[("n", &n), ("path", &path)]));
        return Ok(Exit::Found);
    }
    if record.plan.status == PlanStatus::Stopped {
        terminal.tell(&say(lang, "cli.plan.stopped", &[]));
        return Ok(Exit::Stopped);
    }
    Ok(Exit::Done)
}

/// A failure of the command line's own making.
fn usage(message: String) -> Stop {
    Failure::new(ErrorKind::Usage, message).into()
}
