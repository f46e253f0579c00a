//! Every reader of a foreign file, by the name of its fuzz target; the tests of `lungang-tables` read the corpus with it too.

use lungang_domain::finding::Findings;
use lungang_domain::record::RunInfo;
use lungang_domain::words::Lang;
use lungang_tables::raw::{ReadOptions, read_file};
use lungang_tables::{assignments, county_toml, mapping::Mapping, plan_json, policy, scenario};
use std::path::Path;
use std::sync::LazyLock;

/// One folder a process; it stands in memory where the system has such a place, so that disks are spared.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder for made-up files")
});

/// Hands the bytes to a reader as a file, and says what it found: what a user is shown is part of reading.
pub fn read(target: &str, bytes: &[u8]) {
    let name = match target {
        "csv" | "xlsx" | "parquet" => format!("teachers.{target}"),
        "assignments" => "assignments.csv".to_owned(),
        _ => format!("{target}.toml").replace("_json.toml", ".json").replace("_toml.toml", ".toml"),
    };
    let path = FOLDER.path().join(name);
    std::fs::write(&path, bytes).expect("the folder can be written to");
    let (something, findings) = told(target, &path, bytes);
    assert!(something || findings.has_errors(), "nothing read and nothing told");
    for finding in findings.sorted() {
        for lang in Lang::ALL {
            for said in [finding.cause(lang), finding.remedy(lang), finding.place.say(lang)] {
                assert!(!said.trim_end().contains('\n'), "a finding of more than one line: {said:?}");
            }
        }
    }
}

/// Whether anything was read, and the findings.
fn told(target: &str, path: &Path, bytes: &[u8]) -> (bool, Findings) {
    let mut findings = Findings::default();
    let something = match target {
        "csv" | "xlsx" | "parquet" => {
            let tables = read_file(path, &ReadOptions::default(), &mut findings);
            let even = tables.iter().all(|t| t.rows.iter().all(|r| r.cells.len() == t.headers.len()));
            assert!(even, "one cell a header");
            !tables.is_empty()
        }
        "county" => {
            county_toml::read_county_file(path, &mut findings);
            true
        }
        "mapping" => Mapping::read(path, &mut findings).is_some(),
        "policy" => match std::str::from_utf8(bytes).map(|text| policy::load_text("policy.toml", text)) {
            Ok(Err(all)) => return (false, all),
            _ => true,
        },
        "scenario" => {
            let (read, all) = scenario::read(path);
            return (read.is_some(), all);
        }
        "plan_json" => {
            let (read, all) = plan_json::read_plan_json(path);
            return (read.is_some(), all);
        }
        "certificate_json" => {
            let (read, all) = plan_json::read_certificate_json(path);
            return (read.is_some(), all);
        }
        "assignments" => {
            let (_, all) = assignments::read_assignments(path, &ReadOptions::default(), None);
            return (true, all);
        }
        // As far as its form goes; what it says is compared with the folder elsewhere.
        "run_toml" => {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let read = toml::from_str::<RunInfo>(text);
            read.is_ok() || read.is_err_and(|e| !e.message().is_empty())
        }
        other => panic!("no reader of that name: {other}"),
    };
    (something, findings)
}
