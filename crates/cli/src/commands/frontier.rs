//! `frontier COUNTY|PLAN`: how many to send, and what each number of moves costs and gains.

use super::{diagnose, input, output, plan, report};
use crate::args::{Frontier, Input, Report, Whereabouts};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind, PageKind, ReportDocument};
use lungang_report::{html, text, write_frontier};
use lungang_results::frontier_folder::{FRONTIER_FILES, read_frontier};
use lungang_runner::frontier::{FrontierError, Sizes, Wanted, frontier};
use lungang_runner::year::{Settings, Year};
use lungang_solver::Limits;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Progress, Watch};

/// Asks for the best plan of every size, prints what they come to and leaves it where that is asked for.
pub fn run(args: &Frontier, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let _claim =
        args.output.as_ref().map(|dir| output::try_folder(dir, FRONTIER_FILES, terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    let basis = match report::kind(&args.source) {
        Some(PageKind::Plan) => Basis::of_plan(args, terminal, &line)?,
        _ => Basis::of_county(args, terminal, interrupt, &line)?,
    };
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
        limit: args.time_limit,
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

/// The plan that all sizes are measured against.
struct Basis {
    county: County,
    policy: Policy,
    seed: u64,
    plan: Plan,
    certificate: Option<Certificate>,
}

impl Basis {
    /// A plan that stands in a folder: its own county, policy and seed.
    fn of_plan(args: &Frontier, terminal: &Terminal, line: &Line) -> Result<Basis, Stop> {
        let lang = terminal.lang;
        let reading = &args.reading;
        let given = [
            ("--policy", args.policy.is_some()),
            ("--seed", args.seed.is_some()),
            ("--mapping", reading.mapping.is_some()),
            ("--year", reading.year.is_some()),
            ("--encoding", reading.encoding.is_some()),
        ];
        if let Some((option, _)) = given.into_iter().find(|(_, given)| *given) {
            let failure = Failure::new(ErrorKind::Usage, say(lang, "cli.frontier.own", &[("option", option)]));
            return Err(failure.remedy(say(lang, "cli.frontier.own-remedy", &[])).into());
        }
        let now = Whereabouts { county_now: None, policy_now: None, mapping_now: None };
        let planned = input::opened(&args.source, &now, terminal, line)?;
        let (plan, seed) = (planned.plan(), planned.run.seed);
        input::warn(&planned.findings, terminal, line);
        Ok(Basis { county: planned.county, policy: planned.policy, seed, plan, certificate: planned.certificate })
    }

    /// A county, which is planned first.
    fn of_county(args: &Frontier, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<Basis, Stop> {
        let lang = terminal.lang;
        let (county, reading, policy) = (args.source.clone(), args.reading.clone(), args.policy.clone());
        let typed = Input { county, reading, policy };
        let case = input::case(&typed, terminal, line)?;
        let limits = Limits { time: args.time_limit, gap: 0.0 };
        let settings = Settings { seed: args.seed.unwrap_or(1), engine: &Fast::default(), limits, start: None };
        match plan::solve(case, &settings, terminal, interrupt, line)? {
            Year::Planned(record) => {
                let record = *record;
                let (plan, certificate, seed) = (record.plan, record.certificate, record.run.seed);
                Ok(Basis { county: record.county, policy: record.policy, seed, plan, certificate })
            }
            Year::Infeasible(conflict) => {
                line.done();
                let command = diagnose::command(&typed);
                let remedy = say(lang, "cli.frontier.infeasible-remedy", &[("command", &command)]);
                Err(Failure::new(ErrorKind::Infeasible, conflict.say(lang)).remedy(remedy).into())
            }
            Year::Nothing => Err(plan::nothing(terminal, interrupt)),
        }
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
