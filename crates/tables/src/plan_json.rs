//! `plan.json` and `certificate.json` back into the documents they were written from.

use lungang_domain::certificate::Certificate;
use lungang_domain::document::PlanDocument;
use lungang_domain::finding::{Finding, Findings, Place};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Largest file that is read.
const CAP: u64 = 1 << 30;

/// Reads a `plan.json`; a file that is missing, damaged or something else is told with the line and column.
pub fn read_plan_json(path: &Path) -> (Option<PlanDocument>, Findings) {
    read(path, |place| Finding::error("bad-plan-json", place))
}

/// Reads a `certificate.json`; a file that is missing, damaged or something else is told with the line and column.
pub fn read_certificate_json(path: &Path) -> (Option<Certificate>, Findings) {
    read(path, |place| Finding::error("bad-certificate-json", place))
}

/// Reads a document; `bad` is the finding of one that is damaged.
fn read<T: DeserializeOwned>(path: &Path, bad: impl Fn(Place) -> Finding) -> (Option<T>, Findings) {
    let mut findings = Findings::default();
    let file = path.display().to_string();
    let size = std::fs::metadata(path).map(|m| m.len());
    let bytes = match size {
        Ok(size) if size > CAP => {
            let finding = Finding::error("file-too-large", Place::file(file));
            findings.push(finding.with("size", format!("{} MB", size >> 20)).with("cap", format!("{} MB", CAP >> 20)));
            return (None, findings);
        }
        Ok(_) => std::fs::read(path),
        Err(error) => Err(error),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::error("unreadable-file", Place::file(file.clone()));
            findings.push(finding.with("path", file).with("reason", error));
            return (None, findings);
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(document) => (Some(document), findings),
        Err(error) => {
            let row = u32::try_from(error.line()).ok().filter(|n| *n > 0);
            let place = Place { file, sheet: None, row, column: row.map(|_| error.column().to_string()) };
            findings.push(bad(place).with("message", error));
            (None, findings)
        }
    }
}
