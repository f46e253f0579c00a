//! `frontier COUNTY|PLAN`: how many to send, and what each number of moves costs and gains.

use super::basis::Basis;
use super::{input, output};
use crate::args::{Frontier, Report};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind, PageKind, ReportDocument};
use lungang_report::{html, text, write_frontier};
use lungang_results::frontier_folder::{FRONTIER_FILES, read_frontier};
use lungang_runner::frontier::{FrontierError, Sizes, Wanted, frontier};
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Progress, Watch};

/// Asks for the best plan of every size, prints what they come to and leaves it where that is asked for.
pub fn run(args: &Frontier, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let _claim =
        args.output.as_ref().map(|dir| output::try_folder(dir, FRONTIER_FILES, terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    let basis = Basis::of(&args.of, &[], terminal, interrupt, &line)?;
    // There is a plan: the first Ctrl-C keeps the sizes that are known so far.
    interrupt.found();
    let seen = |progress: &Progress| line.goal(progress);
    let watch = Watch { progress: &seen, stop: interrupt.stop() };
    let step = |at: usize, of: usize| {
        line.step("sizes", &[("at", &(at + 1).to_string()), ("of", &of.to_string())]);
    };
    let wanted = Wanted {
        county: &basis.county,
        policy: &basis.policy,
        seed: basis.seed,
        plan: &basis.plan,
        certificate: basis.certificate.as_ref(),
        sizes: sizes(args),
        engine: &Fast::default(),
        limit: args.of.time_limit,
        watch: &watch,
        step: &step,
    };
    let document = interrupt.solving(|| frontier(&wanted)).map_err(|error| match error {
        FrontierError::Year(error) => input::year_failure(lang, &error),
        FrontierError::Unsound { size, breaches } => {
            let (size, n) = (size.to_string(), breaches.to_string());
            Failure::new(ErrorKind::Solver, say(lang, "cli.frontier.breached", &[("size", &size), ("n", &n)]))
        }
    })?;
    line.done();
    if let Some(dir) = &args.output {
        write_frontier(&document, dir, lang, interrupt.scratch()).map_err(|e| output::failure(&e, terminal))?;
    }
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::frontier(&document, terminal.view()))?;
    }
    if let Some(dir) = &args.output {
        terminal.tell(&say(lang, "cli.frontier.files", &[("path", &dir.display().to_string())]));
    }
    Ok(if document.stopped() { Exit::Stopped } else { Exit::Done })
}

fn sizes(args: &Frontier) -> Sizes {
    match args.step {
        Some(step) => Sizes::Step(step),
        None if args.sizes.is_empty() => Sizes::Spread,
        None => Sizes::These(args.sizes.clone()),
    }
}

/// The page of what was left in a folder.
///
/// # Errors
/// People were to be named, of whom it has none, or its `frontier.json` cannot be read.
pub fn page(args: &Report, terminal: &Terminal, line: &Line) -> Result<(ReportDocument, String), Stop> {
    let lang = terminal.lang;
    if args.people {
        let failure = Failure::new(ErrorKind::Usage, say(lang, "cli.report.nobody", &[]));
        return Err(failure.remedy(say(lang, "cli.report.nobody-remedy", &[])).into());
    }
    let path = args.result.join(FRONTIER_FILES[0]).display().to_string();
    line.step("reading", &[("path", &path)]);
    let document: FrontierDocument = read_frontier(&args.result).map_err(|reason| {
        let reason = reason.say(lang);
        Failure::new(ErrorKind::Input, say(lang, "cli.frontier.unreadable", &[("path", &path), ("reason", &reason)]))
    })?;
    let about = ReportDocument {
        kind: PageKind::Frontier,
        county: document.county.clone(),
        school_year: document.school_year.clone(),
        file: String::new(),
        bytes: 0,
        people: false,
    };
    Ok((about, html::frontier_page(&document, lang)))
}
