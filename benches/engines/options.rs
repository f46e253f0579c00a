//! What was typed.

use crate::contestants::Rival;
use std::path::{Path, PathBuf};

/// How the bench is run.
pub struct Options {
    pub sizes: Vec<String>,
    /// Runs of every contestant that is not slow.
    pub runs: usize,
    /// Seconds a goal.
    pub limit: f64,
    pub rivals: Vec<Rival>,
    /// Where the results go.
    pub results: PathBuf,
    /// Megabytes beyond which a contestant is ended.
    pub memory: f64,
    /// This binary as a contestant: its part, its county and its gap.
    pub contest: Option<(String, PathBuf, f64)>,
}

const SIZES: [&str; 5] = ["S", "M", "L", "XL", "province"];

/// Reads the arguments.
pub fn read(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options {
        sizes: ["S", "M", "L", "XL"].map(str::to_owned).to_vec(),
        runs: 5,
        limit: 300.0,
        rivals: Rival::ALL.to_vec(),
        results: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/results"),
        memory: memory() * 0.75,
        contest: None,
    };
    let (mut part, mut county, mut gap) = (None, PathBuf::new(), 0.0);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        // cargo's own word to every bench.
        if name == "--bench" {
            continue;
        }
        let value = rest.next().ok_or_else(|| format!("`{name}` needs a value"))?;
        let number = || value.parse::<f64>().ok().filter(|n| *n >= 0.0).ok_or_else(|| format!("no number: {value}"));
        match name.as_str() {
            "--sizes" => options.sizes = value.split(',').map(str::to_owned).collect(),
            "--runs" => options.runs = (number()? as usize).max(1),
            "--limit" => options.limit = number()?,
            "--rivals" => options.rivals = rivals(value)?,
            "--results" => options.results = PathBuf::from(value),
            "--memory" => options.memory = number()?,
            "--contest" => part = Some(value.clone()),
            "--county" => county = PathBuf::from(value),
            "--gap" => gap = number()?,
            other => return Err(format!("unknown option: {other}")),
        }
    }
    if let Some(unknown) = options.sizes.iter().find(|s| !SIZES.contains(&s.as_str())) {
        return Err(format!("no such size: {unknown} (one of {})", SIZES.join(", ")));
    }
    options.contest = part.map(|part| (part, county, gap));
    Ok(options)
}

fn rivals(value: &str) -> Result<Vec<Rival>, String> {
    if value == "none" {
        return Ok(Vec::new());
    }
    let known = |name: &str| Rival::ALL.into_iter().find(|r| r.option() == name);
    value.split(',').map(|name| known(name).ok_or_else(|| format!("no such rival: {name}"))).collect()
}

/// Megabytes of this machine (Linux; elsewhere none that binds).
fn memory() -> f64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = text.lines().find_map(|l| l.strip_prefix("MemTotal:"));
    let kilobytes = total.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(f64::INFINITY, |k| k / 1024.0)
}
