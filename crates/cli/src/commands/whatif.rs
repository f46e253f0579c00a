//! `whatif SCENARIO… -o DIR`: runs of scenarios side by side, each result kept as it comes, all of them joined.

use super::{input, output};
use crate::args::Whatif;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::finding::Findings;
use lungang_domain::whatif::WhatifDocument;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, ErrorKind};
use lungang_report::text;
use lungang_results::error::WriteError;
use lungang_results::store::{RESULTS, Store};
use lungang_results::sweep_folder::joined;
use lungang_runner::whatif::{self, JoinError, Prepared, Progress, RunError, Shard};
use lungang_runner::workers::{Pool, Program, Settings, Unanswered};
use std::path::Path;
use std::time::Duration;

/// Runs what is not there yet, and joins.
pub fn run(args: &Whatif, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    refuse_foreign(&args.output, terminal)?;
    let line = Line::new(terminal);
    let prepared = prepared(args, terminal, &line)?;
    let shard = args.shard.unwrap_or_default();
    if !args.merge {
        let progress = made(args, &prepared, shard, terminal, interrupt, &line)?;
        said(&progress, shard, terminal);
        refuse_failed(&progress, terminal)?;
    }
    line.done();
    if args.shard.is_some() {
        let document = whatif::listed(&prepared, shard, &args.output);
        printed(&document, terminal)?;
        terminal.tell(&say(terminal.lang, "cli.whatif.shard-done", &[("path", &args.output.display().to_string())]));
        return Ok(Exit::Done);
    }
    if args.verify {
        refuse_unsound(args, &prepared, terminal, &line)?;
    }
    let document = whatif::join(&prepared, &args.output).map_err(|error| unjoined(&error, terminal))?;
    printed(&document, terminal)?;
    terminal.tell(&say(terminal.lang, "cli.whatif.files", &[("path", &args.output.display().to_string())]));
    if document.unmet.is_empty() {
        return Ok(Exit::Done);
    }
    terminal.insist(&say(terminal.lang, "cli.whatif.unmet", &[("n", &document.unmet.len().to_string())]));
    Ok(Exit::Found)
}

