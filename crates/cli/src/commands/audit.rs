//! `audit COUNTY PLAN`: re-checks a plan, or a table of assignments made by hand, without a solver.

use super::input;
use super::named::Names;
use crate::args::Audit;
use crate::exit::{Exit, Failure, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_audit::{
    Claims, Submission, SubmittedHead, SubmittedMove, SubmittedRetask, SubmittedVisit, heads_of, retasks_of, visits_of,
};
use lungang_domain::audit::{Fault, FaultGroup};
use lungang_domain::county::County;
use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::policy::Policy;
use lungang_domain::record::InputHash;
use lungang_domain::words::say;
use lungang_report::json::{self, CheckDocument, ErrorKind};
use lungang_report::text::{self, View};
use lungang_results::plan_files::COUNTY;
use lungang_results::plan_files::RECORD;
use lungang_results::plan_json::{read_certificate_json, read_plan_json};
use lungang_runner::evidence::{self, Recorded};
use lungang_runner::planned::{PlannedError, cells, counted, kept, listed, recorded_pins};
use lungang_tables::assignments::{AssignmentRow, read_assignments};
use lungang_tables::hashes;
use lungang_tables::heads::{HeadRow, read_heads};
use lungang_tables::itinerant::{VisitRow, read_visits};
use lungang_tables::retasks::{RetaskRow, read_retasks};
use std::path::{Path, PathBuf};

/// The seed of a plan that does not say.
const SEED: u64 = 1;

/// Warnings about columns that are not read, and about the title over a plan's own list.
const OF_COLUMNS: [&str; 4] = ["unknown-column", "empty-header", "column-passed-over", "title-row-skipped"];

/// Audits; a clean audit ends with 0, breaches and faults with 1.
pub fn run(args: &Audit, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    // The copy of the county that the plan keeps has the pins of the command line in its tables.
    let own = same(&args.input.county, &args.plan.join(COUNTY));
    let pins = if own { Vec::new() } else { recorded_pins(&args.plan) };
    let loaded = input::examine_pinned(&args.input, pins, &line);
    // The copy is hashed among what the plan left; the record's inputs are the files that it was copied from.
    let files = (!own).then(|| hashes::input_hashes(&loaded.tables).unwrap_or_default());
    let case = input::usable(loaded, terminal, &line)?;
    let (county, policy) = (&case.county, &case.policy);
    line.step("auditing", &[("path", &args.plan.display().to_string())]);
    let submission = submission(args, county, policy, files.as_deref(), terminal, &line)?;
    let mut report = lungang_audit::check(county, policy, &submission);
    let mut late = Vec::new();
    if !own {
        let input = |f: &Fault| f.kind.starts_with("input-") || FaultGroup::of(&f.kind) == FaultGroup::Basis;
        let same_files = !report.faults.iter().any(input);
        let how = differences(args, county, policy, terminal);
        match how {
            // The county is the one that was planned, by its files: then the copy is not.
            Some(lines) if same_files => late.push(evidence::copy_differs(lines.join("; "))),
            Some(lines) => line.suspend(|| lines.iter().for_each(|told| terminal.tell(told))),
            None => {}
        }
    }
    if report.faults.is_empty() && args.plan.join(RECORD).is_file() {
        late.extend(evidence::audit_differs(&args.plan, &report));
    }
    if !late.is_empty() {
        report = lungang_audit::check(county, policy, &submission.clone().recorded_also(late));
    }
    line.done();
    let certificate = submission.claims.as_ref().and_then(|c| c.certificate.as_ref());
    // What the plan says of its certificate is compared whether it can be checked or not.
    let said = ["certificate-absent", "certificate-partial", "certificate-claim", "certificate-gap"];
    let of_proofs = |f: &&Fault| FaultGroup::of(&f.kind) == FaultGroup::Certificate && !said.contains(&f.kind.as_str());
    let refused = report.faults.iter().any(|f| of_proofs(&f));
    let checked = refused || report.goals.iter().any(|g| g.certified_bound.is_some());
    if certificate.is_some_and(|c| !c.goals.is_empty()) && !checked {
        terminal.tell(&say(terminal.lang, "cli.audit.certificate-unchecked", &[]));
    }
    if terminal.json {
        terminal.print(&json::to_text(&report))?;
    } else {
        terminal.print(&text::audit(&report, county, policy, terminal.view()))?;
    }
    let edited = report.faults.iter().any(|f| FaultGroup::of(&f.kind) == FaultGroup::Edit);
    if let Some(table) = table(args, edited, terminal)?.filter(|_| edited) {
        let (county, table) = (args.input.county.display().to_string(), table.display().to_string());
        terminal.tell(&say(terminal.lang, "cli.audit.edited", &[("county", &county), ("table", &table)]));
    }
    Ok(if report.clean { Exit::Done } else { Exit::Found })
}

/// Whether two paths lead to one place.
fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Where the county is not the one that the plan was made from, by the copy that the plan keeps. What is wrong with the copy
/// itself is not this county's fault: then there is nothing to compare with, and that is said.
fn differences(args: &Audit, county: &County, policy: &Policy, terminal: &Terminal) -> Option<Vec<String>> {
    let lang = terminal.lang;
    match kept(&args.plan) {
        Ok(Some((then, under))) => {
            let cells = cells((&then, &under), (county, policy), lang);
            let mut lines = vec![say(lang, "planned.since.audit-head", &[("counted", &counted(&cells, lang))])];
            lines.extend(listed(&cells, input::most(terminal), lang));
            (!cells.is_empty()).then_some(lines)
        }
        Ok(None) | Err(PlannedError::NoFolder(_) | PlannedError::NoRecord(_)) => None,
        Err(error) => Some(vec![say(lang, "cli.audit.not-compared", &[("reason", &error.say(lang))])]),
    }
}

/// The moves as they stand in the assignments, and what the plan says of itself where it is a plan's folder.
///
/// A folder with a plan's document or record in it is a plan's: its files are compared with the record, and what is gone is a
/// fault, not another way to read the folder. A table alone, or in a folder of its own, has no record and claims nothing.
fn submission(
    args: &Audit,
    county: &County,
    policy: &Policy,
    inputs: Option<&[InputHash]>,
    terminal: &Terminal,
    line: &Line,
) -> Result<Submission, Stop> {
    let options = input::options(&args.input.reading).raw;
    if !input::readable(&args.plan) {
        let message = say(terminal.lang, "cli.audit.no-plan", &[("path", &args.plan.display().to_string())]);
        return Err(Failure::new(ErrorKind::Usage, message).into());
    }
    let names = Names::new(county, policy);
    let dir = &args.plan;
    let left_by_plan = dir.is_dir() && ["plan.json", RECORD].iter().any(|name| dir.join(name).is_file());
    let recorded = left_by_plan.then(|| evidence::recorded(dir, inputs));
    let mut document = None;
    let (mut claims, mut seed, mut certificate) = (None, None, None);
    let (mut retasks, mut visits, mut heads) = (Vec::new(), Vec::new(), None);
    if dir.is_dir() {
        let file = dir.join("plan.json");
        if file.exists() {
            let (read, findings) = read_plan_json(&file);
            stand_in_the_way(&findings, terminal, line)?;
            document = read;
            claims = document.as_ref().map(Claims::from);
            retasks = document.as_ref().map(retasks_of).unwrap_or_default();
            visits = document.as_ref().map(visits_of).unwrap_or_default();
            heads = document.as_ref().and_then(heads_of);
            seed = document.as_ref().map(|d| d.seed);
        }
        let file = dir.join("retasks.csv");
        if file.exists() {
            let (rows, findings) = read_retasks(&file, &options, Some(county).filter(|_| !left_by_plan));
            stand_in_the_way(&findings, terminal, line)?;
            retasks = rows.into_iter().map(|row| retasked(row, &names)).collect();
        }
        let file = dir.join("itinerant.csv");
        if file.exists() {
            let (rows, findings) = read_visits(&file, &options, Some(county).filter(|_| !left_by_plan));
            stand_in_the_way(&findings, terminal, line)?;
            visits = rows.into_iter().map(|row| visited(row, &names)).collect();
        }
        let file = dir.join("heads.csv");
        if file.exists() {
            let (rows, findings) = read_heads(&file, &options, Some(county).filter(|_| !left_by_plan));
            stand_in_the_way(&findings, terminal, line)?;
            heads = Some(rows.into_iter().map(|row| led(row, &names)).collect());
        }
        let file = dir.join("certificate.json");
        if file.exists() {
            let (found, findings) = read_certificate_json(&file);
            stand_in_the_way(&findings, terminal, line)?;
            seed = seed.or(found.as_ref().map(|c| c.seed));
            certificate = found;
        } else if claims.is_some() {
            line.suspend(|| terminal.tell(&say(terminal.lang, "cli.audit.no-certificate", &[])));
        }
    }
    let table = table(args, left_by_plan, terminal)?;
    let moves = match (&table, &claims) {
        (Some(path), _) => {
            let own = left_by_plan && path.file_name().is_some_and(|name| name == ASSIGNMENTS);
            let (rows, findings) = read_assignments(path, &options, Some(county).filter(|_| !own));
            stand_in_the_way(&findings, terminal, line)?;
            rows.into_iter().map(|row| submitted(row, own, &names)).collect()
        }
        // The table is gone, which is said; the document still has the moves.
        (None, Some(claims)) => claims.moves.clone().unwrap_or_default(),
        (None, None) => Vec::new(),
    };
    if claims.is_none() {
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.audit.bare", &[])));
    }
    let seed = args.seed.or(seed).unwrap_or(SEED);
    let submission =
        Submission { moves, retasks, visits, heads, claims, seed, ..Submission::default() }.certified(certificate);
    let Some(Recorded { run, mut faults, older }) = recorded else { return Ok(submission) };
    let engine = run.as_ref().map(|run| run.engine.clone());
    if older {
        // It marked nothing of what its bounds rest on, and named policies otherwise: neither is an edit.
        return Ok(submission.unmarked().recorded(engine.as_deref(), faults));
    }
    if let Some(document) = &document {
        faults.extend(run.iter().flat_map(|run| evidence::differs(run, document, county, policy)));
        // A file that is told of as edited is told of once.
        let told: Vec<Option<String>> = faults.iter().map(|f| f.found.clone()).collect();
        faults.extend(evidence::tables_differ(dir, document).into_iter().filter(|f| !told.contains(&f.found)));
    }
    Ok(submission.recorded(engine.as_deref(), faults))
}

/// A plan's own table.
const ASSIGNMENTS: &str = "assignments.csv";

/// The table of assignments: what is named, or the one in the folder that is named. In a plan's folder only its own counts, and
/// there is none where that is gone: what was printed from it is no evidence.
fn table(args: &Audit, left_by_plan: bool, terminal: &Terminal) -> Result<Option<PathBuf>, Stop> {
    let dir = &args.plan;
    if !dir.is_dir() {
        return Ok(Some(dir.clone()));
    }
    let names = [ASSIGNMENTS, "assignments.xlsx", "assignments.parquet", "plan.xlsx"];
    let counting = if left_by_plan { &names[..1] } else { &names[..] };
    let found = counting.iter().map(|name| dir.join(name)).find(|path| path.is_file());
    if found.is_none() && !left_by_plan {
        let message = say(terminal.lang, "cli.audit.no-table", &[("path", &dir.display().to_string())]);
        return Err(Failure::new(ErrorKind::Usage, message).into());
    }
    Ok(found)
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

/// A row of a table of retasked teachers, by the ids of the county.
fn retasked(row: RetaskRow, names: &Names<'_>) -> SubmittedRetask {
    SubmittedRetask {
        teacher_id: names.teacher_id(row.teacher_id),
        name: row.name,
        school: row.school.map(|word| names.school_id(word)),
        from: row.from.map(|word| names.subject_id(word)),
        to: names.subject_id(row.to),
        place: Some(row.place),
    }
}

/// A row of a table of itinerant teachers, by the ids of the county.
fn visited(row: VisitRow, names: &Names<'_>) -> SubmittedVisit {
    SubmittedVisit {
        teacher_id: names.teacher_id(row.teacher_id),
        school: names.school_id(row.school),
        stage: row.stage,
        subject: names.subject_id(row.subject),
        periods: row.periods,
        place: Some(row.place),
    }
}

/// A row of a table of heads, by the ids of the county.
fn led(row: HeadRow, names: &Names<'_>) -> SubmittedHead {
    let to_school = names.school_id(row.to_school);
    SubmittedHead { teacher_id: names.teacher_id(row.teacher_id), to_school, place: Some(row.place) }
}

/// A row of an assignments table, by the ids of the county; in a plan's `own` table every cell counts, in one made by hand those
/// that say something.
pub fn submitted(row: AssignmentRow, own: bool, names: &Names<'_>) -> SubmittedMove {
    let school = |word: String| names.school_id(word);
    let subject = |word: String| names.subject_id(word);
    SubmittedMove {
        teacher_id: names.teacher_id(row.teacher_id),
        name: row.name,
        from_school: row.from_school.map(school),
        to_school: school(row.to_school),
        stage: row.stage,
        subject: row.subject.map(subject),
        direction: row.direction,
        distance_km: row.distance_km,
        rank_of_wish: row.rank_of_wish,
        // Made for people it stands there in words.
        serves: own.then(|| row.serves.iter().flat_map(|s| s.split(';')).map(str::to_owned).collect()),
        empty: if own { row.empty } else { Vec::new() },
        start: row.start.map(|d| d.to_string()),
        end: row.end.map(|d| d.to_string()),
        place: Some(row.place),
    }
}
