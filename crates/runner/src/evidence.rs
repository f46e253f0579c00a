//! What of a plan's folder is evidence, and whether it is as the plan left it.
//!
//! Evidence is what people and programs conclude from: the plan, its tables, its certificate, its audit, the record of the run
//! and the county's files that it names. A workbook that was printed from it is none. Whoever can write files can write hashes
//! too; so what the files say is recomputed by the audit, and hashes only tell an edit at once and by the file's name.

use crate::planned::record;
use crate::planned::{Change, PlannedError, changes};
use lungang_audit::FaultKind;
use lungang_domain::audit::{AuditReport, Fault};
use lungang_domain::county::County;
use lungang_domain::document::{PlanDocument, Seconds};
use lungang_domain::format::KEY;
use lungang_domain::policy::Policy;
use lungang_domain::record::{InputHash, PRINTS, RunInfo};
use lungang_files::caps::DOCUMENT;
use lungang_policies as policies;
use lungang_results::because::because_differs;
use lungang_results::json::{self, Unread};
use lungang_results::plan_files::RECORD;
use lungang_results::run::{RunRecord, copied};
use lungang_tables::hashes::sha256_of;
use std::path::{Component, Path};

/// Files of a plan that count wherever they stand.
const EVIDENCE: [&str; 7] =
    ["plan.json", "assignments.csv", "retasks.csv", "itinerant.csv", "heads.csv", "certificate.json", "audit.json"];

/// Files without which a folder is no plan.
const NEEDED: [&str; 3] = ["plan.json", "assignments.csv", "audit.json"];

/// Copies without which the county's copy is none.
const COPIES: [&str; 2] = ["county/county.toml", "county/policy.toml"];

/// What a folder's record comes to.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The record; `None` where it is gone or cannot be read.
    pub run: Option<RunInfo>,
    /// What is wrong with it and with the files that it names.
    pub faults: Vec<Fault>,
    /// Whether an earlier version left the folder: then what that version did not write is not looked for.
    pub older: bool,
}

/// Compares a plan's folder with its record. `inputs` are the hashes of the county that is at hand; none where that is the copy in
/// the folder itself, which counts among what the plan left.
pub fn recorded(dir: &Path, inputs: Option<&[InputHash]>) -> Recorded {
    let RunRecord { run, outputs, sealed, older } = match record::read(dir) {
        Ok(record) => record,
        Err(PlannedError::BadRecord { reason, .. }) => {
            let found = match reason {
                Unread::Format(other) => format!("{KEY} {} ≠ {}", other.stated.unwrap_or_default(), other.own),
                reason => reason.to_string(),
            };
            let faults = vec![fault(FaultKind::RecordUnreadable, None, found)];
            return Recorded { faults, ..Recorded::default() };
        }
        Err(_) => {
            let faults = vec![fault(FaultKind::RecordMissing, None, RECORD.to_owned())];
            return Recorded { faults, ..Recorded::default() };
        }
    };
    let mut faults = Vec::new();
    if older {
        faults.push(fault(FaultKind::FileOlder, None, RECORD.to_owned()));
    } else if !sealed {
        faults.push(fault(FaultKind::RecordEdited, None, RECORD.to_owned()));
    }
    // Names that would lead out of the folder are none of a plan's.
    let inside = |file: &str| Path::new(file).components().all(|c| matches!(c, Component::Normal(_)));
    for stated in outputs.iter().filter(|o| inside(&o.file) && !PRINTS.contains(&o.file.as_str())) {
        let path = dir.join(&stated.file);
        if !path.is_file() {
            faults.push(fault(FaultKind::FileMissing, None, stated.file.clone()));
        } else if !sha256_of(&path).is_ok_and(|found| found == stated.sha256) {
            faults.push(fault(FaultKind::FileEdited, None, stated.file.clone()));
        }
    }
    let stated = |name: &str| outputs.iter().any(|o| o.file == name);
    let foreign = EVIDENCE.iter().filter(|name| !stated(name) && dir.join(name).exists());
    faults.extend(foreign.map(|name| fault(FaultKind::FileUnrecorded, None, (*name).to_owned())));
    // What every plan has, whether or not the record still names it.
    let gone = |name: &&str| !stated(name) && !dir.join(name).exists();
    let needed = NEEDED.iter().chain(if older { &[][..] } else { &COPIES }).copied().filter(gone);
    faults.extend(needed.map(|name| fault(FaultKind::FileMissing, None, name.to_owned())));
    let added = copied(dir).unwrap_or_default().into_iter().filter(|name| !stated(name));
    faults.extend(added.map(|name| fault(FaultKind::FileUnrecorded, None, name)));
    let changed = inputs.map(|inputs| changes(&run, inputs)).unwrap_or_default();
    faults.extend(changed.into_iter().map(|change| match change {
        Change::Changed(file) => fault(FaultKind::InputEdited, None, file),
        Change::Gone(file) => fault(FaultKind::InputMissing, None, file),
        Change::New(file) => fault(FaultKind::InputNew, None, file),
    }));
    Recorded { run: Some(run), faults, older }
}

