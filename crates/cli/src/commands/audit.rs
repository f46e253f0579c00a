//! `audit COUNTY PLAN`: re-checks a plan, or a table of assignments made by hand, without a solver.

use super::input;
use crate::args::Audit;
use crate::exit::{Exit, Failure, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_audit::{Claims, Submission, SubmittedMove, SubmittedVisit, visits_of};
use lungang_domain::audit::FaultGroup;
use lungang_domain::county::County;
use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::policy::{Policy, Subject};
use lungang_domain::words::say;
use lungang_report::json::{self, CheckDocument, ErrorKind};
use lungang_report::text::{self, View};
use lungang_runner::planned::recorded_pins;
use lungang_tables::assignments::{AssignmentRow, read_assignments};
use lungang_tables::itinerant::{VisitRow, read_visits};
use lungang_tables::plan_json::{read_certificate_json, read_plan_json};
use std::path::PathBuf;

/// The seed of a plan that does not say.
const SEED: u64 = 1;

/// Warnings about columns that are not read, and about the title over a plan's own list.
const OF_COLUMNS: [&str; 4] = ["unknown-column", "empty-header", "column-passed-over", "title-row-skipped"];

/// Audits; a clean audit ends with 0, breaches and faults with 1.
pub fn run(args: &Audit, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let ready = input::ready_pinned(&args.input, recorded_pins(&args.plan), terminal, &line)?;
    let (county, policy) = (&ready.county, &ready.policy);
    line.step("auditing", &[("path", &args.plan.display().to_string())]);
    let submission = submission(args, county, policy, terminal, &line)?;
    let report = lungang_audit::check(county, policy, &submission);
    line.done();
    let certificate = submission.claims.as_ref().and_then(|c| c.certificate.as_ref());
    let refused = report.faults.iter().any(|f| FaultGroup::of(&f.kind) == FaultGroup::Certificate);
    let checked = refused || report.goals.iter().any(|g| g.certified_bound.is_some());
    if certificate.is_some_and(|c| !c.goals.is_empty()) && !checked {
        terminal.tell(&say(terminal.lang, "cli.audit.certificate-unchecked", &[]));
    }
    if terminal.json {
        terminal.print(&json::to_text(&report))?;
    } else {
        terminal.print(&text::audit(&report, county, policy, terminal.view()))?;
    }
    if report.faults.iter().any(|f| FaultGroup::of(&f.kind) == FaultGroup::Edit) {
        let (county, table) = (args.input.county.display().to_string(), table(args, terminal)?.display().to_string());
        terminal.tell(&say(terminal.lang, "cli.audit.edited", &[("county", &county), ("table", &table)]));
    }
    Ok(if report.clean { Exit::Done } else { Exit::Found })
}

/// The moves as they stand in the assignments, and what the plan says of itself where it is a plan's folder.
fn submission(
    args: &Audit,
    county: &County,
    policy: &Policy,
    terminal: &Terminal,
    line: &Line,
) -> Result<Submission, Stop> {
    let options = input::options(&args.input.reading).raw;
    if !input::readable(&args.plan) {
        let message = say(terminal.lang, "cli.audit.no-plan", &[("path", &args.plan.display().to_string())]);
        return Err(Failure::new(ErrorKind::Usage, message).into());
    }
    let (mut claims, mut visits, mut seed, mut certificate) = (None, Vec::new(), None, None);
    if args.plan.is_dir() {
        let file = args.plan.join("plan.json");
        if file.exists() {
            let (document, findings) = read_plan_json(&file);
            stand_in_the_way(&findings, terminal, line)?;
            claims = document.as_ref().map(Claims::from);
            visits = document.as_ref().map(visits_of).unwrap_or_default();
            seed = document.map(|d| d.seed);
        }
        let file = args.plan.join("itinerant.csv");
        if file.exists() {
            let (rows, findings) = read_visits(&file, &options);
            stand_in_the_way(&findings, terminal, line)?;
            visits = rows.into_iter().map(|row| visited(row, county, policy)).collect();
        }
        let file = args.plan.join("certificate.json");
        if file.exists() {
            let (found, findings) = read_certificate_json(&file);
            stand_in_the_way(&findings, terminal, line)?;
            seed = seed.or(found.as_ref().map(|c| c.seed));
            certificate = found;
        } else if claims.is_some() {
            line.suspend(|| terminal.tell(&say(terminal.lang, "cli.audit.no-certificate", &[])));
        }
    }
    let (rows, findings) = read_assignments(&table(args, terminal)?, &options);
    stand_in_the_way(&findings, terminal, line)?;
    if claims.is_none() {
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.audit.bare", &[])));
    }
    let moves = rows.into_iter().map(|row| submitted(row, county, policy)).collect();
    let seed = args.seed.or(seed).unwrap_or(SEED);
    Ok(Submission { moves, visits, claims, seed }.certified(certificate))
}

/// The table of assignments: what is named, or the one in the folder that is named.
fn table(args: &Audit, terminal: &Terminal) -> Result<PathBuf, Stop> {
    let dir = &args.plan;
    if !dir.is_dir() {
        return Ok(dir.clone());
    }
    let names = ["assignments.csv", "assignments.xlsx", "assignments.parquet", "plan.xlsx"];
    let found = names.iter().map(|name| dir.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| {
        let message = say(terminal.lang, "cli.audit.no-table", &[("path", &dir.display().to_string())]);
        Failure::new(ErrorKind::Usage, message).into()
    })
}

/// Errors of the plan's own files end the command: a row that cannot be read is not a move to be judged.
///
/// Columns that mean nothing here are no news: a plan's own table has some for people.
pub fn stand_in_the_way(all: &Findings, terminal: &Terminal, line: &Line) -> Result<(), Stop> {
    let mut findings = all.clone();
    let news = |f: &Finding| f.severity == Severity::Error || !OF_COLUMNS.contains(&f.code);
    findings.retain(news);
    let findings = &findings;
    if findings.is_empty() {
        return Ok(());
    }
    let document = CheckDocument::new(None, Vec::new(), findings, terminal.lang);
    let text = text::findings(findings, View { rows: 5, ..terminal.view() });
    if !findings.has_errors() {
        line.suspend(|| terminal.tell(&text));
        return Ok(());
    }
    line.done();
    terminal.insist(&text);
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    }
    Err(Stop::Told(Exit::Usage))
}

