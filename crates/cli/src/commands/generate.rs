//! `generate -o DIR`: a synthetic county, or a synthetic roster on real schools.

use super::{input, output};
use crate::args::{FileKind, Generate, SizeName};
use crate::exit::{Exit, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_generate::{Size, Spec, county, give_offices, roster_on};
use lungang_policies as policies;
use lungang_results::error::WriteError;
use lungang_results::folder::publish;
use lungang_tables::validate::validate_schools;
use lungang_tables::{read, write};
use std::path::Path;

/// The policy that a county is made for where none is named: what schools lack, who may go and how much room there is follow
/// from it, so that the county belongs to it and its file names it, with the reason. A county of somebody's has none unless it
/// says so.
const MADE_UP: &str = "kizilsu-2018";

/// Generates and writes the tables.
pub fn run(args: &Generate, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let known = output::county_files(args.force, &[]);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    output::refuse_standing(&args.output, args.force, &[], terminal)?;
    let _claim = output::try_folder(&args.output, &known, terminal, interrupt)?;
    let line = Line::new(terminal);
    line.step("generating", &[]);
    let spec = input::policy_spec(args.policy.as_deref()).unwrap_or_else(|| MADE_UP.to_owned());
    let policy = policy(&spec, terminal, &line)?;
    let headers = args.headers.unwrap_or(lang);
    let mut parts = match &args.on {
        Some(path) => on_schools(path, args, &policy, terminal, &line)?,
        None => county(&Spec { seed: args.seed, size: size(args.size), names: headers }, &policy),
    };
    if args.heads {
        give_offices(&mut parts, args.seed);
    }
    let format = match (args.kind, args.size) {
        (Some(FileKind::Csv), _) => write::Format::Csv,
        (Some(FileKind::Xlsx), _) => write::Format::Xlsx,
        #[cfg(feature = "frames")]
        (Some(FileKind::Parquet), _) | (None, SizeName::Province) => write::Format::Parquet,
        (None, _) => write::Format::Csv,
    };
    let named = name_in(&spec);
    let why = args.policy.is_none().then(|| say(headers, "cli.generate.policy-why", &[("policy", &named)]));
    let options = write::WriteOptions { format, headers, policy: &named, remark: why.as_deref(), force: args.force };
    line.step("writing", &[("path", &args.output.display().to_string())]);
    let mut refused = None;
    let written = publish(&args.output, &known, interrupt.scratch(), |dir| {
        write::fill_county(&parts, &policy, dir, &options).map_err(|error| {
            let reason = error.to_string();
            refused = Some(error);
            WriteError::Content { file: "county.toml", reason }
        })
    });
    line.done();
    output::county_written(written, refused, terminal)?;
    let counts = [
        ("path", args.output.display().to_string()),
        ("schools", parts.schools.len().to_string()),
        ("teachers", parts.teachers.len().to_string()),
        ("seed", args.seed.to_string()),
        ("policy", named),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
    terminal.tell(&say(lang, "cli.generate.done", &counts));
    if args.policy.is_none() {
        terminal.tell(&say(lang, "cli.generate.policy-made-up", &counts));
    }
    Ok(Exit::Done)
}

fn size(name: SizeName) -> Size {
    match name {
        SizeName::S => Size::S,
        SizeName::M => Size::M,
        SizeName::L => Size::L,
        SizeName::Xl => Size::Xl,
        SizeName::Province => Size::Province,
        SizeName::Example => Size::Example,
    }
}

/// The policy's name in the county's `county.toml`: an id, or a path that holds from anywhere.
fn name_in(spec: &str) -> String {
    let path = Path::new(spec);
    match path.is_file().then(|| std::path::absolute(path)) {
        Some(Ok(path)) => path.display().to_string(),
        _ => spec.to_owned(),
    }
}

fn policy(spec: &str, terminal: &Terminal, line: &Line) -> Result<Policy, Stop> {
    let examined = policies::examine(spec, None);
    examined.policy.ok_or_else(|| input::faulty(Exit::Usage, &examined.findings, terminal, line))
}

/// A roster on the schools of somebody's statistics.
fn on_schools(
    path: &Path,
    args: &Generate,
    policy: &Policy,
    terminal: &Terminal,
    line: &Line,
) -> Result<CountyParts, Stop> {
    let (tables, mut findings) = read::read(path, &input::options(&args.reading));
    let (schools, found) = validate_schools(&tables, policy);
    findings.extend(found);
    match schools {
        Some(schools) if !findings.has_errors() => {
            input::warn(&findings, terminal, line);
            let mut parts = roster_on(schools, args.seed, policy);
            // A bare file of schools has no name of a county: the folder it is written to has one.
            let folder = args.output.file_name().map(|n| n.to_string_lossy().into_owned());
            parts.name = folder.filter(|_| path.is_file()).unwrap_or_else(|| tables.name.clone());
            Ok(parts)
        }
        _ => Err(input::faulty(input::ending(path), &findings, terminal, line)),
    }
}
