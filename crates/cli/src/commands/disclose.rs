//! `disclose PLAN -o DIR`: the list for public notice (公示), and what it takes to check it.

use super::lottery::{opening, read_commitment};
use super::{input, output};
use crate::args::Disclose;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::audit::AuditReport;
use lungang_domain::disclosure::{Field, Period};
use lungang_domain::plan::Standing;
use lungang_domain::policy::Policy;
use lungang_domain::record::InputHash;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, Choices, DisclosureDocument, DisclosureSource, ErrorKind, PublicCommitment};
use lungang_report::{disclose, text};
use lungang_results::commitment::{commitment_text, reveal_text};
use lungang_results::names::open_goals;
use lungang_results::notice_folder::DISCLOSURE_FILES;
use lungang_results::plan_files::PLAN_FILES;
use lungang_runner::planned::Planned;
use lungang_runner::published;
use lungang_runner::resolve::{Resolved, resolve};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use std::path::Path;

/// A file that goes with the list.
type Enclosed = (&'static str, Vec<u8>);

/// Publishes a plan that is as it was left, under data that are as they were, and that passes its audit.
pub fn run(args: &Disclose, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let asked = fields(&args.fields, lang)?;
    // What is mistyped is said before anything is read.
    let stated = args.start.as_deref().map(|first| period(Some(first), args.days.unwrap_or(1), lang)).transpose()?;
    let _claim = output::try_folder(&args.output, DISCLOSURE_FILES, terminal, interrupt)?;
    let line = Line::new(terminal);
    let planned = input::planned(&args.input, terminal, &line)?;
    line.step("auditing", &[("path", &planned.dir.display().to_string())]);
    let audit = planned.audited();
    line.done();
    if !audit.clean {
        return Err(not_clean(&planned, &audit, terminal));
    }
    let solved_again = match audit.standing {
        Standing::Certified | Standing::Drawn => false,
        _ if args.unproved => false,
        Standing::Open => return Err(not_proved("not-proved", &audit, terminal)),
        Standing::Claimed => match again(&planned, terminal, interrupt, &line)? {
            Resolved::Same => true,
            Resolved::Other => return Err(not_proved("not-so", &audit, terminal)),
            Resolved::NotAlone => return Err(not_proved("only-claimed", &audit, terminal)),
        },
    };
    let policy = &planned.policy;
    let days = args.days.unwrap_or(policy.disclosure.objection_days.value);
    let period = period(stated.and_then(|p| p.first_day).as_deref(), days, lang)?;
    let (commitment, mut enclosed) = committed(args, &planned, lang)?;
    let fields = if asked.is_empty() { usual(policy) } else { asked };
    if fields.contains(&Field::TeacherId) {
        // The certificate names rows by ids: it goes where they may be known.
        enclosed.extend(planned.certificate.as_ref().map(|c| ("certificate.json", json::plain(c).into_bytes())));
    }
    // The county as the office knows it, not the copy.
    let county = args.input.now.county_now.as_deref().unwrap_or(Path::new(&planned.run.county));
    let lottery_command = commitment.as_ref().filter(|c| c.salt.is_some());
    let choices = Choices {
        fields,
        period,
        contact: args.contact.clone(),
        solved_again,
        lottery_command: lottery_command
            .map(|_| "lungang lottery check commitment.toml --reveal reveal.toml".to_owned()),
        commitment,
        command: audit_command(county, &planned),
    };
    // The copies of the inputs are the office's own; what they were made from is published by its hashes.
    let outputs: Vec<InputHash> =
        planned.outputs.iter().filter(|o| PLAN_FILES.contains(&o.file.as_str())).cloned().collect();
    let source = DisclosureSource {
        county: &planned.county,
        policy,
        plan: &planned.document,
        run: &planned.run,
        outputs: &outputs,
        audit: &audit,
    };
    let document = DisclosureDocument::new(&source, choices, lang);
    let _plan = interrupt.scratch().claim(&planned.dir).map_err(|e| output::failure(&e, terminal))?;
    // Marked first: a process that dies in between leaves a plan locked that is not published, never the other way round.
    let scratch = interrupt.scratch();
    let marked = published::mark(&planned.dir, &json::to_text(&document), scratch);
    let marked = marked.map_err(|e| output::failure(&e, terminal))?;
    if let Err(error) = disclose(&document, &enclosed, &args.output, lang, scratch) {
        let undone = marked.undo(scratch);
        return Err(output::failure(&undone.err().unwrap_or(error), terminal).into());
    }
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::disclosure(&document, terminal.view()))?;
    }
    let mut files: Vec<&str> = DISCLOSURE_FILES[..3].to_vec();
    files.extend(enclosed.iter().map(|(name, _)| *name));
    let path = args.output.display().to_string();
    let separator = say(lang, "planned.separator", &[]);
    terminal.tell(&say(lang, "cli.disclose.files", &[("path", &path), ("files", &files.join(&separator))]));
    Ok(Exit::Done)
}

/// What the policy shows; ids are shown only where they are asked for by name.
fn usual(policy: &Policy) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for field in &policy.disclosure.fields.value {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    fields
}