/// Where the record and the plan do not say the same, the policy's content among it, and what a move is said to be because of.
pub fn differs(run: &RunInfo, document: &PlanDocument, county: &County, policy: &Policy) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut differ = |field: &str, own: String, found: String| {
        if own != found {
            faults.push(fault(FaultKind::RecordDiffers, Some(format!("{field}: {own}")), format!("{field}: {found}")));
        }
    };
    differ("seed", document.seed.to_string(), run.seed.to_string());
    differ("policy", document.policy.clone(), run.policy.clone());
    let (own, found) = (&document.summary, run);
    // JSON's reader may be off in the last binary place.
    let times = |s: &Seconds| [s.read, s.model, s.solve, s.audit].map(|s| format!("{s:.6}")).join(" ");
    differ("seconds", times(&own.seconds), times(&found.seconds));
    differ("ahead", format!("{:?}", own.lookahead), format!("{:?}", found.ahead));
    let sha256 = policies::fingerprint(policy);
    if policy.id == run.policy && sha256 != run.policy_sha256 {
        let brief = |hash: &str| hash.chars().take(12).collect::<String>();
        faults.push(fault(FaultKind::InputPolicy, Some(brief(&sha256)), brief(&run.policy_sha256)));
    }
    faults.extend(because_differs(document, county, policy));
    faults
}

/// The files that say what the plan's document says, and say it otherwise: the document with what this program would not read
/// in it, and the tables beside it. A file that is gone is told of elsewhere.
pub fn tables_differ(dir: &Path, document: &PlanDocument) -> Vec<Fault> {
    let read = |name: &str| lungang_files::read(&dir.join(name), DOCUMENT).ok();
    let mut others = Vec::new();
    let content = |bytes: Vec<u8>| json::content::<PlanDocument>(&bytes);
    if read("plan.json").and_then(content) != serde_json::to_value(document).ok() {
        others.push("plan.json");
    }
    let tables = lungang_results::plan_folder::tables(document).unwrap_or_default();
    let other = |(name, bytes): &&(&'static str, Vec<u8>)| read(name).is_some_and(|found| found != *bytes);
    others.extend(tables.iter().filter(other).map(|(name, _)| *name));
    let empty = [
        ("retasks.csv", document.retasks.is_empty()),
        ("itinerant.csv", document.visits.is_empty()),
        ("heads.csv", document.heads.is_none()),
    ];
    others.extend(empty.iter().filter(|(name, empty)| *empty && dir.join(name).exists()).map(|(name, _)| *name));
    others.into_iter().map(differing).collect()
}

/// Whether the audit that stands in the folder is the one that is made of it now.
pub fn audit_differs(dir: &Path, report: &AuditReport) -> Option<Fault> {
    let read = lungang_files::read(&dir.join(AUDIT), DOCUMENT).ok()?;
    // Both by way of text: numbers are then read by one reader.
    let own = serde_json::to_vec(report).ok().and_then(|own| lungang_files::json::parse(&own).ok());
    (json::content::<AuditReport>(&read) != own).then(|| differing(AUDIT))
}

/// The copy of the county is not the county that was planned.
pub fn copy_differs(how: String) -> Fault {
    fault(FaultKind::FileCopy, None, how)
}

/// The audit of a plan as it stands in its folder.
const AUDIT: &str = "audit.json";

fn differing(name: &str) -> Fault {
    fault(FaultKind::FileDiffers, None, name.to_owned())
}

fn fault(kind: FaultKind, expected: Option<String>, found: String) -> Fault {
    Fault { kind: kind.name().to_owned(), teacher: None, school: None, expected, found: Some(found), place: None }
}
