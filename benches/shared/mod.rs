//! What the measurements share: the counties, the machine's name, a process's peak memory.

use std::path::Path;
use std::process::{Command, Stdio};

/// The program that is measured.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_lungang");

/// The seed of a county whose source names none.
const SEED: &str = "2018";

/// Date, cores, processor; the program's versions.
pub fn heading() -> String {
    let date = output("date", &["-u", "+%Y-%m-%d"]).unwrap_or_default();
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu.lines().find_map(|l| l.strip_prefix("model name")).map(|l| l.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(0, |n| n.get());
    let version = output(PROGRAM, &["--version"]).unwrap_or_default();
    format!("{date}, {cores} cores, {}; {}", cpu.unwrap_or("unknown processor"), version.replace('\n', ", "))
}

/// What a program prints.
fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let out = Command::new(program).args(arguments).output().ok()?;
    Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Makes a county in `dir`, with the program's own arguments for where it comes from.
pub fn generate(dir: &Path, source: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut generate = Command::new(PROGRAM);
    let seed: &[&str] = if source.contains(&"--seed") { &[] } else { &["--seed", SEED] };
    generate.current_dir(root).args(["generate", "-q", "-o"]).arg(dir).args(seed).args(source);
    let done = generate.stdout(Stdio::null()).stderr(Stdio::inherit()).status().expect("the program starts");
    assert!(done.success(), "generating {} failed", dir.display());
}

/// A process's peak memory so far, kilobytes (Linux; elsewhere 0, and 0 once it has ended).
pub fn peak_kilobytes(process: u32) -> u64 {
    let now = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = now.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    peak.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The middle one of some figures.
pub fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
