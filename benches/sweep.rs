//! A hundred runs of an M county side by side against a hundred plans one after another: time, how busy the cores are, memory.
//!
//! `cargo bench -p lungang --bench sweep [-- --size M --jobs 2 --runs 3]` prints one table. The hundred runs are a grid of ten quotas
//! and ten longest journeys; the hundred plans are `lungang plan` under the same policies, one thread each, of which the seconds
//! that the program reports count: reading, stating, solving, auditing, without starting up and writing files.

mod shared;

use serde_json::Value;
use shared::PROGRAM;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const QUOTAS: [&str; 10] = ["10%", "11%", "12%", "13%", "14%", "15%", "16%", "17%", "18%", "19%"];
const JOURNEYS: [u32; 10] = [60, 70, 80, 90, 100, 110, 120, 130, 140, 150];

/// One what-if.
struct Swept {
    wall: f64,
    /// Processor time of the program and its workers, seconds.
    busy: f64,
    /// Peak memory of the program alone.
    parent_megabytes: f64,
    /// Peak memory of the largest worker.
    worker_megabytes: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).cloned();
    let size = option("--size").unwrap_or_else(|| "M".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let workers = option("--jobs").and_then(|n| n.parse().ok()).unwrap_or(cores);
    let scratch = std::env::temp_dir().join(format!("lungang-sweep-{}", std::process::id()));
    shared::generate(&scratch.join("county"), &["--size", &size]);

    println!("{}\n", shared::heading());
    println!("county {size}, {workers} workers\n");
    println!("| runs | wall s | processor s | cores busy | program MB | largest worker MB | again s |");
    println!("|---|---|---|---|---|---|---|");
    let runs: usize = option("--runs").and_then(|n| n.parse().ok()).unwrap_or(3);
    let mut hundred = f64::NAN;
    for quotas in [1, 10] {
        scenario(&scratch, &QUOTAS[..quotas]);
        let out = scratch.join(format!("out-{quotas}"));
        // The middle one of several, each from nothing.
        let mut several: Vec<Swept> = Vec::new();
        for _ in 0..runs.max(1) {
            let _ = std::fs::remove_dir_all(&out);
            several.push(sweep(&scratch, &out, workers));
        }
        let middle = shared::middle(several.iter().map(|s| s.wall).collect());
        let Some(swept) = several.into_iter().find(|s| s.wall == middle) else { continue };
        let again = sweep(&scratch, &out, workers);
        println!(
            "| {} | {:.2} | {:.2} | {:.0} % | {:.0} | {:.0} | {:.2} |",
            quotas * JOURNEYS.len(),
            swept.wall,
            swept.busy,
            100.0 * swept.busy / swept.wall / workers as f64,
            swept.parent_megabytes,
            swept.worker_megabytes,
            again.wall,
        );
        hundred = swept.wall;
    }
    let busy = busy_children();
    let single = singles(&scratch);
    let busy = busy_children() - busy;
    println!(
        "\nOne after another, one thread each: {single:.2} s ({busy:.2} s of processor time with starting up and writing); shared out over {workers} workers {:.2} s; the sweep takes {:.3} times as long.",
        single / workers as f64,
        hundred * workers as f64 / single
    );
    // Left behind it would only cost disk; there is nobody to tell.
    let _ = std::fs::remove_dir_all(&scratch);
}

fn scenario(scratch: &Path, quotas: &[&str]) {
    let list = |all: Vec<String>| all.join(", ");
    let text = format!(
        "description = \"ten longest journeys under each quota\"\nbase = \"county\"\n\n[sweep]\nquota = [{}]\nmax-km = [{}]\n",
        list(quotas.iter().map(|q| format!("\"{q}\"")).collect()),
        list(JOURNEYS.iter().map(u32::to_string).collect()),
    );
    std::fs::write(scratch.join("sweep.toml"), text).expect("the scenario is written");
}

fn sweep(scratch: &Path, out: &Path, workers: usize) -> Swept {
    let (began, busy) = (Instant::now(), busy_children());
    let mut child = Command::new(PROGRAM)
        .args(["whatif", "-q", "--jobs", &workers.to_string(), "-o"])
        .arg(out)
        .arg(scratch.join("sweep.toml"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (mut parent, mut worker) = (0, 0);
    let status = loop {
        parent = parent.max(shared::peak_kilobytes(child.id()));
        worker = children(child.id()).into_iter().map(shared::peak_kilobytes).chain([worker]).max().unwrap_or(0);
        if let Some(status) = child.try_wait().expect("the process can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let wall = began.elapsed().as_secs_f64();
    assert!(status.success(), "the sweep failed: {status}");
    Swept {
        wall,
        busy: busy_children() - busy,
        parent_megabytes: parent as f64 / 1024.0,
        worker_megabytes: worker as f64 / 1024.0,
    }
}

/// Processor time of all children that have ended, theirs included, seconds (Linux; elsewhere 0).
fn busy_children() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    // User and system time of children, in hundredths of a second.
    (ticks(13) + ticks(14)) / 100.0
}

/// The processes that a process has started (Linux; elsewhere none).
fn children(parent: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|t| std::fs::read_to_string(t.path().join("children")).ok());
    lists.flat_map(|l| l.split_whitespace().filter_map(|p| p.parse().ok()).collect::<Vec<u32>>()).collect()
}

/// Seconds of the hundred plans, as the program reports them.
fn singles(scratch: &Path) -> f64 {
    let mut sum = 0.0;
    for quota in QUOTAS {
        for km in JOURNEYS {
            let param = |value: &str| format!("{{ value = {value}, source = \"bench\", grade = \"practice\" }}");
            let policy = format!(
                "extends = \"kizilsu-2018\"\nmovement.max-km = {}\nrules.exchange-quota.share = {}\n",
                param(&km.to_string()),
                param(&format!("\"{quota}\""))
            );
            std::fs::write(scratch.join("policy.toml"), policy).expect("the policy is written");
            let output = Command::new(PROGRAM)
                .env("RAYON_NUM_THREADS", "1")
                .args(["plan", "--format", "json", "-q", "--policy"])
                .arg(scratch.join("policy.toml"))
                .arg("-o")
                .arg(scratch.join("plan"))
                .arg(scratch.join("county"))
                .output()
                .expect("the program starts");
            let summary: Value = serde_json::from_slice(&output.stdout).expect("the summary is JSON");
            let step = |name: &str| summary["seconds"][name].as_f64().unwrap_or(0.0);
            sum += step("read") + step("model") + step("solve") + step("audit");
        }
    }
    sum
}
