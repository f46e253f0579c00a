//! A county as the commands need it: loaded and valid, or its findings said.

use crate::args::{Input, PlanInput, Reading, Stopping, Whereabouts};
use crate::exit::{Exit, Failure, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_domain::record::ReadAs;
use lungang_domain::words::{Lang, say};
use lungang_import::sources::Sources;
use lungang_report::json::{self, CheckDocument, CheckedFile, ErrorKind};
use lungang_report::text::{self, View};
use lungang_runner::case::{Case, Source};
use lungang_runner::conflict;
use lungang_runner::load::{Loaded, load};
use lungang_runner::planned::{Now, Planned, PlannedError, since};
use lungang_runner::year::YearError;
use lungang_solver::Limits;
use lungang_solver::engine::EngineError;
use lungang_solver::staffing::{self, StaffingError};
use lungang_tables::pin_flag::{FLAG, PinFlag};
use lungang_tables::read::Options;
use lungang_tables::table::Tables;
use lungang_tables::{raw, schema};
use std::ffi::OsStr;
use std::path::Path;

/// How tables are read, from what was typed.
pub fn options(reading: &Reading) -> Options {
    Options {
        mapping: reading.mapping.clone(),
        year: reading.year,
        pins: Vec::new(),
        raw: raw::ReadOptions { encoding: reading.encoding.clone(), ..raw::ReadOptions::default() },
    }
}

/// When a solve stops, as typed.
pub fn limits(typed: Stopping) -> Limits {
    Limits { time: typed.time_limit, gap: typed.gap }
}

/// The policy as typed; a path that is not Unicode cannot be named in a policy's terms and is told as not found.
pub fn policy_spec(typed: Option<&OsStr>) -> Option<String> {
    typed.map(|p| p.to_string_lossy().into_owned())
}

/// Reads whatever there is.
pub fn examine(input: &Input, line: &Line) -> Loaded {
    examine_pinned(input, Vec::new(), line)
}

/// Reads whatever there is, with pins of the command line.
pub fn examine_pinned(input: &Input, pins: Vec<PinFlag>, line: &Line) -> Loaded {
    let loaded = as_read(input, pins, line);
    Loaded { findings: at_source(&input.county, loaded.findings), ..loaded }
}

/// What was found in a county that was imported, at the places of the office's own files; in any other as it stands.
pub fn at_source(county: &Path, findings: Findings) -> Findings {
    match Sources::read(county) {
        Some(sources) => findings.relocated(|finding| sources.relocate(finding)),
        None => findings,
    }
}

/// Reads whatever there is; what was found lies in the county's own tables.
pub fn as_read(input: &Input, pins: Vec<PinFlag>, line: &Line) -> Loaded {
    line.step("reading", &[("path", &input.county.display().to_string())]);
    let options = Options { pins, ..options(&input.reading) };
    let loaded = load(&input.county, &options, policy_spec(input.policy.as_deref()).as_deref());
    line.step("read", &[("rows", &loaded.tables.rows().to_string())]);
    loaded
}

/// Reads a county that is to be worked with.
///
/// # Errors
/// The input has errors; they have been said.
pub fn case(input: &Input, terminal: &Terminal, line: &Line) -> Result<Case, Stop> {
    case_pinned(input, Vec::new(), terminal, line)
}

/// Reads a county that is to be worked with, with pins of the command line.
///
/// # Errors
/// As [`case`].
pub fn case_pinned(input: &Input, pins: Vec<PinFlag>, terminal: &Terminal, line: &Line) -> Result<Case, Stop> {
    let case = usable(examine_pinned(input, pins, line), terminal, line)?;
    Ok(Case { source: Source { read_as: read_as(input), ..case.source }, ..case })
}

/// What was read, where it can be worked with.
///
/// # Errors
/// It has errors; they have been said.
pub fn usable(loaded: Loaded, terminal: &Terminal, line: &Line) -> Result<Case, Stop> {
    match Case::read(loaded, ReadAs::default()) {
        Ok(case) => {
            warn(&case.findings, terminal, line);
            Ok(case)
        }
        Err(loaded) => {
            line.done();
            Err(refuse(&loaded.tables, &loaded.findings, terminal))
        }
    }
}

/// How a county was read, for the record of a plan: what was typed beside its path.
fn read_as(input: &Input) -> ReadAs {
    ReadAs {
        policy: policy_spec(input.policy.as_deref()),
        mapping: input.reading.mapping.as_ref().map(|path| path.display().to_string()),
        year: input.reading.year,
        encoding: input.reading.encoding.clone(),
        pins: Vec::new(),
    }
}

/// Pins as typed.
///
/// # Errors
/// One has another shape.
pub fn pins(typed: &[String], lang: Lang) -> Result<Vec<PinFlag>, Stop> {
    let one = |text: &String| {
        PinFlag::parse(text).ok_or_else(|| {
            let message = say(lang, "cli.pin.malformed", &[("value", text)]);
            Failure::new(ErrorKind::Usage, message).remedy(say(lang, "cli.pin.malformed-remedy", &[])).into()
        })
    };
    typed.iter().map(one).collect()
}

/// Where things are now, as typed.
pub fn now(typed: &Whereabouts) -> Now {
    Now {
        county: typed.county_now.clone(),
        policy: policy_spec(typed.policy_now.as_deref()),
        mapping: typed.mapping_now.clone(),
    }
}

/// Opens a plan's folder and the county that it was made from.
///
/// # Errors
/// The plan or the county is not as it was, or cannot be read; it has been said, or is to be.
pub fn planned(input: &PlanInput, terminal: &Terminal, line: &Line) -> Result<Planned, Stop> {
    let planned = opened(&input.plan, &input.now, terminal, line)?;
    warn(&planned.findings, terminal, line);
    Ok(planned)
}

/// Opens a plan's folder, and says where the county has gone on since.
///
/// # Errors
/// As [`planned`].
pub fn opened(plan: &Path, whereabouts: &Whereabouts, terminal: &Terminal, line: &Line) -> Result<Planned, Stop> {
    line.step("reading", &[("path", &plan.display().to_string())]);
    let now = now(whereabouts);
    let planned = Planned::open(plan, &now).map_err(|error| unplanned(error, terminal, line))?;
    let since = since(&planned, &now, terminal.lang).map_err(|error| unplanned(error, terminal, line))?;
    if let Some(since) = since {
        line.suspend(|| terminal.tell(&since.say(most(terminal), terminal.lang)));
    }
    Ok(planned)
}

/// How many differences of a county are listed.
pub fn most(terminal: &Terminal) -> usize {
    if terminal.verbose { usize::MAX } else { 5 }
}

/// Why a plan's folder cannot be asked.
pub fn unplanned(error: PlannedError, terminal: &Terminal, line: &Line) -> Stop {
    match error {
        PlannedError::Faulty(loaded) => {
            line.done();
            refuse(&loaded.tables, &loaded.findings, terminal)
        }
        PlannedError::Damaged(findings) => faulty(Exit::Usage, &findings, terminal, line),
        error => {
            line.done();
            let failure = Failure::new(ErrorKind::Input, error.say(terminal.lang));
            Failure { remedy: error.remedy(terminal.lang), ..failure }.into()
        }
    }
}

/// Says on stderr that there are warnings; `check` lists them, but for those about the command line, which are said here.
pub fn warn(findings: &Findings, terminal: &Terminal, line: &Line) {
    warn_of(findings, |file| file == FLAG, terminal, line);
}

/// As [`warn`], with what is said here: the warnings about files of which `check` knows nothing.
pub fn warn_of(findings: &Findings, here: impl Fn(&str) -> bool, terminal: &Terminal, line: &Line) {
    let warnings = findings.count(Severity::Warning);
    let mut own = Findings::default();
    let of_here = findings.sorted().into_iter().filter(|f| f.severity == Severity::Warning && here(&f.place.file));
    of_here.for_each(|finding| own.push(finding.clone()));
    let said = own.count(Severity::Warning);
    if said > 0 {
        line.suspend(|| terminal.tell(&text::findings(&own, terminal.view())));
    }
    if warnings > said {
        let n = (warnings - said).to_string();
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.warnings", &[("n", &n)])));
    }
}

/// Says the findings that stand in the way: as text on stderr, and with `--format json` as a document on stdout.
pub fn refuse(tables: &Tables, findings: &Findings, terminal: &Terminal) -> Stop {
    if !tables.roster && tables.table("teachers").is_none() && !findings.has_errors() {
        let path = tables.path.display().to_string();
        let message = say(terminal.lang, "cli.no-roster", &[("path", &path)]);
        return Failure::new(ErrorKind::Input, message).remedy(say(terminal.lang, "cli.no-roster-remedy", &[])).into();
    }
    let document = document(tables, findings, terminal.lang);
    let only = CheckDocument { files: Vec::new(), ..document.clone() };
    let view = View { rows: if terminal.verbose { usize::MAX } else { 5 }, ..terminal.view() };
    terminal.insist(&text::check(&only, findings, view));
    if terminal.json
        && let Err(stop) = terminal.print(&json::to_text(&document))
    {
        return stop;
    }
    Stop::Told(ending(&tables.path))
}

/// How findings end: with 1 where the input could be read, with 2 where it could not.
pub fn ending(path: &Path) -> Exit {
    if readable(path) { Exit::Found } else { Exit::Usage }
}

/// The findings for which nothing was made, and how the command ends for them.
pub fn faulty(ending: Exit, findings: &Findings, terminal: &Terminal, line: &Line) -> Stop {
    line.done();
    let document = CheckDocument::new(None, Vec::new(), findings, terminal.lang);
    terminal.insist(&text::findings(findings, terminal.view()));
    if terminal.json
        && let Err(stop) = terminal.print(&json::to_text(&document))
    {
        return stop;
    }
    Stop::Told(ending)
}

/// The findings as a document.
pub fn document(tables: &Tables, findings: &Findings, lang: Lang) -> CheckDocument {
    let files = schema::tables().iter().filter_map(|spec| tables.table(spec.name)).map(|table| {
        let place = table.place();
        let file = match &place.sheet {
            Some(sheet) => format!("{} / {sheet}", place.file),
            None => place.file,
        };
        CheckedFile {
            file,
            table: table.spec.name.to_owned(),
            rows: table.len() as u64,
            encoding: table.encoding().map(str::to_owned),
        }
    });
    // Where nothing was read, the name is only that of the path.
    let name = (tables.rows() > 0).then_some(tables.name.as_str());
    CheckDocument::new(name, files.collect(), findings, lang)
}

/// Whether the path can be opened at all: findings about its content are another matter.
pub fn readable(path: &Path) -> bool {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => std::fs::read_dir(path).is_ok(),
        Ok(_) => lungang_files::open(path).is_ok(),
        Err(_) => false,
    }
}

