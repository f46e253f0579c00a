//! `convert STUDY --from transfer -o DIR`: data of another shape becomes a county with a policy of its own.

use super::{input, output};
use crate::args::{Convert, Shape};
use crate::exit::{Exit, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::words::say;
use lungang_report::text;
use lungang_results::error::WriteError;
use lungang_results::folder::publish;
use lungang_tables::convert::transfer;
use lungang_tables::{raw, write};

/// The policy beside the tables.
const POLICY: &str = "policy.toml";

/// Converts and writes the tables.
pub fn run(args: &Convert, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let known = output::county_files(args.county.force, &[POLICY]);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    output::refuse_standing(&args.output, args.county.force, &[POLICY], terminal)?;
    let _claim = output::try_folder(&args.output, &known, terminal, interrupt)?;
    let line = Line::new(terminal);
    line.step("reading", &[("path", &args.study.display().to_string())]);
    let headers = args.county.headers.unwrap_or(lang);
    let options = raw::ReadOptions { encoding: args.county.encoding.clone(), ..raw::ReadOptions::default() };
    let (converted, findings) = match args.from {
        Shape::Transfer => transfer::convert(&args.study, &options, SchoolYear(args.year), headers),
    };
    let Some(mut study) = converted else {
        return Err(input::faulty(input::ending(&args.study), &findings, terminal, &line));
    };
    if !findings.is_empty() {
        // `check` sees the county, not what it came from: warnings are told here or nowhere.
        line.suspend(|| terminal.tell(&text::findings(&findings, terminal.view())));
    }
    // A study has no name of a county: the folder it is written to has one.
    study.parts.name = args.output.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    line.step("writing", &[("path", &args.output.display().to_string())]);
    let options = write::WriteOptions {
        format: write::Format::Csv,
        headers,
        policy: POLICY,
        remark: None,
        force: args.county.force,
    };
    let mut refused = None;
    let written = publish(&args.output, &known, interrupt.scratch(), |dir| {
        let policy = dir.join(POLICY);
        std::fs::write(&policy, &study.policy_text).map_err(|e| WriteError::io(&policy, e))?;
        write::fill_county(&study.parts, &study.policy, dir, &options).map_err(|error| {
            let reason = error.to_string();
            refused = Some(error);
            WriteError::Content { file: "county.toml", reason }
        })
    });
    line.done();
    output::county_written(written, refused, terminal)?;
    let counts = [
        ("path", args.output.display().to_string()),
        ("schools", study.parts.schools.len().to_string()),
        ("teachers", study.parts.teachers.len().to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
    terminal.tell(&say(lang, "cli.convert.done", &counts));
    Ok(Exit::Done)
}
