//! `years COUNTY --years N -o DIR`: a folder a year, each as `plan` leaves it, and what the years come to.

use super::{input, output};
use crate::args::Years;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::record::{ReadAs, Record};
use lungang_domain::words::{Lang, say};
use lungang_domain::years::YearsDocument;
use lungang_report::json::{self, ErrorKind};
use lungang_report::{More, text, write_with};
use lungang_results::error::WriteError;
use lungang_results::folder::publish;
use lungang_results::plan_files::COUNTY;
use lungang_results::years_folder::{YEARS_FILES, write_years, year_folders};
use lungang_runner::case::Case;
use lungang_runner::load::load;
use lungang_runner::year::{Settings, YearError};
use lungang_runner::years::{self, Ending, Keeper, MOST_MOVES, Span};
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Progress, Watch};
use lungang_tables::read::Options;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

/// Plans the years and leaves the folder.
pub fn run(args: &Years, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let known = known(args);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    refuse_standing(args, terminal.lang)?;
    let _claim = output::try_folder(&args.output, &known, terminal, interrupt)?;
    let line = Line::new(terminal);
    let first = input::case(&args.input, terminal, &line)?;
    let (policy, mapping) = (first.policy.clone(), first.source.mapping.clone());
    refuse_too_far(first.county.school_year, &policy, args.years, terminal.lang)?;
    let engine = Fast::default();
    let limits = input::limits(args.stopping);
    let settings = Settings { seed: args.seed, engine: &engine, limits, start: None };
    let seen = |progress: &Progress| line.goal(progress);
    let watch = Watch { progress: &seen, stop: interrupt.stop() };

    let span = Span { years: args.years, lookahead: args.lookahead };
    let mut ended: Result<Option<(YearsDocument, Ending)>, Stop> = Ok(None);
    let written = publish(&args.output, &known, interrupt.scratch(), |dir| {
        let mut keeper = Folders {
            dir,
            args,
            policy: &policy,
            terminal,
            interrupt,
            line: &line,
            mapping: mapping.clone(),
            waiting: None,
            writing: None,
        };
        let run = years::run(first, span, &settings, &watch, &mut keeper);
        // The last year's files, also where something else has failed: nothing may be written into a folder that goes.
        let last = keeper.written();
        ended = run.and_then(|ran| last.map(|()| Some(ran))).map_err(|failed| failed.stop(terminal.lang));
        match &ended {
            Ok(Some((document, _))) if !document.years.is_empty() => {
                keeper.unplanned(document.infeasible.as_deref())?;
                write_years(document, dir)
            }
            // What is left of years that failed is nothing.
            _ => Err(WriteError::Interrupted),
        }
    });
    line.done();
    let Some((document, ending)) = ended? else {
        return Err(written.map_or_else(|e| output::failure(&e, terminal).into(), |()| nothing(terminal)));
    };
    if !document.years.is_empty() {
        written.map_err(|e| output::failure(&e, terminal))?;
    }
    said(args, &document, &ending, &policy, terminal)
}