/// Needs of a county, or why there are none.
///
/// # Errors
/// As [`staffing_failure`] says it.
pub fn needs(county: &County, policy: &Policy, seed: u64, terminal: &Terminal) -> Result<Needs, Stop> {
    staffing::needs(county, policy, seed).map_err(|error| staffing_failure(terminal.lang, &error).into())
}

/// Why a county has no posts: the authorised total cannot staff every class, or the solver failed.
pub fn staffing_failure(lang: Lang, error: &StaffingError) -> Failure {
    match error {
        StaffingError::TooFewAuthorised { part, floor, authorised } => {
            let message = conflict::too_few(*part, *floor, *authorised).say(lang);
            Failure::new(ErrorKind::Infeasible, message).remedy(say(lang, "cli.conflict.staffing-remedy", &[]))
        }
        StaffingError::Engine(error) => engine_failure(lang, error),
    }
}

/// The model of a year cannot be stated, or the solver failed.
pub fn year_failure(lang: Lang, error: &YearError) -> Failure {
    match error {
        YearError::Formulate(error) => formulate_failure(lang, error),
        YearError::Engine(error) => engine_failure(lang, error),
    }
}

/// A solver's failure.
pub fn engine_failure(lang: Lang, error: &EngineError) -> Failure {
    let message = match error {
        EngineError::Solver { solver, status } => {
            say(lang, "cli.solver.failed", &[("solver", solver), ("status", status)])
        }
        EngineError::WrongAnswer { solver } => say(lang, "cli.solver.wrong", &[("solver", solver)]),
    };
    Failure::new(ErrorKind::Solver, message).remedy(say(lang, "cli.solver.remedy", &[]))
}

/// The data would need numbers that no floating-point solver can be trusted with.
pub fn formulate_failure(lang: Lang, error: &lungang_solver::FormulateError) -> Failure {
    let lungang_solver::FormulateError::CoefficientTooLarge { rule, coefficient } = error;
    let rule = match rule {
        Some(rule) => say(lang, &format!("rule.{rule}.name"), &[]),
        None => say(lang, "cli.solver.a-goal", &[]),
    };
    let message = say(lang, "cli.solver.too-large", &[("rule", &rule), ("coefficient", &coefficient.to_string())]);
    Failure::new(ErrorKind::Input, message).remedy(say(lang, "cli.solver.too-large-remedy", &[]))
}