/// The fields as typed.
fn fields(typed: &[String], lang: Lang) -> Result<Vec<Field>, Stop> {
    let mut fields = Vec::with_capacity(typed.len());
    for name in typed {
        let Some(field) = Field::from_name(name.trim()) else {
            let message = say(lang, "cli.disclose.unknown-field", &[("field", name)]);
            let all: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
            let remedy = say(lang, "cli.usage.one-of", &[("values", &all.join(", "))]);
            return Err(Failure::new(ErrorKind::Usage, message).remedy(remedy).into());
        };
        if fields.contains(&field) {
            let message = say(lang, "cli.disclose.doubled-field", &[("field", field.name())]);
            return Err(Failure::new(ErrorKind::Usage, message).into());
        }
        fields.push(field);
    }
    Ok(fields)
}

fn period(first: Option<&str>, days: u16, lang: Lang) -> Result<Period, Stop> {
    let Some(first) = first else { return Ok(Period::from_publication(days)) };
    Period::starting(first, days)
        .ok_or_else(|| Failure::new(ErrorKind::Usage, say(lang, "cli.disclose.bad-date", &[("value", first)])).into())
}

/// A plan that breaks rules is not published; with `--format json` its audit goes to stdout.
fn not_clean(planned: &Planned, audit: &AuditReport, terminal: &Terminal) -> Stop {
    let lang = terminal.lang;
    let (county, plan) = (planned.place.display().to_string(), planned.dir.display().to_string());
    let message = say(lang, "cli.disclose.not-clean", &[("n", &audit.breaches.to_string())]);
    let remedy = say(lang, "cli.disclose.not-clean-remedy", &[("county", &county), ("plan", &plan)]);
    terminal.insist(&say(lang, "cli.error", &[("message", &message)]));
    terminal.insist(&say(lang, "cli.remedy", &[("remedy", &remedy)]));
    if terminal.json
        && let Err(stop) = terminal.print(&json::to_text(audit))
    {
        return stop;
    }
    Stop::Told(Exit::Found)
}

/// Solves a plan again of which the certificate leaves goals to a search: that one closed them is the word of whoever wrote the
/// plan, and nothing in its folder shows it.
fn again(planned: &Planned, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<Resolved, Stop> {
    line.step("solving-again", &[("path", &planned.dir.display().to_string())]);
    let watch = Watch { progress: &|progress| line.goal(progress), stop: interrupt.stop() };
    let resolved = interrupt.solving(|| resolve(planned, &Fast::default(), &watch));
    line.done();
    resolved.map_err(|error| input::year_failure(terminal.lang, &error).into())
}

/// A plan that is not proved is published only where that is asked for.
fn not_proved(key: &str, audit: &AuditReport, terminal: &Terminal) -> Stop {
    let lang = terminal.lang;
    let measured = audit.goals.iter().filter(|g| g.measured());
    let open = open_goals(lang, audit.standing, measured.map(|g| (g.name.as_str(), g.standing)));
    let message = say(lang, &format!("cli.disclose.{key}"), &[("goals", &open)]);
    let failure = Failure::new(ErrorKind::Unproved, message);
    failure.remedy(say(lang, &format!("cli.disclose.{key}-remedy"), &[])).into()
}

/// The commitment to the seed, which must be the plan's own: of its county and year and, once opened, of its seed.
fn committed(
    args: &Disclose,
    planned: &Planned,
    lang: Lang,
) -> Result<(Option<PublicCommitment>, Vec<Enclosed>), Stop> {
    let Some(path) = &args.commitment else { return Ok((None, Vec::new())) };
    let commitment = read_commitment(path, lang)?;
    super::lottery::same_plan(&commitment, &planned.document, lang)?;
    let mut enclosed = vec![("commitment.toml", commitment_text(&commitment, lang).into_bytes())];
    let mut salt = None;
    if let Some(reveal) = &args.reveal {
        let opening = opening(&commitment, reveal, lang)?;
        super::lottery::same_seed(&opening, &planned.document, lang)?;
        enclosed.push(("reveal.toml", reveal_text(&opening, lang).into_bytes()));
        salt = Some(opening.salt);
    }
    Ok((Some(PublicCommitment { sha256: commitment.sha256, salt }), enclosed))
}

/// Where the office keeps its files is its own business: a path is published by its last name.
fn name(path: &Path) -> String {
    let last = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = last(path).or_else(|| path.canonicalize().ok().and_then(|p| last(&p)));
    let name = name.unwrap_or_else(|| path.display().to_string());
    if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name }
}

/// The command that checks a plan again, with what the county was read by where the county itself does not name it.
fn audit_command(county: &Path, planned: &Planned) -> String {
    let mut command = format!("lungang audit {} {}", name(county), name(&planned.dir));
    let read_as = &planned.run.read_as;
    for (option, given) in [("--policy", &read_as.policy), ("--mapping", &read_as.mapping)] {
        let given =
            given.as_deref().map(|given| if given.contains('.') { name(Path::new(given)) } else { given.to_owned() });
        command.extend(given.map(|given| format!(" {option} {given}")));
    }
    command
}
