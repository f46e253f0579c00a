//! Many counties of one size, as they are and with a school merged into its central school: how long the slowest takes.
//!
//! `cargo bench -p lungang --bench fleet [-- --size M --counties 50 --policy national]` plans each with the program, one after
//! another, and prints for both kinds the quartiles and the slowest, with how many goals other than the draws the certificate leaves to
//! the search. Seconds are of the whole command, from the tables to the written results.

// Nothing is measured of processes but their time.
#[allow(dead_code)]
mod shared;

use serde_json::Value;
use shared::PROGRAM;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// One planned county.
struct Planned {
    name: String,
    seconds: f64,
    /// Goals, the draws apart, that the certificate leaves to the search; unknown of a what-if.
    open: Option<usize>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).cloned();
    let size = option("--size").unwrap_or_else(|| "M".to_owned());
    let policy = option("--policy").unwrap_or_else(|| "national".to_owned());
    let counties: u32 = option("--counties").and_then(|n| n.parse().ok()).unwrap_or(50);
    let scratch = std::env::temp_dir().join(format!("lungang-fleet-{}", std::process::id()));

    let (mut whole, mut merged) = (Vec::new(), Vec::new());
    for seed in 1..=counties {
        let county = scratch.join(format!("{size}-{seed}"));
        shared::generate(&county, &["--size", &size, "--seed", &seed.to_string()]);
        whole.push(plan(&county, &policy, &format!("{size} {seed}")));
        // Another school in every county.
        let pairs = central(&county);
        let (school, into) = pairs.get(seed as usize % pairs.len().max(1)).expect("a school with a central school");
        merged.push(merge(&county, &policy, (school, into), &format!("{size} {seed}, {school} into {into}")));
        // Counties are many; nobody looks at them again.
        let _ = std::fs::remove_dir_all(&county);
    }
    let _ = std::fs::remove_dir_all(&scratch);

    println!("{}; {policy}\n", shared::heading());
    println!(
        "| counties | number | quarter s | median s | three quarters s | slowest s | which | goals left to the search |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    println!("{}", row(&format!("{size}, seeds 1 to {counties}"), whole));
    println!("{}", row("the same, one school merged in each", merged));
}

/// Plans a county.
fn plan(county: &Path, policy: &str, name: &str) -> Planned {
    let plan = county.with_extension("plan");
    let mut command = Command::new(PROGRAM);
    command.args(["plan", "--format", "json", "-q", "--force", "--policy", policy, "-o"]).arg(&plan).arg(county);
    let seconds = timed(command, name);
    let record: Value = json(&plan.join("plan.json"));
    let goals = record["summary"]["goals"].as_array().expect("the plan has goals");
    let open = |goal: &&Value| {
        let draw = goal["name"].as_str().is_some_and(|name| name.starts_with("lottery"));
        !draw && goal["grounds"] != "certificate"
    };
    let _ = std::fs::remove_dir_all(&plan);
    Planned { name: name.to_owned(), seconds, open: Some(goals.iter().filter(open).count()) }
}

/// Plans a county in which a school is merged into another.
fn merge(county: &Path, policy: &str, (school, into): (&str, &str), name: &str) -> Planned {
    let scenario = county.with_extension("toml");
    let base = county.file_name().expect("the county has a name").to_string_lossy();
    let text = format!(
        "description = \"{name}\"\nbase = \"{base}\"\npolicy = \"{policy}\"\n\n[[merge]]\nschool = \"{school}\"\ninto = \"{into}\"\n"
    );
    std::fs::write(&scenario, text).expect("the scenario can be written");
    let results = county.with_extension("whatif");
    let mut command = Command::new(PROGRAM);
    command.args(["whatif", "-q", "-j", "1", "-o"]).arg(&results).arg(&scenario);
    let seconds = timed(command, name);
    let _ = std::fs::remove_dir_all(&results);
    Planned { name: name.to_owned(), seconds, open: None }
}

/// Seconds that a command takes, which has to end well.
fn timed(mut command: Command, name: &str) -> f64 {
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).status().expect("the program starts");
    let seconds = began.elapsed().as_secs_f64();
    assert!(status.success(), "{name}: {status}");
    eprintln!("{name}: {seconds:.2} s");
    seconds
}

/// The schools that have a central school, with it.
fn central(county: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(county.join("schools.csv")).expect("the schools can be read");
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let column = |name: &str| header.iter().position(|h| *h == name).expect("a column");
    let (id, central) = (column("学校代码"), column("中心校代码"));
    let pairs = lines.map(|line| (line[id].to_owned(), line[central].to_owned()));
    pairs.filter(|(_, into)| !into.is_empty()).collect()
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the plan was written");
    serde_json::from_str(&text).expect("it is JSON")
}

fn row(name: &str, mut all: Vec<Planned>) -> String {
    all.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let at = |part: usize| all[(all.len() - 1) * part / 4].seconds;
    let slowest = all.last().expect("a county");
    let open: Option<usize> = all.iter().map(|planned| planned.open).sum();
    let open = open.map_or_else(|| "–".to_owned(), |open| open.to_string());
    format!(
        "| {name} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {} | {open} |",
        all.len(),
        at(1),
        at(2),
        at(3),
        slowest.seconds,
        slowest.name
    )
}
