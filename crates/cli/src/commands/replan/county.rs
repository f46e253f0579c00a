//! The county with the events in it: written as tables, and planned from what was written, so that anybody can do the same.

use crate::commands::input;
use crate::commands::output;
use crate::exit::{Failure, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;
use lungang_runner::case::Case;
use lungang_runner::load::load;
use lungang_runner::replan::Composed;
use lungang_tables::read::Options;
use std::path::Path;

/// The county as it reads back from its tables; `place` is where they will stand.
///
/// # Errors
/// They cannot be written, or what the events made of the county has errors; these have been said.
pub fn written(
    composed: &Composed,
    policy: &Policy,
    place: &Path,
    terminal: &Terminal,
    line: &Line,
) -> Result<Case, Stop> {
    let failed = |e: std::io::Error| {
        let args = [("path", place.display().to_string()), ("reason", e.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Failure::new(ErrorKind::Write, say(terminal.lang, "cli.file", &args))
    };
    let draft = tempfile::tempdir().map_err(failed)?;
    output::county_folder(&composed.parts, policy, draft.path(), terminal.lang)
        .map_err(|e| output::failure(&e, terminal))?;
    let mut loaded = load(draft.path(), &Options::default(), None);
    // What was read stands in the draft; what is said and recorded names where it will stand.
    let (from, to) = (draft.path().display().to_string(), place.display().to_string());
    let found = std::mem::take(&mut loaded.findings);
    let mut findings = found.placed(|place| place.file = place.file.replace(&from, &to));
    // What was published and can no longer be is told person by person.
    findings.retain(|f| !matches!(f.code, "published-lost" | "published-departed"));
    loaded.findings = findings;
    for file in &mut loaded.inputs {
        file.file = file.file.replace(&format!("{from}/"), "");
    }
    loaded.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    input::usable(loaded, terminal, line)
}
