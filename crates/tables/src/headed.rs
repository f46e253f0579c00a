//! Whether the row that was taken for a table's header is one: where it is not, that alone is told, and none of what follows from it.

use crate::raw::{Cell, FAR, MOST_CELLS, RawTable};
use crate::schema::TableSpec;
use lungang_domain::finding::{Finding, Findings};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many headers a message names.
const SHOWN: usize = 6;

/// Whether the header names columns of the table, and no row below it names more of them; it is told where not.
pub(crate) fn check_header(spec: &TableSpec, raw: &RawTable, findings: &mut Findings) -> bool {
    let heads = || raw.headers.iter().map(|h| h.text.as_str());
    let own = columns(spec, heads());
    let (place, named) = (raw.place(None, None), [("table", spec.name), ("table_zh", spec.zh)]);
    let told =
        |code: &'static str| named.into_iter().fold(Finding::error(code, place.clone()), |f, (n, v)| f.with(n, v));
    let rows = raw.rows.iter().take((MOST_CELLS / raw.headers.len().max(1)).clamp(1, FAR));
    let texts = |cells: &[Cell]| {
        cells
            .iter()
            .filter_map(|c| if let Cell::Text(text) = c { Some(text.clone()) } else { None })
            .collect::<Vec<_>>()
    };
    let each = rows.map(|row| (columns(spec, texts(&row.cells).iter().map(String::as_str)), row));
    let better = each.filter(|(n, _)| *n >= 2 && *n > own).max_by_key(|(n, row)| (*n, Reverse(row.number)));
    if let Some((_, row)) = better {
        let mut finding = told("header-below");
        finding.place.row = Some(row.number);
        findings.push(finding.with("headers", some(texts(&row.cells).iter().map(String::as_str))));
        return false;
    }
    if own == 0 && !raw.rows.is_empty() && heads().all(|text| spec.find_without_remark(text).is_none()) {
        let known = spec.columns.iter().filter(|c| c.required).map(|c| c.zh);
        findings.push(told("no-header").with("headers", some(heads())).with("known", some(known)).with("rows", FAR));
        return false;
    }
    true
}

/// How many columns of the table these headers name.
fn columns<'a>(spec: &TableSpec, headers: impl Iterator<Item = &'a str>) -> usize {
    headers.filter_map(|text| spec.find_header(text)).collect::<BTreeSet<usize>>().len()
}

/// The first of several words.
fn some<'a>(mut words: impl Iterator<Item = &'a str>) -> String {
    let mut shown: Vec<&str> = words.by_ref().take(SHOWN).collect();
    if words.next().is_some() {
        shown.push("…");
    }
    shown.join(", ")
}
