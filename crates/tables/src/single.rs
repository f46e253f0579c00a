//! A table that stands in a file of its own, beside a county or a plan.

use crate::headed::check_header;
use crate::raw;
use crate::read::bind;
use crate::schema::TableSpec;
use crate::table::Table;
use lungang_domain::finding::{Finding, Findings, Place};
use std::path::Path;

/// Reads the table: the sheet of its name in a workbook (such as `plan.xlsx`), else the first. Why there is none is told.
pub(crate) fn read(
    path: &Path,
    options: &raw::ReadOptions,
    spec: &'static TableSpec,
    findings: &mut Findings,
) -> Option<Table> {
    let raws = raw::read_file(path, options, findings);
    let named = raws.iter().position(|r| spec.is_named(&r.name)).unwrap_or(0);
    let Some(raw) = raws.into_iter().nth(named) else {
        if !findings.has_errors() {
            let finding = Finding::error("table-without-rows", Place::file(path.display().to_string()));
            findings.push(finding.with("table", spec.name).with("table_zh", spec.zh));
        }
        return None;
    };
    check_header(spec, &raw, findings).then(|| bind(spec, raw, None, None, findings))
}
