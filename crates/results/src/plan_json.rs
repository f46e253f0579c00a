//! `plan.json` and `certificate.json` back into the documents they were written from.

use crate::json::{self, Unread};
use lungang_domain::certificate::Certificate;
use lungang_domain::document::PlanDocument;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_files::caps;
use lungang_settings::unread;
use std::path::Path;

/// Reads a `plan.json`; a file that is missing, damaged, of another format or something else is told with the line and column.
pub fn read_plan_json(path: &Path) -> (Option<PlanDocument>, Findings) {
    told(path, json::read_file(path, caps::DOCUMENT), |place| Finding::error("bad-plan-json", place))
}

/// Reads a `certificate.json`; a file that is missing, damaged or something else is told with the line and column.
///
/// The number of its form is part of what it proves: the audit judges it.
pub fn read_certificate_json(path: &Path) -> (Option<Certificate>, Findings) {
    let bytes = lungang_files::read(path, caps::CERTIFICATE).map_err(Unread::File);
    let read = bytes.and_then(|bytes| lungang_files::json::parse(&bytes).map_err(Unread::Content));
    told(path, read, |place| Finding::error("bad-certificate-json", place))
}

/// What could not be read as a finding; `bad` is that of a document that is damaged.
fn told<D>(path: &Path, read: Result<D, Unread>, bad: impl Fn(Place) -> Finding) -> (Option<D>, Findings) {
    let file = path.display().to_string();
    let finding = match read {
        Ok(document) => return (Some(document), Findings::default()),
        Err(Unread::File(error)) => unread::finding(path, &error, "unreadable-file"),
        Err(Unread::Format(other)) => {
            let finding = Finding::error("other-format", Place::file(file)).with("document", other.document);
            finding.with("found", other.found()).with("reads", other.reads())
        }
        Err(Unread::Content(error)) => {
            let row = u32::try_from(error.line()).ok().filter(|n| *n > 0);
            let place = Place { file, sheet: None, row, column: row.map(|_| error.column().to_string()) };
            bad(place).with("message", error)
        }
        Err(Unread::Strange(what)) => bad(Place::file(file)).with("message", what),
    };
    let mut findings = Findings::default();
    findings.push(finding);
    (None, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::finding::Severity;
    use lungang_domain::words::Lang;

    fn only(findings: &Findings, code: &str) -> Finding {
        match findings.sorted()[..] {
            [one] if one.code == code => one.clone(),
            ref all => panic!("{code}: {all:?}"),
        }
    }

    #[test]
    fn a_damaged_plan_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plan.json");
        let (none, findings) = read_plan_json(&file);
        assert!(none.is_none() && only(&findings, "unreadable-file").severity == Severity::Error);
        std::fs::write(&file, "{\"county\": \"x\",\n \"moves\": [}").expect("written");
        let (none, findings) = read_plan_json(&file);
        assert!(none.is_none());
        assert_eq!(only(&findings, "bad-plan-json").place.row, Some(2));
    }

    /// Of two values under one key a person sees the first and a program takes the last, also of keys that it does not know.
    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.json");
        let own = |findings: Findings, code: &str, key: &str| {
            let finding = only(&findings, code);
            assert_eq!(finding.place.row, Some(3));
            let said = format!("a key stands twice: `{key}`");
            assert!(finding.arg("message").is_some_and(|m| m.contains(&said)), "{finding:?}");
        };
        std::fs::write(&file, "{\"county\": \"x\",\n \"note\": {\"a\": 1,\n \"a\": 2}}").expect("written");
        own(read_plan_json(&file).1, "bad-plan-json", "a");
        own(read_certificate_json(&file).1, "bad-certificate-json", "a");
        std::fs::write(&file, "{\"county\": \"x\",\n \"note\": 1,\n \"note\": 2}").expect("written");
        own(read_plan_json(&file).1, "bad-plan-json", "note");
    }

    #[test]
    fn another_format_is_told_with_its_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plan.json");
        std::fs::write(&file, "{\"format\": 2, \"county\": \"x\"}").expect("written");
        let finding = only(&read_plan_json(&file).1, "other-format");
        assert_eq!(finding.arg("found"), Some("2"));
        let said = finding.cause(Lang::EN);
        assert_eq!(said, "the format of `plan-file` is 2; this program reads 1, or no number");
    }
}
