//! From a path to a county and its policy, or to every finding.

use crate::pins;
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Place, Severity};
use lungang_domain::policy::Policy;
use lungang_domain::record::InputHash;
use lungang_policies as policies;
use lungang_tables::read::{self, Options};
use lungang_tables::table::Tables;
use lungang_tables::{hashes, validate};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where a county names its policy.
pub(crate) const COUNTY_FILE: &str = "county.toml";

/// Who named the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// Whoever asked: `--policy`, or the record of a plan.
    Asked,
    /// The county itself, in its `county.toml`.
    County,
}

/// What reading came to; county and policy are there exactly when no finding is an error.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The tables as read.
    pub tables: Tables,
    /// The policy; `None` where its file has errors, or nobody named one.
    pub policy: Option<Policy>,
    /// The policy as it was named, and by whom.
    pub named: Option<(String, NamedBy)>,
    /// The county; `None` where any finding is an error.
    pub county: Option<County>,
    /// All findings: of the files, of the policy, of the cells.
    pub findings: Findings,
    /// Everything that went in.
    pub inputs: Vec<InputHash>,
    /// Wall time, seconds.
    pub seconds: f64,
}

impl Loaded {
    /// The mapping among what was read: the only TOML file that is not `county.toml`.
    pub(crate) fn mapping(&self) -> Option<Vec<u8>> {
        let is_mapping = |path: &&PathBuf| {
            path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
                && path.file_name() != Some(COUNTY_FILE.as_ref())
        };
        lungang_files::read(self.tables.files.iter().find(is_mapping)?, lungang_files::caps::SETTINGS).ok()
    }
}

/// Reads and validates a county; `policy` goes before the one that the county names.
pub fn load(path: &Path, options: &Options, policy: Option<&str>) -> Loaded {
    let began = Instant::now();
    let reading = tracing::info_span!("read").entered();
    let (tables, mut findings) = read::read(path, options);
    drop(reading);
    let named = match (policy, &tables.policy) {
        (Some(spec), _) => Some((spec.to_owned(), NamedBy::Asked)),
        (None, source) => source.as_ref().map(|source| (source.spec(), NamedBy::County)),
    };
    let examined = named.as_ref().map(|(spec, _)| policies::examine(spec, None));
    let (policy, files, found) = examined.map(|e| (e.policy, e.files, e.findings)).unwrap_or_default();
    findings.extend(found);
    let mut county = None;
    if let Some(policy) = &policy {
        county = validated(&tables, policy, &mut findings);
    } else if named.is_none() && path.exists() {
        let own = if path.is_dir() { path.join(COUNTY_FILE) } else { path.to_owned() }.display().to_string();
        // Of a county's file that cannot be read nobody knows what it names: that it cannot be read was told.
        if !findings.sorted().iter().any(|f| f.severity == Severity::Error && f.place.file == own) {
            findings.push(policies::unnamed(Place::file(own)));
        }
        without_policy(&tables, &mut findings);
    }
    let mut inputs = hashes::input_hashes(&tables).unwrap_or_default();
    for file in &files {
        if let Ok(sha256) = hashes::sha256_of(file) {
            inputs.push(InputHash { file: file.display().to_string(), sha256 });
        }
    }
    // Counts only: a log names nobody.
    tracing::info!(rows = tables.rows(), findings = findings.counts().map(|(_, _, n)| n).sum::<usize>(), "read");
    Loaded { tables, policy, named, county, findings, inputs, seconds: began.elapsed().as_secs_f64() }
}

/// What is wrong with the tables under whatever policy: nothing that rests on a policy's own words.
fn without_policy(tables: &Tables, findings: &mut Findings) {
    let Ok(any) = policies::load("national", None) else { return };
    let (_, mut found) = validate::validate(tables, &any);
    found.forget(policies::rests_on_policy);
    findings.extend(found);
}

/// The county of these tables under a policy; absent where any finding, also of those before, is an error.
fn validated(tables: &Tables, policy: &Policy, findings: &mut Findings) -> Option<County> {
    let _stage = tracing::info_span!("validate").entered();
    let (valid, found) = validate::validate(tables, policy);
    findings.extend(found);
    let county = valid.filter(|_| !findings.has_errors())?;
    findings.extend(pins::check(tables, &county, policy));
    (!findings.has_errors()).then_some(county)
}
