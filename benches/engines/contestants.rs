//! Who takes part, and how each is started. The peers' tools are kept in the target folder, outside the project.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Fewer workers leave out the part of CP-SAT that is good at such models.
const LEAST_WORKERS: usize = 8;

/// A contestant besides the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rival {
    /// HiGHS on the whole model, stated by lungang itself.
    Highs,
    /// CBC through good_lp.
    Cbc,
    /// SCIP through PySCIPOpt.
    Scip,
    /// CP-SAT of OR-tools.
    CpSat,
}

impl Rival {
    /// All, in the order of the tables.
    pub const ALL: [Rival; 4] = [Rival::Highs, Rival::Cbc, Rival::Scip, Rival::CpSat];

    /// What `--rivals` says.
    pub fn option(self) -> &'static str {
        match self {
            Rival::Highs => "highs",
            Rival::Cbc => "cbc",
            Rival::Scip => "scip",
            Rival::CpSat => "cp-sat",
        }
    }

    /// What tables say.
    pub fn name(self) -> &'static str {
        match self {
            Rival::Highs => "HiGHS whole",
            Rival::Cbc => "CBC",
            Rival::Scip => "SCIP",
            Rival::CpSat => "CP-SAT",
        }
    }
}

/// A county as contestants find it.
pub struct Place {
    /// The tables.
    pub county: PathBuf,
    /// The exported model.
    pub model: PathBuf,
    /// The exported goals.
    pub goals: PathBuf,
}

/// This binary again, as a contestant of our own.
pub fn own(part: &str, county: &Path, limit: f64, gap: f64) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the bench knows where it lies"));
    command.args(["--contest", part, "--limit", &limit.to_string(), "--gap", &gap.to_string(), "--county"]);
    command.arg(county);
    command
}

/// How each rival is started; those that could not be made ready are left out.
pub struct Peers {
    ready: Vec<(Rival, Start)>,
    /// Why a rival is left out.
    pub skipped: Vec<String>,
}

enum Start {
    Own,
    /// Program and first arguments.
    Peer(PathBuf, Vec<String>),
}

impl Peers {
    /// Makes the rivals ready, building and installing what is missing.
    pub fn prepare(rivals: &[Rival]) -> Peers {
        let mut peers = Peers { ready: Vec::new(), skipped: Vec::new() };
        let mut python = None;
        for rival in rivals {
            let start = match rival {
                Rival::Highs => Ok(Start::Own),
                Rival::Cbc => cbc(),
                Rival::Scip => script(&mut python, "scip.py"),
                Rival::CpSat => script(&mut python, "cp_sat.py"),
            };
            match start {
                Ok(start) => peers.ready.push((*rival, start)),
                Err(reason) => peers.skipped.push(format!("{}: skipped, {reason}", rival.name())),
            }
        }
        peers
    }

    /// Those that take part.
    pub fn rivals(&self) -> impl Iterator<Item = Rival> + '_ {
        self.ready.iter().map(|(rival, _)| *rival)
    }

    /// How a rival is started on a county, with so many seconds for a goal.
    pub fn command(&self, rival: Rival, place: &Place, limit: f64) -> Option<Command> {
        let (_, start) = self.ready.iter().find(|(r, _)| *r == rival)?;
        let Start::Peer(program, first) = start else { return Some(own("highs", &place.county, limit, 0.0)) };
        let mut command = Command::new(program);
        command.args(first).arg(&place.model).arg(&place.goals).arg(limit.to_string());
        match rival {
            Rival::Cbc => command.arg(cbc_version()),
            _ => command.arg(workers().to_string()),
        };
        Some(command)
    }
}

fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get()).max(LEAST_WORKERS)
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/peers")
}

fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers")
}

/// Runs a command of the preparation; its last words where it fails.
fn done(command: &mut Command, what: &str) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|e| format!("{what}: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let talk = String::from_utf8_lossy(&output.stderr);
    let telling = talk.lines().rev().find(|l| l.to_lowercase().contains("error") || l.contains("unable to find"));
    let last = telling.or(talk.lines().rev().find(|l| !l.trim().is_empty())).unwrap_or_default();
    Err(format!("{what}: {}", last.trim()))
}

/// CBC's package, built beside the project's own target.
fn cbc() -> Result<Start, String> {
    let target = cache().join("cbc");
    let mut build = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    build.args(["build", "--release", "--locked", "-q", "--manifest-path"]).arg(sources().join("cbc/Cargo.toml"));
    build.arg("--target-dir").arg(&target).env_remove("CARGO_TARGET_DIR");
    done(&mut build, "could not be built (on Debian it needs coinor-libcbc-dev)")?;
    Ok(Start::Peer(target.join("release/lungang-peer-cbc"), Vec::new()))
}

/// The version of the CBC library, as its package says.
fn cbc_version() -> String {
    let output = Command::new("pkg-config").args(["--modversion", "cbc"]).output();
    let version =
        output.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    version.unwrap_or_else(|| "of this machine".to_owned())
}

/// A script with the Python of an environment that holds exactly the required packages.
fn script(python: &mut Option<Result<PathBuf, String>>, name: &str) -> Result<Start, String> {
    let python = python.get_or_insert_with(environment).clone()?;
    // No compiled leftovers beside the scripts.
    Ok(Start::Peer(python, vec!["-B".to_owned(), sources().join(name).display().to_string()]))
}

fn environment() -> Result<PathBuf, String> {
    let (folder, wanted) = (cache().join("python"), sources().join("requirements.txt"));
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let text = std::fs::read_to_string(&wanted).map_err(|e| format!("{}: {e}", wanted.display()))?;
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == text) {
        return Ok(python);
    }
    done(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), "no Python environment could be made")?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "--only-binary", ":all:", "-r"]);
    done(install.arg(&wanted), "its packages could not be installed")?;
    std::fs::write(&stamp, text).map_err(|e| format!("{}: {e}", stamp.display()))?;
    Ok(python)
}