/// A row of a table of itinerant teachers, by the ids of the county.
fn visited(row: VisitRow, county: &County, policy: &Policy) -> SubmittedVisit {
    SubmittedVisit {
        teacher_id: row.teacher_id,
        school: school_id(row.school, county),
        stage: row.stage,
        subject: subject_id(row.subject, policy),
        periods: row.periods,
        place: Some(row.place),
    }
}

/// A school by its id where a table made for people names it in words.
fn school_id(word: String, county: &County) -> String {
    match named(county, &word) {
        Some(id) if county.find_school(&word).is_none() => id,
        _ => word,
    }
}

/// A subject by its id, likewise.
fn subject_id(word: String, policy: &Policy) -> String {
    let fits = |s: &&Subject| s.id == word || s.name.zh == word || s.name.en == word || s.aliases.contains(&word);
    policy.subjects.iter().find(fits).map_or_else(|| word.clone(), |s| s.id.clone())
}

/// A row of an assignments table, by the ids of the county.
pub fn submitted(row: AssignmentRow, county: &County, policy: &Policy) -> SubmittedMove {
    let school = |word: String| school_id(word, county);
    let subject = |word: String| subject_id(word, policy);
    SubmittedMove {
        teacher_id: row.teacher_id,
        name: row.name,
        from_school: row.from_school.map(school),
        to_school: school(row.to_school),
        stage: row.stage,
        subject: row.subject.map(subject),
        direction: None,
        start: row.start.map(|d| d.to_string()),
        end: row.end.map(|d| d.to_string()),
        place: Some(row.place),
    }
}

/// The id of the only school of this name.
fn named(county: &County, name: &str) -> Option<String> {
    let mut all = county.schools.iter().filter(|s| s.name == name);
    let first = all.next()?;
    all.next().is_none().then(|| first.id.clone())
}
