//! Policy files: read, merged with their bases, checked; every fault at once with file, line and column.
//!
//! A policy is TOML. A variant names its base (`extends = "national"`, or the path of a file) and states only what
//! differs: tables merge, everything else (a list, a parameter with its source) replaces whole. `unset` removes
//! optional keys of the base, `[[add-subjects]]` appends subjects. A key that fits nothing is an error.

mod chain;
mod check;
mod goals;
mod itinerant;
mod principals;
pub mod scenario;
mod shape;

use chain::Chain;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::policy::Policy;
use lungang_settings::tree::{At, Node, Source};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The policies that come with the program, by id, with their text.
pub fn built_in() -> &'static [(&'static str, &'static str)] {
    &[
        ("national", include_str!("../../../data/policies/national.toml")),
        ("kizilsu-2018", include_str!("../../../data/policies/kizilsu-2018.toml")),
        ("anhui", include_str!("../../../data/policies/anhui.toml")),
        ("hefei", include_str!("../../../data/policies/hefei.toml")),
        ("beijing", include_str!("../../../data/policies/beijing.toml")),
    ]
}

/// What reading a policy gave.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The policy; `None` where any finding is an error.
    pub policy: Option<Policy>,
    /// Errors and warnings, file by file from the one asked for to its last base, each from top to bottom.
    pub findings: Findings,
    /// The files that were read, in the same order; built-in policies are not among them.
    pub files: Vec<PathBuf>,
}

/// Reads a policy: a built-in id (`kizilsu-2018`) or the path of a file, which is looked for in the county's folder
/// first and then from where the program runs.
///
/// # Errors
/// Every fault of the policy and of its bases, warnings among them; a policy with warnings alone is returned without
/// them ([`examine`] gives both).
pub fn load(spec: &str, county_dir: Option<&Path>) -> Result<Policy, Findings> {
    let examined = examine(spec, county_dir);
    examined.policy.ok_or(examined.findings)
}

/// Reads a policy from text; `name` is the file in the findings, bases are built-in ids or paths.
///
/// # Errors
/// As [`load`].
///
/// # Example
/// ```
/// let text = "extends = 'national'\nrules.exchange-quota.mode = 'off'";
/// let findings = lungang_policies::load_text("mine.toml", text).expect_err("a law is switched off without a reason");
/// assert_eq!(findings.sorted()[0].code, "policy-law-needs-reason");
/// assert_eq!(findings.sorted()[0].place.row, Some(2));
/// ```
pub fn load_text(name: &str, text: &str) -> Result<Policy, Findings> {
    let examined = finish(Chain::of_text(name, text));
    examined.policy.ok_or(examined.findings)
}

/// Reads a policy and returns it together with all findings, warnings too.
pub fn examine(spec: &str, county_dir: Option<&Path>) -> Examined {
    finish(Chain::open(spec, county_dir))
}

/// Reads a variant that stands in another file: a scenario's section with its base, which the section may name itself.
///
/// Bare values are taken for parameters whose source is the scenario. Places are those of the file; paths in it are looked for
/// in `folder` first.
pub(crate) fn examine_variant(
    source: Source,
    variant: Node,
    base: Option<&str>,
    folder: Option<&Path>,
    name: &str,
) -> Examined {
    finish(Chain::of_variant(source, variant, base, folder, name))
}

/// Nobody named a policy, and there is none that is taken unasked: the finding lists those that come with the program.
pub fn unnamed(place: Place) -> Finding {
    Finding::error("policy-not-named", place).with("known", chain::known())
}

/// What reading comes to where nobody named a policy.
pub(crate) fn none(place: Place) -> Examined {
    let mut findings = Findings::default();
    findings.push(unnamed(place));
    Examined { policy: None, findings, files: Vec::new() }
}

/// Whether findings of a code rest on the words of a policy, and say nothing where that is not known.
pub fn rests_on_policy(code: &str) -> bool {
    const CODES: [&str; 8] = [
        "unknown-subject",
        "unknown-backbone",
        "unknown-language",
        "unknown-exemption",
        "unknown-goal",
        "no-subject",
        "doubled-subject",
        "subject-without-posts",
    ];
    CODES.contains(&code)
}

/// The whole policy as one TOML file without a base; reads back as the same policy.
pub fn to_toml(policy: &Policy) -> String {
    toml::to_string(policy).expect("a policy is made of tables, lists, texts and numbers only")
}

/// SHA-256 of the policy's canonical form, in hexadecimal: the same for the same rules and sources, however the files
/// were laid out.
pub fn fingerprint(policy: &Policy) -> String {
    Sha256::digest(to_toml(policy)).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn finish(mut chain: Chain) -> Examined {
    let mut found: Vec<(At, Finding)> = std::mem::take(&mut chain.found);
    let policy = chain.merge(&mut found).and_then(|merged| {
        let (policy, mended) = shape::read(merged, &chain.sources, &mut found)?;
        check::all(&policy, &mended, &chain.sources, &mut found);
        Some(policy)
    });
    found.retain(|(at, _)| at.file != At::NOWHERE.file);
    found.sort_by_key(|(at, _)| *at);
    let mut findings = Findings::default();
    for (_, finding) in found {
        findings.push(finding);
    }
    let policy = policy.filter(|_| !findings.has_errors());
    Examined { policy, findings, files: chain.sources.files() }
}
