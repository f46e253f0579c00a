//! `compare A B …`: results side by side.

use super::{input, output, report};
use crate::args::Compare;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::comparison::Axis;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, ErrorKind, PageKind, ReportDocument};
use lungang_report::{html, text, write_compare};
use lungang_results::compare_folder::{COMPARE_FILES, read_compare};
use lungang_results::mask;
use lungang_runner::compare::{Asking, CompareError, compare};
use lungang_runner::planned::PlannedError;
use lungang_runner::years::YearsError;
use std::path::Path;

/// Compares, prints and leaves what is asked for; a side that does not pass its audit ends with 1.
pub fn run(args: &Compare, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let frontier = args.frontier.as_deref().map(|typed| axes(typed, lang)).transpose()?;
    if args.html.as_deref() == Some(Path::new("-")) && terminal.json {
        return Err(Failure::new(ErrorKind::Usage, say(lang, "cli.compare.two-documents", &[])).into());
    }
    let _claim =
        args.output.as_ref().map(|dir| output::try_folder(dir, COMPARE_FILES, terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    let shown = |policy: Option<&Policy>, name: &str| match policy {
        Some(policy) => mask::shown(policy, name),
        // Where nobody knows whether names may be shown, they are not.
        None => mask::mask(name),
    };
    let step = |dir: &Path| line.step("comparing", &[("path", &dir.display().to_string())]);
    let blind = |dir: &Path, error: &PlannedError| {
        let args = [("path", dir.display().to_string()), ("reason", error.say(lang))];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        line.suspend(|| terminal.tell(&say(lang, "cli.compare.not-audited", &args)));
    };
    let asking = Asking { folders: &args.folders, frontier, shown: &shown, step: &step, blind: &blind };
    let document = compare(&asking).map_err(|error| refused(error, terminal, &line))?;
    line.done();
    if let Some(dir) = &args.output {
        write_compare(&document, dir, lang, interrupt.scratch()).map_err(|e| output::failure(&e, terminal))?;
    }
    let to_stdout = args.html.as_deref() == Some(Path::new("-"));
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else if !to_stdout {
        terminal.print(&text::compare(&document, terminal.view()))?;
    }
    if let Some(dir) = &args.output {
        terminal.tell(&say(lang, "cli.compare.files", &[("path", &dir.display().to_string())]));
    }
    if let Some(path) = &args.html {
        let page = html::comparison_page(&document, args.people, lang);
        output::file(path, terminal, interrupt, |out| out.write_all(page.as_bytes()))?;
        if !to_stdout {
            terminal.tell(&say(lang, "cli.report.file", &[("path", &path.display().to_string())]));
        }
    }
    Ok(if document.breached() { Exit::Found } else { Exit::Done })
}

/// Why nothing can be compared.
fn refused(error: CompareError, terminal: &Terminal, line: &Line) -> Stop {
    match error {
        CompareError::Plan(error) => input::unplanned(error, terminal, line),
        CompareError::Years(error @ YearsError::Plan(_)) => report::unopened(error, terminal, line),
        error => {
            line.done();
            let usage = matches!(
                error,
                CompareError::One
                    | CompareError::TooMany { .. }
                    | CompareError::Kinds { .. }
                    | CompareError::NoMeasure { .. }
            );
            let kind = if usage { ErrorKind::Usage } else { ErrorKind::Input };
            let failure = Failure::new(kind, error.say(terminal.lang));
            Failure { remedy: error.remedy(terminal.lang), ..failure }.into()
        }
    }
}

/// Two measures as typed: `short-posts-after,+moves`.
fn axes(typed: &str, lang: Lang) -> Result<(Axis, Axis), Stop> {
    let axis = |name: &str| {
        let (name, more) = name.trim().strip_prefix('+').map_or((name.trim(), false), |name| (name, true));
        (!name.is_empty()).then(|| Axis { measure: name.to_owned(), more })
    };
    let mut parts = typed.split(',').map(axis);
    match (parts.next().flatten(), parts.next().flatten(), parts.next()) {
        (Some(x), Some(y), None) => Ok((x, y)),
        _ => Err(Failure::new(ErrorKind::Usage, say(lang, "cli.compare.bad-frontier", &[("value", typed)])).into()),
    }
}

/// The page of a comparison that was left in a folder.
///
/// # Errors
/// Its `compare.json` cannot be read.
pub fn page(dir: &Path, people: bool, terminal: &Terminal, line: &Line) -> Result<(ReportDocument, String), Stop> {
    let lang = terminal.lang;
    let path = dir.join(COMPARE_FILES[0]);
    line.step("comparing", &[("path", &path.display().to_string())]);
    let bad = |reason: String| {
        let args = [("path", path.display().to_string()), ("reason", reason)];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Stop::from(Failure::new(ErrorKind::Input, say(lang, "cli.compare.unreadable", &args)))
    };
    let document = read_compare(dir).map_err(|reason| bad(reason.say(lang)))?;
    if !document.is_whole() {
        return Err(bad(say(lang, "cli.compare.uneven", &[])));
    }
    let mut counties: Vec<&str> = document.sides.iter().map(|s| s.county.as_str()).collect();
    counties.dedup();
    let about = ReportDocument {
        kind: PageKind::Comparison,
        county: counties.join(", "),
        school_year: document.school_years().join(", "),
        file: String::new(),
        bytes: 0,
        people,
    };
    Ok((about, html::comparison_page(&document, people, lang)))
}