/// Reads and checks everything; nothing is run where anything is wrong.
fn prepared(args: &Whatif, terminal: &Terminal, line: &Line) -> Result<Prepared, Stop> {
    let files = whatif::files(&args.scenarios).map_err(|(path, e)| {
        let args = [("path", path.display().to_string()), ("reason", e.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Failure::new(ErrorKind::Input, say(terminal.lang, "cli.whatif.unreadable", &args))
    })?;
    if files.is_empty() {
        let message = say(terminal.lang, "cli.whatif.no-scenarios", &[]);
        return Err(Failure::new(ErrorKind::Input, message).into());
    }
    line.step("scenarios", &[("n", &files.len().to_string())]);
    let told = |findings: &Findings| {
        let readable = files.iter().all(|path| input::readable(path));
        input::faulty(if readable { Exit::Found } else { Exit::Usage }, findings, terminal, line)
    };
    let (prepared, findings) =
        whatif::prepare(&files, input::limits(args.stopping)).map_err(|findings| told(&findings))?;
    let own = |file: &str| files.iter().any(|path| path.display().to_string() == file);
    input::warn_of(&findings, own, terminal, line);
    Ok(prepared)
}

/// Makes the runs of a share that do not stand yet.
fn made(
    args: &Whatif,
    prepared: &Prepared,
    shard: Shard,
    terminal: &Terminal,
    interrupt: &Interrupt,
    line: &Line,
) -> Result<Progress, Stop> {
    let lang = terminal.lang;
    let results = args.output.join(RESULTS);
    std::fs::create_dir_all(&results).map_err(|e| output::failure(&WriteError::io(&results, e), terminal))?;
    let workers = args.jobs.map_or(Settings::default().workers, usize::from);
    let program = Program::this().map_err(|e| {
        let args = [("path", "lungang".to_owned()), ("reason", e.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Failure::new(ErrorKind::Solver, say(lang, "worker.start", &args))
    })?;
    let usual = Settings { pass_stderr: terminal.verbose, ..Settings::default() };
    // A year without a plan is solved thrice within its limit, to say why.
    let waited =
        usual.job_timeout.max(args.stopping.time_limit.map_or(Duration::ZERO, |limit| limit.saturating_mul(3)));
    // What was asked for is all there is: no time is added for reading.
    let (job_timeout, grace) = args.patience.map_or((waited, usual.grace), |p| (p, Duration::ZERO));
    let pool = Pool::new(program, Settings { workers, job_timeout, grace, ..usual });
    let slow = |run: &str, waited: Duration, most: Duration| {
        let args = [("run", run), ("waited", &waited.as_secs().to_string()), ("most", &most.as_secs().to_string())];
        line.suspend(|| terminal.insist(&say(lang, "cli.whatif.slow", &args)));
    };
    let seen = |p: &Progress| {
        let (done, runs) = ((p.stood + p.made + p.failed.len()).to_string(), p.runs.to_string());
        line.step("runs", &[("done", &done), ("runs", &runs), ("stood", &p.stood.to_string())]);
    };
    let store = Store::of(&args.output);
    let ran = interrupt.keeping(|| whatif::run(prepared, shard, &store, &pool, interrupt.stop(), seen, &slow));
    line.done();
    let progress = ran.map_err(|error| match error {
        RunError::Pool(error) => Failure::new(ErrorKind::Solver, error.say(lang)),
        RunError::Write(path, e) => output::failure(&WriteError::io(&path, e), terminal),
    })?;
    if progress.stopped {
        let stands = (progress.stood + progress.made).to_string();
        let message = say(lang, "cli.whatif.stopped", &[("n", &stands), ("runs", &progress.runs.to_string())]);
        let failure = Failure::new(ErrorKind::Interrupted, message);
        return Err(failure.remedy(say(lang, "cli.whatif.stopped-remedy", &[])).into());
    }
    Ok(progress)
}

/// Says on stderr how many results there were and are.
fn said(progress: &Progress, shard: Shard, terminal: &Terminal) {
    let args = [
        ("runs", progress.runs.to_string()),
        ("stood", progress.stood.to_string()),
        ("made", progress.made.to_string()),
        ("shard", format!("{}/{}", shard.at, shard.of)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    terminal.tell(&say(terminal.lang, "cli.whatif.ran", &args));
    if progress.damaged > 0 {
        let n = progress.damaged.to_string();
        terminal.insist(&say(terminal.lang, "cli.whatif.damaged", &[("n", &n)]));
    }
}

/// Runs that nobody could make.
fn refuse_failed(progress: &Progress, terminal: &Terminal) -> Result<(), Stop> {
    if progress.failed.is_empty() {
        return Ok(());
    }
    for (run, finished) in progress.failed.iter().take(20) {
        terminal.insist(&format!("{run}: {}", finished.say(terminal.lang)));
    }
    let refused = progress.failed.iter().all(|(_, f)| matches!(f.result, Err(Unanswered::Refused(_))));
    let kind = match refused {
        true => ErrorKind::Input,
        false => ErrorKind::Solver,
    };
    let (failed, runs) = (progress.failed.len().to_string(), progress.runs.to_string());
    let message = say(terminal.lang, "cli.whatif.failed", &[("n", &failed), ("runs", &runs)]);
    Err(Failure::new(kind, message).remedy(say(terminal.lang, "cli.whatif.failed-remedy", &[])).into())
}

/// Audits every result again; none is joined where one does not stand.
fn refuse_unsound(args: &Whatif, prepared: &Prepared, terminal: &Terminal, line: &Line) -> Result<(), Stop> {
    let lang = terminal.lang;
    let seen = |done: usize, runs: usize| {
        line.step("verifying", &[("done", &done.to_string()), ("runs", &runs.to_string())]);
    };
    let unsound = whatif::verify(prepared, &Store::of(&args.output), seen);
    line.done();
    if unsound.is_empty() {
        terminal.tell(&say(lang, "cli.whatif.verified", &[("n", &prepared.runs.len().to_string())]));
        return Ok(());
    }
    let most = if terminal.verbose { usize::MAX } else { 20 };
    unsound.iter().take(most).for_each(|one| terminal.insist(&one.say(lang)));
    let message = say(lang, "cli.whatif.unsound", &[("n", &unsound.len().to_string())]);
    Err(Failure::new(ErrorKind::Input, message).remedy(say(lang, "cli.whatif.unsound-remedy", &[])).into())
}

/// Why there is nothing to join, every missing run by name.
fn unjoined(error: &JoinError, terminal: &Terminal) -> Stop {
    match error {
        JoinError::Place(error) => output::failure(error, terminal).into(),
        JoinError::Write(path, e) => {
            let error = WriteError::Io { path: path.clone(), source: std::io::Error::from(e.kind()) };
            output::failure(&error, terminal).into()
        }
        JoinError::Lacking(lacking) => {
            let most = if terminal.verbose { usize::MAX } else { 20 };
            for one in lacking.iter().take(most) {
                terminal.insist(&one.say(terminal.lang));
            }
            let message = say(terminal.lang, "cli.whatif.lacking", &[("n", &lacking.len().to_string())]);
            Failure::new(ErrorKind::Input, message).remedy(lacking_remedy(terminal.lang)).into()
        }
    }
}

fn lacking_remedy(lang: Lang) -> String {
    say(lang, "cli.whatif.lacking-remedy", &[])
}

fn printed(document: &WhatifDocument, terminal: &Terminal) -> Result<(), Stop> {
    if terminal.json {
        terminal.print(&json::to_text(document))
    } else {
        terminal.print(&text::whatif(document, terminal.view()))
    }
}

/// A folder that holds anything but results is somebody else's.
fn refuse_foreign(dir: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let refused = |error: WriteError| Err(output::failure(&error, terminal).into());
    match std::fs::metadata(dir) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return refused(WriteError::io(dir, e)),
        Ok(meta) if !meta.is_dir() => return refused(WriteError::NotAFolder(dir.to_owned())),
        Ok(_) => {}
    }
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) => return refused(WriteError::io(dir, e)),
    };
    let mut names: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let own = |name: &str| name == RESULTS || joined().contains(&name) || name.starts_with('.');
    match names.into_iter().find(|name| !own(name)) {
        Some(entry) => refused(WriteError::Foreign { dir: dir.to_owned(), entry }),
        None => Ok(()),
    }
}