/// Says what the years came to.
fn said(
    args: &Years,
    document: &YearsDocument,
    ending: &Ending,
    policy: &Policy,
    terminal: &Terminal,
) -> Result<Exit, Stop> {
    let (lang, path) = (terminal.lang, args.output.display().to_string());
    if terminal.json {
        terminal.print(&json::to_text(document))?;
    } else if !document.years.is_empty() {
        terminal.print(&text::years(document, policy, terminal.view()))?;
    }
    if !document.years.is_empty() {
        terminal.tell(&say(lang, "cli.years.files", &[("path", &path)]));
    }
    match ending {
        Ending::Planned => {}
        Ending::Infeasible(conflict) => {
            let year = document.infeasible.as_deref().unwrap_or_default();
            let county = match document.years.is_empty() {
                true => args.input.county.display().to_string(),
                false => args.output.join(year).join(COUNTY).display().to_string(),
            };
            terminal.insist(&say(lang, "cli.years.infeasible", &[("year", year), ("county", &county)]));
            terminal.insist(&conflict.say(lang));
            return Ok(Exit::Infeasible);
        }
        Ending::Nothing => return Err(nothing(terminal)),
        Ending::TooLarge(moves) => {
            let args = [("n", moves.to_string()), ("most", MOST_MOVES.to_string()), ("h", args.lookahead.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let failure = Failure::new(ErrorKind::Usage, say(lang, "cli.years.too-large", &args));
            return Err(failure.remedy(say(lang, "cli.years.too-large-remedy", &[])).into());
        }
        Ending::Nobody(year) => {
            terminal.insist(&say(lang, "cli.years.nobody", &[("year", &year.label())]));
            return Ok(Exit::Found);
        }
    }
    if document.years.iter().any(|y| !y.plan.audit.clean) {
        terminal.insist(&say(lang, "cli.years.breached", &[]));
        return Ok(Exit::Found);
    }
    let stopped = |y: &lungang_domain::years::YearFigures| y.plan.status == lungang_domain::plan::PlanStatus::Stopped;
    Ok(if document.years.iter().any(stopped) { Exit::Stopped } else { Exit::Done })
}

fn nothing(terminal: &Terminal) -> Stop {
    let remedy = say(terminal.lang, "cli.plan.nothing-remedy", &[]);
    Failure::new(ErrorKind::Stopped, say(terminal.lang, "cli.plan.nothing", &[])).remedy(remedy).into()
}

/// Years that stand there are replaced only when that is asked for.
fn refuse_standing(args: &Years, lang: Lang) -> Result<(), Stop> {
    if args.force || year_folders(&args.output).is_empty() {
        return Ok(());
    }
    let path = args.output.display().to_string();
    let failure = Failure::new(ErrorKind::Write, say(lang, "cli.years.stands", &[("path", &path)]));
    Err(failure.remedy(say(lang, "cli.years.stands-remedy", &[])).into())
}

/// The tables know dates up to a last year; the terms of the last year's exchanges end within it.
fn refuse_too_far(first: SchoolYear, policy: &Policy, years: u16, lang: Lang) -> Result<(), Stop> {
    let term = i32::from(policy.movement.term_years.value);
    let most = i32::from(LAST_YEAR) - i32::from(first.0) - term + 1;
    if i32::from(years) <= most {
        return Ok(());
    }
    let args = [("last", LAST_YEAR.to_string()), ("first", first.label()), ("n", years.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let failure = Failure::new(ErrorKind::Usage, say(lang, "cli.years.too-far", &args));
    Err(failure.remedy(say(lang, "cli.years.too-far-remedy", &[("most", &most.max(0).to_string())])).into())
}

/// The last calendar year that the tables read.
const LAST_YEAR: i16 = 2100;

/// What may stand in the folder already: years that were planned before, where they may be replaced.
fn known(args: &Years) -> Vec<String> {
    let mut names: Vec<String> = YEARS_FILES.iter().map(|name| (*name).to_owned()).collect();
    if args.force {
        // Only years that this file lists are anybody's but the user's.
        names.extend(year_folders(&args.output).into_iter().map(|folder| format!("{folder}/")));
    }
    names
}

/// Where the years are kept: a folder each.
struct Folders<'a> {
    /// The temporary folder that is filled.
    dir: &'a Path,
    args: &'a Years,
    policy: &'a Policy,
    terminal: &'a Terminal,
    interrupt: &'a Interrupt,
    line: &'a Line,
    /// The mapping that the first year's county was read with.
    mapping: Option<Vec<u8>>,
    /// Where the county stands that has no plan yet.
    waiting: Option<PathBuf>,
    /// The files of the year before, on their way.
    writing: Option<JoinHandle<Result<(), WriteError>>>,
}

/// Why the years failed.
enum Failed {
    /// A year could not be planned.
    Year(YearError),
    /// What a year leaves could not be kept; it is said, or is to be.
    Kept(Stop),
}

impl From<YearError> for Failed {
    fn from(error: YearError) -> Self {
        Failed::Year(error)
    }
}

impl Failed {
    fn stop(self, lang: Lang) -> Stop {
        match self {
            Failed::Year(error) => input::year_failure(lang, &error).into(),
            Failed::Kept(stop) => stop,
        }
    }
}

impl Folders<'_> {
    /// The county that was settled last and has no plan: kept beside the years where it cannot have one, else taken away.
    fn unplanned(&self, infeasible: Option<&str>) -> Result<(), WriteError> {
        let Some(settled) = self.waiting.as_deref() else { return Ok(()) };
        let Some(year) = infeasible else {
            return std::fs::remove_dir_all(settled).map_err(|e| WriteError::io(settled, e));
        };
        let place = self.dir.join(year);
        let put = std::fs::create_dir(&place).and_then(|()| std::fs::rename(settled, place.join(COUNTY)));
        put.map_err(|e| WriteError::io(&place, e))
    }

    /// Waits for the files of the year before.
    fn written(&mut self) -> Result<(), Failed> {
        let Some(writing) = self.writing.take() else { return Ok(()) };
        let written = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.map_err(|error| Failed::Kept(output::failure(&error, self.terminal).into()))
    }

    /// Where a year's county stands until its plan does.
    fn settled(&self, year: &str) -> PathBuf {
        self.dir.join(format!(".{year}"))
    }
}

impl Keeper for Folders<'_> {
    type Error = Failed;

    fn begins(&mut self, year: SchoolYear, (at, of): (u16, u16)) {
        let args = [("year", year.label()), ("at", at.to_string()), ("of", of.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.line.step("year", &args);
    }

    fn keep(&mut self, record: &Arc<Record>) -> Result<(), Failed> {
        self.written()?;
        let year = record.county.school_year.label();
        let (dir, settled) = (self.dir.join(&year), self.waiting.take());
        let (lang, scratch, kept) = (self.terminal.lang, self.interrupt.scratch().clone(), Arc::clone(record));
        let mapping = self.mapping.clone();
        let writing = std::thread::Builder::new().spawn(move || {
            // A later year's county stands as tables already; the first year's is the user's own, of which a copy is kept.
            let county = |at: &Path| match &settled {
                Some(settled) => {
                    let put = std::fs::remove_dir(at).and_then(|()| std::fs::rename(settled, at));
                    put.map_err(|e| WriteError::io(at, e))
                }
                None => output::county_folder(&kept.county.to_parts(), &kept.policy, at, lang),
            };
            let mapping = mapping.as_deref().filter(|_| settled.is_none());
            write_with(&kept, &dir, lang, &scratch, &More { difference: None, county: Some(&county), mapping })
        });
        let refused = |e: std::io::Error| Failed::Kept(Failure::no_thread(self.terminal.lang, &e.to_string()).into());
        self.writing = Some(writing.map_err(refused)?);
        Ok(())
    }

    fn settle(&mut self, parts: &CountyParts, year: SchoolYear) -> Result<Case, Failed> {
        let dir = self.settled(&year.label());
        let put = |error: WriteError| Failed::Kept(output::failure(&error, self.terminal).into());
        std::fs::create_dir_all(&dir).map_err(|e| put(WriteError::io(&dir, e)))?;
        self.waiting = Some(dir.clone());
        output::county_folder(parts, self.policy, &dir, self.terminal.lang).map_err(put)?;
        let mut case = Case::read(load(&dir, &Options::default(), None), ReadAs::default()).map_err(|loaded| {
            self.line.done();
            Failed::Kept(input::refuse(&loaded.tables, &loaded.findings, self.terminal))
        })?;
        case.source.path = self.args.output.join(year.label()).join(COUNTY).display().to_string();
        Ok(case)
    }
}
