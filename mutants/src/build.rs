//! The copy of the sources with all mutants woven in, and the test programs built from it.

use crate::mutant::{Key, Mutant, files};
use crate::weave::weave;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is mutated: the second reading of the law, the rows of the first, and the engine that proves.
pub const PLACES: [&str; 3] = ["crates/audit/src", "crates/solver/src/rules", "crates/solver/src/engine/fast"];
/// The crates of [`PLACES`]: each gets the switch.
const CRATES: [&str; 2] = ["crates/audit", "crates/solver"];
/// The tests that judge. `-p lungang` keeps the features of every dependency as in a build of the program.
const JUDGES: [&str; 9] =
    ["-p", "lungang", "-p", "lungang-audit", "-p", "lungang-solver", "-p", "lungang-runner", "--lib"];
const TESTS: [&str; 4] = ["--test", "rules", "--test", "properties"];

/// The files to mutate, as paths below the root.
pub fn sources(root: &Path) -> Vec<String> {
    let all = PLACES.iter().flat_map(|place| files(&root.join(place)));
    let names = all.filter_map(|p| p.strip_prefix(root).ok().map(|p| p.to_string_lossy().into_owned()));
    names
        .filter(|n| {
            n.ends_with(".rs") && !n.contains("/tests/") && !n.ends_with("testkit.rs") && !n.ends_with("/lib.rs")
        })
        .collect()
}

/// The mutants of the tree, without those that are left out; the woven texts by file.
///
/// # Errors
///
/// A file cannot be read, or is no Rust.
pub fn woven(root: &Path, left_out: &BTreeSet<Key>) -> Result<(Vec<Mutant>, BTreeMap<String, String>), String> {
    let (mut mutants, mut texts) = (Vec::new(), BTreeMap::new());
    for name in sources(root) {
        let text = fs::read_to_string(root.join(&name)).map_err(|e| format!("{name}: {e}"))?;
        let first = mutants.len() as u32;
        let (text, found) = weave(&name, &text, first, left_out).map_err(|e| format!("{name}: {e}"))?;
        mutants.extend(found);
        texts.insert(name, text);
    }
    Ok((mutants, texts))
}

/// A test program and the folder it runs in.
pub struct Program {
    pub file: PathBuf,
    pub folder: PathBuf,
    pub name: String,
}

/// Copies and builds; mutants that the compiler refuses are left out, and reported in `left_out`.
///
/// # Errors
///
/// The tree cannot be copied, or does not build for a reason that lies in no mutant.
pub fn built(root: &Path, copy: &Path, left_out: &mut BTreeSet<Key>) -> Result<(Vec<Mutant>, Vec<Program>), String> {
    copied(root, copy).map_err(|e| format!("{}: {e}", copy.display()))?;
    loop {
        let (mutants, texts) = woven(root, left_out)?;
        for (name, text) in &texts {
            renewed(&copy.join(name), text.as_bytes()).map_err(|e| format!("{name}: {e}"))?;
        }
        let said = cargo(copy)?;
        let mut refused = BTreeSet::new();
        let mut other = None;
        let errors = said.iter().filter(|m| m["reason"] == "compiler-message" && m["message"]["level"] == "error");
        for error in errors {
            let numbers = blamed(copy, &error["message"]);
            if numbers.is_empty() {
                other = other.or(error["message"]["rendered"].as_str().map(str::to_owned));
            }
            refused.extend(numbers);
        }
        if refused.is_empty() {
            return match other {
                Some(text) => Err(text),
                None => Ok((mutants, programs(&said))),
            };
        }
        eprintln!("{} mutants do not build and are left out", refused.len());
        left_out.extend(mutants.into_iter().filter(|m| refused.contains(&m.id)).map(|m| m.key));
    }
}

/// The messages of a build of the tests.
fn cargo(copy: &Path) -> Result<Vec<Value>, String> {
    let mut command = Command::new("cargo");
    command.args(["test", "--release", "--locked", "--no-run", "--message-format", "json"]).args(JUDGES).args(TESTS);
    let output = command.current_dir(copy).stderr(Stdio::inherit()).output().map_err(|e| format!("cargo: {e}"))?;
    let said: Vec<Value> =
        String::from_utf8_lossy(&output.stdout).lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let reported = said.iter().any(|m| m["message"]["level"] == "error");
    if output.status.success() || reported {
        Ok(said)
    } else {
        Err("the build failed without an error of the compiler".to_owned())
    }
}

/// The mutants that an error of the compiler lies in: those of its lines, else the nearest above.
fn blamed(copy: &Path, message: &Value) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for span in message["spans"].as_array().into_iter().flatten().filter(|s| s["is_primary"] == true) {
        let (Some(name), Some(from), Some(to)) =
            (span["file_name"].as_str(), span["line_start"].as_u64(), span["line_end"].as_u64())
        else {
            continue;
        };
        let text = fs::read_to_string(copy.join(name)).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let to = (to as usize).min(lines.len());
        let on = |line: &str| -> Vec<u32> {
            line.split("mutant::on(").skip(1).filter_map(|rest| rest.split("u32").next()?.parse().ok()).collect()
        };
        let inside: Vec<u32> = lines[from as usize - 1..to].iter().flat_map(|l| on(l)).collect();
        let above = || {
            lines[..from as usize - 1].iter().rev().take(6).map(|l| on(l)).find(|n| !n.is_empty()).unwrap_or_default()
        };
        numbers.extend(if inside.is_empty() { above() } else { inside });
    }
    numbers
}

fn programs(said: &[Value]) -> Vec<Program> {
    let artifacts = said.iter().filter(|m| m["reason"] == "compiler-artifact" && m["profile"]["test"] == true);
    let programs = artifacts.filter_map(|m| {
        let file = PathBuf::from(m["executable"].as_str()?);
        let folder = Path::new(m["manifest_path"].as_str()?).parent()?.to_owned();
        Some(Program { file, folder, name: m["target"]["name"].as_str()?.to_owned() })
    });
    programs.collect()
}

/// The tree as git sees it, changes included, and the switch in each crate.
fn copied(root: &Path, copy: &Path) -> io::Result<()> {
    let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root).output()?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let names: BTreeSet<&str> =
        listed.lines().filter(|n| root.join(n).is_file() && !n.starts_with("mutants/")).collect();
    let mutated: BTreeSet<String> = sources(root).into_iter().collect();
    for name in names.iter().filter(|n| !mutated.contains(**n)) {
        let mut text = fs::read(root.join(name))?;
        if CRATES.iter().any(|c| **name == format!("{c}/src/lib.rs")) {
            text.extend_from_slice(b"\n#[doc(hidden)]\npub mod mutant;\n");
        }
        renewed(&copy.join(name), &text)?;
    }
    let switches = CRATES.map(|c| format!("{c}/src/mutant.rs"));
    for switch in &switches {
        renewed(&copy.join(switch), include_bytes!("switch.rs.in"))?;
    }
    for old in files(copy) {
        let name = old.strip_prefix(copy).unwrap_or(&old).to_string_lossy().into_owned();
        if !names.contains(name.as_str()) && !switches.contains(&name) {
            fs::remove_file(old)?;
        }
    }
    Ok(())
}

/// Written only where it differs: what has not changed keeps its time, so that little is built again.
fn renewed(file: &Path, text: &[u8]) -> io::Result<()> {
    if fs::read(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}
