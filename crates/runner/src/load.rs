//! From a path to a county and its policy, or to every finding.

use crate::pins;
use lungang_domain::county::County;
use lungang_domain::finding::Findings;
use lungang_domain::policy::Policy;
use lungang_domain::record::InputHash;
use lungang_tables::county_toml::PolicySource;
use lungang_tables::read::{self, Options};
use lungang_tables::table::{Table, Tables};
use lungang_tables::{hashes, policy, validate};
use std::path::Path;
use std::time::Instant;

/// The policy of a county that names none: the source document's own.
pub const DEFAULT_POLICY: &str = "kizilsu-2018";

/// What reading came to; county and policy are there exactly when no finding is an error.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The tables as read.
    pub tables: Tables,
    /// The policy; `None` where its file has errors.
    pub policy: Option<Policy>,
    /// The county; `None` where any finding is an error.
    pub county: Option<County>,
    /// All findings: of the files, of the policy, of the cells.
    pub findings: Findings,
    /// Everything that went in.
    pub inputs: Vec<InputHash>,
    /// Wall time, seconds.
    pub seconds: f64,
}

/// Reads and validates a county; `policy` goes before the one that the county names.
pub fn load(path: &Path, options: &Options, policy: Option<&str>) -> Loaded {
    let began = Instant::now();
    let (tables, mut findings) = read::read(path, options);
    let examined = match (policy, &tables.policy) {
        (Some(spec), _) => policy::examine(spec, None),
        (None, Some(PolicySource::BuiltIn(id))) => policy::examine(id, None),
        (None, Some(PolicySource::File(file))) => policy::examine(&file.display().to_string(), None),
        (None, None) => policy::examine(DEFAULT_POLICY, None),
    };
    findings.extend(examined.findings);
    let mut county = None;
    if let Some(policy) = &examined.policy {
        county = validated(&tables, policy, &mut findings);
    }
    let mut inputs = hashes::input_hashes(&tables).unwrap_or_default();
    for file in &examined.files {
        if let Ok(sha256) = hashes::sha256_of(file) {
            inputs.push(InputHash { file: file.display().to_string(), sha256 });
        }
    }
    // Counts only: a log names nobody.
    tracing::info!(rows = tables.rows(), findings = findings.counts().map(|(_, _, n)| n).sum::<usize>(), "read");
    Loaded { tables, policy: examined.policy, county, findings, inputs, seconds: began.elapsed().as_secs_f64() }
}

/// The county of these tables under a policy; absent where any finding, also of those before, is an error.
fn validated(tables: &Tables, policy: &Policy, findings: &mut Findings) -> Option<County> {
    let (valid, found) = validate::validate(tables, policy);
    findings.extend(found);
    let county = valid.filter(|_| !findings.has_errors())?;
    findings.extend(check_pins(tables, &county, policy));
    (!findings.has_errors()).then_some(county)
}

/// Pins that ask for a move that cannot be.
pub(crate) fn check_pins(tables: &Tables, county: &County, policy: &Policy) -> Findings {
    let place = |table: Option<&Table>| table.map(Table::place).unwrap_or_default();
    let places = [place(tables.table("pins")), place(tables.pins.as_ref())];
    pins::check(county, policy, &places)
}
