//! End-to-end time and peak memory of `lungang plan`, by step, for synthetic counties S and M and the Banjar regency.
//!
//! `cargo bench -p lungang --bench county [-- --sizes S,M,banjar --runs 5]` prints one table with date, machine and
//! versions. Every run is a process of its own; the figures are medians.

mod shared;

use serde_json::Value;
use shared::PROGRAM;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The real regency; read where it lies, never copied.
const BANJAR: &str = "../shared/cases/banjar/dataset.xlsx";

/// One run of the program.
struct Run {
    wall: f64,
    /// read, model, solve, audit; what remains of the wall time is writing and starting up.
    steps: [f64; 4],
    peak_megabytes: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).cloned();
    let sizes = option("--sizes").unwrap_or_else(|| "S,M,banjar".to_owned());
    let runs: usize = option("--runs").and_then(|n| n.parse().ok()).unwrap_or(5);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let scratch = std::env::temp_dir().join(format!("lungang-bench-{}", std::process::id()));

    println!("{}\n", shared::heading());
    println!(
        "| county | schools | teachers | eligible | moves | wall s | read | model | solve | audit | write | without solve s | peak MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for size in sizes.split(',') {
        match county(size, &root, &scratch) {
            Some(county) => println!("{}", row(size, &county, &scratch, runs)),
            None => println!("| {size} | not run: its data are not on this machine |"),
        }
    }
    // Left behind it would only cost disk; there is nobody to tell.
    let _ = std::fs::remove_dir_all(&scratch);
}

/// Makes the county of this size and says where it is.
fn county(size: &str, root: &Path, scratch: &Path) -> Option<PathBuf> {
    let dir = scratch.join(size);
    if size != "banjar" {
        shared::generate(&dir, &["--size", size]);
    } else if root.join(BANJAR).exists() {
        shared::generate(&dir, &["--on", BANJAR, "--mapping", "data/mappings/dapodik.toml", "--year", "2025"]);
    } else {
        return None;
    }
    Some(dir)
}

fn row(size: &str, county: &Path, scratch: &Path, runs: usize) -> String {
    let plan = scratch.join(format!("{size}-plan"));
    let list: Vec<Run> = (0..runs).map(|_| run(county, &plan)).collect();
    let middle = |f: &dyn Fn(&Run) -> f64| shared::middle(list.iter().map(f).collect());
    let wall = middle(&|r| r.wall);
    let share = |seconds: f64| format!("{:.3} ({:.0} %)", seconds, 100.0 * seconds / wall.max(1e-9));
    let steps: Vec<String> = (0..4).map(|i| share(middle(&|r| r.steps[i]))).collect();
    let write = middle(&|r| r.wall - r.steps.iter().sum::<f64>());
    let record: Value = read_json(&plan.join("plan.json"));
    let schools = record["schools"].as_array().map_or(0, Vec::len);
    let roster = teachers(county);
    format!(
        "| {size} | {schools} | {roster} | {} | {} | {wall:.3} | {} | {} | {:.3} | {:.0} |",
        record["summary"]["eligible"],
        record["summary"]["moves"],
        steps.join(" | "),
        share(write),
        middle(&|r| r.wall - r.steps[2]),
        middle(&|r| r.peak_megabytes),
    )
}

fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the plan was written");
    serde_json::from_str(&text).expect("it is JSON")
}

/// People on the roster.
fn teachers(county: &Path) -> u64 {
    let output =
        Command::new(PROGRAM).args(["eligible", "--format", "json"]).arg(county).output().expect("the program starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    document["roster"].as_u64().unwrap_or(0)
}

/// Plans once, watching the process's peak memory (Linux; elsewhere 0).
fn run(county: &Path, plan: &Path) -> Run {
    let began = Instant::now();
    let mut child = Command::new(PROGRAM)
        .args(["plan", "--format", "json", "-q", "-o"])
        .arg(plan)
        .arg(county)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut kilobytes = 0u64;
    let wall = loop {
        kilobytes = kilobytes.max(shared::peak_kilobytes(child.id()));
        if child.try_wait().expect("the process can be waited for").is_some() {
            break began.elapsed().as_secs_f64();
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let output = child.wait_with_output().expect("its output can be read");
    assert!(output.status.success(), "planning failed: {}", output.status);
    let summary: Value = serde_json::from_slice(&output.stdout).expect("the summary is JSON");
    let step = |name: &str| summary["seconds"][name].as_f64().unwrap_or(0.0);
    Run {
        wall,
        steps: [step("read"), step("model"), step("solve"), step("audit")],
        peak_megabytes: kilobytes as f64 / 1024.0,
    }
}
