//! Every reader of a foreign file, by the name of its fuzz target; the tests of what is hostile read the corpus with it too.
//!
//! | target | a file of it |
//! |---|---|
//! | `csv` | a table; where the first line is the name of a table alone, the rest is that table: of a small county, of a plan (`assignments`, `itinerant`), or what happened since (`events`) |
//! | `xlsx` | a workbook; where it begins with `=== `, the parts of one as text ([`parts`]) |
//! | `parquet` | a table |
//! | `toml` | what its first line says after `# `: `county`, `mapping`, `policy`, `scenario`, else the record of a run |
//! | `plan_json` | the document of a plan, which is audited too |
//! | `certificate` | a certificate, which is verified too |

mod parts;
mod world;

use lungang_audit::{Claims, Submission, check, visits_of};
use lungang_domain::finding::Findings;
use lungang_domain::record::RunInfo;
use lungang_domain::words::Lang;
use lungang_policies::{self as policies, scenario};
use lungang_results::plan_json;
use lungang_tables::ground::Ground;
use lungang_tables::raw::{ReadOptions, read_file};
use lungang_tables::{Options, assignments, events, itinerant, schema, validate};
use std::path::{Path, PathBuf};

thread_local! {
    /// One folder a thread, gone with it; it stands in memory where the system has such a place, so that disks are spared.
    static FOLDER: tempfile::TempDir = {
        let memory = Path::new("/dev/shm");
        let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        made.expect("a folder for made-up files")
    };
}

fn folder() -> PathBuf {
    FOLDER.with(|folder| folder.path().to_owned())
}

/// Hands the bytes to a reader as a file, and says what it found: what a user is shown is part of reading.
pub fn read(target: &str, bytes: &[u8]) {
    let (something, findings) = match target {
        "csv" => csv(bytes),
        "xlsx" => match bytes.starts_with(parts::MARK) {
            true => table(&put("teachers.xlsx", &parts::workbook(bytes))),
            false => table(&put("teachers.xlsx", bytes)),
        },
        "parquet" => table(&put("teachers.parquet", bytes)),
        "toml" => toml_file(bytes),
        "plan_json" => plan(bytes),
        "certificate" => certificate(bytes),
        other => panic!("no reader of that name: {other}"),
    };
    assert!(something || findings.has_errors(), "nothing read and nothing told");
    for finding in findings.sorted() {
        for lang in Lang::COMPLETE {
            for said in [finding.cause(lang), finding.remedy(lang), finding.place.say(lang)] {
                assert!(!said.trim_end().contains('\n'), "a finding of more than one line: {said:?}");
            }
        }
    }
}

fn put(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("the folder can be written to");
    path
}

/// Whether anything was read, and the findings.
type Told = (bool, Findings);

fn table(path: &Path) -> Told {
    let mut findings = Findings::default();
    let tables = read_file(path, &ReadOptions::default(), &mut findings);
    let even = tables.iter().all(|t| t.rows.iter().all(|r| r.cells.len() == t.headers.len()));
    assert!(even, "one cell a header");
    (!tables.is_empty(), findings)
}

fn csv(bytes: &[u8]) -> Told {
    let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
    let (name, rest) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let name = std::str::from_utf8(name).unwrap_or_default();
    let options = ReadOptions::default();
    match name {
        "assignments" => (true, assignments::read_assignments(&put("assignments.csv", rest), &options, None).1),
        "itinerant" => (true, itinerant::read_visits(&put("itinerant.csv", rest), &options, None).1),
        "events" => {
            let path = put("events.csv", rest);
            (true, events::read_events(&path, &options, &world::COUNTY, &world::POLICY, &["T9"]).1)
        }
        // A table of a county, among sound ones.
        _ => match schema::tables().iter().find(|spec| spec.name == name) {
            Some(spec) => {
                let folder = world::folder(&folder(), spec.name);
                std::fs::write(folder.join(format!("{name}.csv")), rest).expect("the folder can be written to");
                county(&folder, &world::OPTIONS)
            }
            None => table(&put("teachers.csv", bytes)),
        },
    }
}

fn toml_file(bytes: &[u8]) -> Told {
    let says = |name: &str| bytes.strip_prefix(b"# ").is_some_and(|rest| rest.starts_with(name.as_bytes()));
    if says("county") {
        let folder = world::folder(&folder(), "named");
        std::fs::write(folder.join("county.toml"), bytes).expect("the folder can be written to");
        (true, county(&folder, &world::OPTIONS).1)
    } else if says("mapping") {
        let mapping = Some(put("mapping.toml", bytes));
        (true, county(&world::folder(&folder(), "mapped"), &Options { mapping, ..Options::default() }).1)
    } else if says("policy") {
        let examined = policies::examine(&put("policy.toml", bytes).display().to_string(), None);
        (examined.policy.is_some(), examined.findings)
    } else if says("scenario") {
        world::folder(&folder(), "county");
        let (read, all) = scenario::read(&put("scenario.toml", bytes));
        // Where it can be run its edits are made: this is where their values are read.
        match read.as_ref().filter(|_| !all.has_errors()) {
            Some(scenario) => (true, Ground::of(scenario).1),
            None => (read.is_some(), all),
        }
    } else {
        // As far as its form goes; what it says is compared with the folder elsewhere.
        let read = toml::from_str::<RunInfo>(std::str::from_utf8(bytes).unwrap_or_default());
        (read.is_ok() || read.is_err_and(|e| !e.message().is_empty()), Findings::default())
    }
}

/// Reads a county and validates it; whether it stands, and what was told.
fn county(folder: &Path, options: &Options) -> Told {
    let (tables, mut findings) = lungang_tables::read(folder, options);
    let (county, more) = validate(&tables, &world::POLICY);
    findings.extend(more);
    (county.is_some(), findings)
}

fn plan(bytes: &[u8]) -> Told {
    let (read, findings) = plan_json::read_plan_json(&put("plan.json", bytes));
    if let Some(document) = &read {
        let claims = Claims::from(document);
        let moves = claims.moves.clone().unwrap_or_default();
        let visits = visits_of(document);
        audited(&Submission { moves, visits, claims: Some(claims), seed: document.seed, ..Submission::default() });
    }
    (read.is_some(), findings)
}

fn certificate(bytes: &[u8]) -> Told {
    let (read, findings) = plan_json::read_certificate_json(&put("certificate.json", bytes));
    let something = read.is_some();
    if something {
        audited(&world::PLAN.clone().certified(read));
    }
    (something, findings)
}

/// Audits a submission to the small county and says what is wrong with it.
fn audited(submission: &Submission) {
    let report = check(&world::COUNTY, &world::POLICY, submission);
    for fault in &report.faults {
        for lang in Lang::COMPLETE {
            lungang_audit::say_fault(lang, fault, &world::COUNTY);
        }
    }
}
