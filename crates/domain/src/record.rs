//! The record of a run: everything that the writers need, nothing they would have to compute again.

use crate::audit::AuditReport;
use crate::certificate::Certificate;
use crate::county::County;
use crate::document::Seconds;
use crate::eligibility::Eligibility;
use crate::finding::Findings;
use crate::format::Document;
use crate::needs::Needs;
use crate::plan::{Plan, PlanStatus, Serves};
use crate::policy::Policy;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A file that went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputHash {
    /// File name relative to the county's folder.
    pub file: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// How a county was read where that does not follow from its own files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAs {
    /// The policy that was named instead of the county's own: a built-in id or a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// A mapping file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// First year of the school year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Encoding of CSV files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Pins of the command line, as typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<String>,
}

impl ReadAs {
    /// Whether the county was read as it stands.
    pub fn is_plain(&self) -> bool {
        *self == ReadAs::default()
    }
}

/// What produced a plan: `run.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// Version of the program.
    pub version: String,
    /// Where the county was, as the user gave it.
    pub county: String,
    /// How it was read.
    #[serde(default, skip_serializing_if = "ReadAs::is_plain")]
    pub read_as: ReadAs,
    /// Policy id.
    pub policy: String,
    /// SHA-256 of the whole policy as it was used, base and variant merged.
    pub policy_sha256: String,
    /// Seed of the lottery.
    pub seed: u64,
    /// Engine.
    pub engine: String,
    /// Solver.
    pub solver: String,
    /// Solver's version.
    pub solver_version: String,
    /// Threads.
    pub threads: u32,
    /// Times.
    pub seconds: Seconds,
    /// Inputs.
    pub inputs: Vec<InputHash>,
    /// What it was made again from, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
    /// What it gave up for later years, where it was made with an eye to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Ahead>,
}

impl Document for RunInfo {
    const NAME: &'static str = "run.toml";
}

/// Files of a plan's folder that are printed and sent on. Nothing is read from them, so they are no evidence: opening and
/// saving one changes nothing.
pub const PRINTS: [&str; 1] = ["plan.xlsx"];

/// What the last line of a record begins with.
const SEAL: &str = "# sha256 ";

/// A record with its own SHA-256 in a last line, so that an edit of any of its fields is seen.
pub fn sealed(text: &str) -> String {
    format!("{text}{SEAL}{}\n", sha256(text))
}

/// Whether a record is as it was sealed.
///
/// ```
/// use lungang_domain::record::{is_sealed, sealed};
/// let record = sealed("seed = 1\n");
/// assert!(is_sealed(&record));
/// assert!(!is_sealed(&record.replace("= 1", "= 2")) && !is_sealed("seed = 1\n"));
/// ```
pub fn is_sealed(text: &str) -> bool {
    text.rfind(SEAL).is_some_and(|at| sealed(&text[..at]) == text)
}

/// Whether a record has a seal at all; those of earlier versions have none.
pub fn has_seal(text: &str) -> bool {
    text.contains(SEAL)
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// That a plan was made with an eye to later years, and what it gave up for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Ahead {
    /// Later years that it was planned together with.
    pub years: u16,
    /// How the years together ended: `optimal` where their goals are proved.
    pub status: PlanStatus,
    /// The year's own goals, in order.
    pub goals: Vec<GivenUp>,
}

/// A goal of the year: planned alone, and as it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GivenUp {
    /// Name.
    pub name: String,
    /// Its value in the plan of the year alone.
    pub alone: i64,
    /// Its value in this plan.
    pub value: i64,
    /// Its value over all the years together; of a worst school, the largest.
    pub together: i64,
}

/// What a plan was made again from; the county of the plan is that with the events in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Where the county was, as the user gave it.
    pub county: String,
    /// The published plan's folder, as the user gave it.
    pub published: String,
    /// `plan.json` of the published plan, the table of events and the table edited by hand, where there were any.
    pub inputs: Vec<InputHash>,
    /// Teachers whose published move is frozen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<String>,
    /// Pins of the command line, as typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<String>,
}

/// The record of one year's plan.
#[derive(Debug, Clone)]
pub struct Record {
    /// The county.
    pub county: County,
    /// The policy.
    pub policy: Policy,
    /// Findings of reading (warnings: errors make no record).
    pub findings: Findings,
    /// Needs.
    pub needs: Needs,
    /// Verdicts.
    pub eligibility: Eligibility,
    /// The plan.
    pub plan: Plan,
    /// What each move serves, in the order of the plan's moves.
    pub serves: Vec<Vec<Serves>>,
    /// Prices that prove how good the plan is, where the solver left any; the audit has checked them.
    pub certificate: Option<Certificate>,
    /// The audit.
    pub audit: AuditReport,
    /// What produced it.
    pub run: RunInfo,
}
