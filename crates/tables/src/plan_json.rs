//! `plan.json` and `certificate.json` back into the documents they were written from.

use lungang_domain::certificate::Certificate;
use lungang_domain::document::PlanDocument;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_files::caps;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Reads a `plan.json`; a file that is missing, damaged or something else is told with the line and column.
pub fn read_plan_json(path: &Path) -> (Option<PlanDocument>, Findings) {
    read(path, caps::DOCUMENT, |place| Finding::error("bad-plan-json", place))
}

/// Reads a `certificate.json`; a file that is missing, damaged or something else is told with the line and column.
pub fn read_certificate_json(path: &Path) -> (Option<Certificate>, Findings) {
    read(path, caps::CERTIFICATE, |place| Finding::error("bad-certificate-json", place))
}

/// Reads a document; `bad` is the finding of one that is damaged.
fn read<T: DeserializeOwned>(path: &Path, cap: u64, bad: impl Fn(Place) -> Finding) -> (Option<T>, Findings) {
    let mut findings = Findings::default();
    let file = path.display().to_string();
    let bytes = match lungang_files::read(path, cap) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(lungang_settings::unread::finding(path, &error, "unreadable-file"));
            return (None, findings);
        }
    };
    match lungang_files::json::parse(&bytes) {
        Ok(document) => (Some(document), findings),
        Err(error) => {
            let row = u32::try_from(error.line()).ok().filter(|n| *n > 0);
            let place = Place { file, sheet: None, row, column: row.map(|_| error.column().to_string()) };
            findings.push(bad(place).with("message", error));
            (None, findings)
        }
    }
}
