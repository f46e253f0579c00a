//! `report RESULT --html FILE`: the page a director reads, of whatever stands in a folder.

use super::{input, output};
use crate::args::Report;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::audit::AuditReport;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::words::say;
use lungang_report::html::{self, PlanSource, YearsSource};
use lungang_report::json::{self, ErrorKind, PageKind, ReportDocument};
use lungang_results::compare_folder::COMPARE_FILES;
use lungang_results::frontier_folder::FRONTIER_FILES;
use lungang_runner::planned::Planned;
use lungang_runner::years::{self, YearsError};
use std::path::Path;

/// Writes the page.
pub fn run(args: &Report, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    if terminal.json && args.html == Path::new("-") {
        return Err(Failure::new(ErrorKind::Usage, say(lang, "cli.report.two-documents", &[])).into());
    }
    let line = Line::new(terminal);
    let (document, page) = match kind(&args.result) {
        Some(PageKind::Plan) => plan(args, terminal, &line)?,
        Some(PageKind::Years) => years(args, terminal, &line)?,
        Some(PageKind::Comparison) => super::compare::page(&args.result, args.people, terminal, &line)?,
        Some(PageKind::Frontier) => super::frontier::page(args, terminal, &line)?,
        None => return Err(nothing(&args.result, terminal)),
    };
    line.done();
    written(&args.html, &document, &page, terminal, interrupt)
}

/// What stands in a folder; `None` where it is nothing that has a page.
pub fn kind(dir: &Path) -> Option<PageKind> {
    let has = |name: &str| dir.join(name).is_file();
    if has(COMPARE_FILES[0]) {
        return Some(PageKind::Comparison);
    }
    if has(FRONTIER_FILES[0]) {
        return Some(PageKind::Frontier);
    }
    if has("years.json") {
        return Some(PageKind::Years);
    }
    if has("plan.json") || has("run.toml") {
        return Some(PageKind::Plan);
    }
    None
}

/// Nothing that has a page.
fn nothing(dir: &Path, terminal: &Terminal) -> Stop {
    let (lang, path) = (terminal.lang, dir.display().to_string());
    let key = if dir.is_dir() { "cli.report.nothing" } else { "cli.report.no-folder" };
    let failure = Failure::new(ErrorKind::Input, say(lang, key, &[("path", &path)]));
    failure.remedy(say(lang, "cli.report.nothing-remedy", &[])).into()
}

fn plan(args: &Report, terminal: &Terminal, line: &Line) -> Result<(ReportDocument, String), Stop> {
    let planned = input::opened(&args.result, &args.now, terminal, line)?;
    line.step("auditing", &[("path", &planned.dir.display().to_string())]);
    let audit = planned.audited();
    let who = planned.verdicts();
    let source = source(&planned, &audit, &who);
    let page = html::plan_page(&source, args.people, terminal.lang);
    let document = ReportDocument {
        kind: PageKind::Plan,
        county: planned.document.county.clone(),
        school_year: planned.document.school_year.clone(),
        file: String::new(),
        bytes: 0,
        people: args.people,
    };
    Ok((document, page))
}

fn years(args: &Report, terminal: &Terminal, line: &Line) -> Result<(ReportDocument, String), Stop> {
    if args.people {
        let failure = Failure::new(ErrorKind::Usage, say(terminal.lang, "cli.report.years-people", &[]));
        return Err(failure.remedy(say(terminal.lang, "cli.report.years-people-remedy", &[])).into());
    }
    line.step("reading", &[("path", &args.result.display().to_string())]);
    let opened = years::open(&args.result, &input::now(&args.now)).map_err(|error| unopened(error, terminal, line))?;
    let who: Vec<Eligibility> = opened.plans.iter().map(|(plan, _)| plan.verdicts()).collect();
    let plans = opened.plans.iter().zip(&who).map(|((plan, audit), who)| source(plan, audit, who));
    let plans: Vec<PlanSource<'_>> = plans.collect();
    let page = html::years_page(&YearsSource { document: &opened.document, plans: &plans }, terminal.lang);
    let ends = [opened.document.years.first(), opened.document.years.last()];
    let ends: Vec<&str> = ends.into_iter().flatten().map(|y| y.school_year.as_str()).collect();
    let document = ReportDocument {
        kind: PageKind::Years,
        county: opened.document.county.clone(),
        school_year: ends.join(" – "),
        file: String::new(),
        bytes: 0,
        people: false,
    };
    Ok((document, page))
}

/// Why a folder of years cannot be opened.
pub fn unopened(error: YearsError, terminal: &Terminal, line: &Line) -> Stop {
    let error = match error {
        YearsError::Plan(error) => return input::unplanned(error, terminal, line),
        error => error,
    };
    let failure = Failure::new(ErrorKind::Input, error.say(terminal.lang));
    failure.remedy(say(terminal.lang, "cli.report.years-again", &[])).into()
}

/// What the page of a plan is made from.
pub fn source<'a>(planned: &'a Planned, audit: &'a AuditReport, who: &'a Eligibility) -> PlanSource<'a> {
    PlanSource {
        county: &planned.county,
        policy: &planned.policy,
        document: &planned.document,
        moves: &planned.moves,
        audit,
        who,
        run: &planned.run,
        sha256: planned.outputs.iter().find(|o| o.file == "plan.json").map_or("", |o| o.sha256.as_str()),
    }
}

/// Writes a page and says where it is.
pub fn written(
    path: &Path,
    document: &ReportDocument,
    page: &str,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Exit, Stop> {
    output::file(path, terminal, interrupt, |out| out.write_all(page.as_bytes()))?;
    let file = path.display().to_string();
    let document = ReportDocument { file: file.clone(), bytes: page.len() as u64, ..document.clone() };
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else if path != Path::new("-") {
        terminal.tell(&say(terminal.lang, "cli.report.file", &[("path", &file)]));
    }
    Ok(Exit::Done)
}
