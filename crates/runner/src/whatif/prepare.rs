//! Everything is read and checked before anything is run: scenarios, their bases, every point of every grid.

use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::policy::Policy;
use lungang_domain::whatif::{RunEntry, ScenarioEntry};
use lungang_policies as policies;
use lungang_policies::scenario::{self, Expected, Point, Scenario};
use lungang_results::store::hex;
use lungang_solver::Limits;
use lungang_tables::ground::Ground;
use lungang_tables::validate;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Scenarios whose every run can be made.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// The scenarios, in the order in which they were named.
    pub scenarios: Vec<Planned>,
    /// Their runs, scenario by scenario.
    pub runs: Vec<RunEntry>,
    /// When each plan of a run stops.
    pub limits: Limits,
}

/// A scenario among those that are run.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its file.
    pub path: PathBuf,
    /// As it is listed.
    pub entry: ScenarioEntry,
    /// What it is to come to.
    pub expected: Vec<Expected>,
}

/// Reads scenarios and checks every point of their grids; nothing is run.
///
/// # Errors
/// Every fault of the scenarios' files, of their bases, of edits that do not apply and of what they bring about.
pub fn prepare(paths: &[PathBuf], limits: Limits) -> Result<(Prepared, Findings), Findings> {
    let (mut all, mut findings) = (Prepared { limits, ..Prepared::default() }, Findings::default());
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in paths {
        let (scenario, found) = scenario::read(path);
        findings.extend(found);
        let Some(scenario) = scenario else { continue };
        if let Some(first) = names.insert(scenario.name.clone(), path.clone()) {
            let finding = Finding::error("scenario-twice", Place::file(path.display().to_string()));
            findings.push(finding.with("name", &scenario.name).with("first", first.display()));
            continue;
        }
        one(&scenario, &mut all, &mut findings);
    }
    if findings.has_errors() { Err(findings) } else { Ok((all, findings)) }
}

/// The runs of one scenario, its first seed validated at every point of its grid.
fn one(scenario: &Scenario, all: &mut Prepared, findings: &mut Findings) {
    let (ground, found) = Ground::of(scenario);
    findings.extend(found);
    if scenario.sweep.runs() > scenario::MOST_RUNS {
        return;
    }
    let axes = &scenario.sweep.axes;
    let mut at_point: Option<(Vec<usize>, String)> = None;
    let mut look = Look { scenario, ground: &ground, told: BTreeSet::new(), words: Vec::new() };
    let mut runs = Vec::new();
    for number in 0..scenario.sweep.runs() {
        let point = scenario.sweep.point(number);
        if at_point.as_ref().is_none_or(|(at, _)| *at != point.at) {
            match look.policy(&point, findings) {
                Some(policy) => at_point = Some((point.at.clone(), policies::fingerprint(&policy))),
                // Told; the next point may have other faults.
                None => at_point = Some((point.at.clone(), String::new())),
            }
        }
        let fingerprint = at_point.as_ref().map_or("", |(_, fingerprint)| fingerprint.as_str());
        let values = axes.iter().zip(&point.at).map(|(axis, at)| (axis.name.clone(), axis.shown[*at].clone()));
        runs.push(RunEntry {
            run: format!("{}.{}", scenario.name, number + 1),
            scenario: scenario.name.clone(),
            parameters: values.collect(),
            seed: point.seed,
            years: scenario.years,
            hash: hash(scenario, &ground, fingerprint, point.seed, all.limits),
            status: None,
            figures: None,
            conflict: None,
        });
    }
    let entry = ScenarioEntry {
        scenario: scenario.name.clone(),
        description: scenario.description.clone(),
        parameters: axes.iter().map(|a| a.name.clone()).collect(),
        runs: scenario.sweep.runs(),
    };
    all.scenarios.push(Planned { path: scenario.path.clone(), entry, expected: scenario.expected.clone() });
    all.runs.append(&mut runs);
}

/// What was looked at, at one point of a grid after another.
struct Look<'a> {
    scenario: &'a Scenario,
    ground: &'a Ground,
    /// Findings that need not be told at another point again.
    told: BTreeSet<String>,
    /// Policies under which the tables were validated: whether they are valid depends on a policy's words alone.
    words: Vec<Policy>,
}

impl Look<'_> {
    /// The policy at a point, with the tables validated under it.
    fn policy(&mut self, point: &Point, findings: &mut Findings) -> Option<Policy> {
        let examined = self.ground.policy(self.scenario, point);
        let mut found = examined.findings;
        if let Some(policy) = examined.policy.as_ref().filter(|p| !self.words.iter().any(|w| same(w, p))) {
            found.extend(validate(&self.ground.tables(self.scenario, point.seed), policy).1);
            self.words.push(policy.clone());
        }
        found.retain(|f| self.told.insert(format!("{f:?}")));
        findings.extend(found);
        examined.policy
    }
}

/// Whether two policies have the same words for what stands in tables.
fn same(a: &Policy, b: &Policy) -> bool {
    a.subjects == b.subjects
        && a.ladders == b.ladders
        && a.eligibility.exemptions == b.eligibility.exemptions
        && a.goals == b.goals
}

/// Hash of everything that a run is made from: the patched tables, what is drawn, the policy, years, seed, the limits where there
/// are any, and the program.
pub(super) fn hash(scenario: &Scenario, ground: &Ground, policy: &str, seed: u64, limits: Limits) -> String {
    let noise = scenario.sweep.pupils.map(|most| most.to_string()).unwrap_or_default();
    let mut lines = vec![
        format!("lungang {} / HiGHS {}", env!("CARGO_PKG_VERSION"), lungang_solver::solvers::highs::version()),
        format!("tables {}", hex(&ground.digest)),
        format!("pupils {noise}"),
        format!("policy {policy}"),
        format!("years {}", scenario.years),
        format!("seed {seed}"),
    ];
    lines.extend(limits.time.map(|time| format!("time-limit {}", time.as_secs_f64())));
    lines.extend(Some(limits.gap).filter(|gap| *gap > 0.0).map(|gap| format!("gap {gap}")));
    hex(&Sha256::digest(lines.join("\n")))
}

/// The scenarios that are meant: files as they are named, and of a folder those in it, by name.
///
/// # Errors
/// A folder cannot be read: which, and why.
pub fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, (PathBuf, std::io::Error)> {
    let mut all = Vec::new();
    for path in named {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).map_err(|e| (path.clone(), e))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| is_toml(p)).collect();
            inside.sort();
            all.append(&mut inside);
        } else {
            all.push(path.clone());
        }
    }
    Ok(all)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) && path.is_file()
}
