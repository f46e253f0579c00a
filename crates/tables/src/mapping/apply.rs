//! Turns a foreign table into one whose cells are as the registry expects them.

use super::{Derive, Doubled, Located, TableMapping};
use crate::cells;
use crate::nearest;
use crate::raw::{Cell, RawTable};
use crate::schema::{TableSpec, header_key};
use crate::table::Source;
use lungang_domain::finding::{Finding, Findings};
use std::collections::{BTreeMap, BTreeSet};

/// Applies a table's mapping: rows are filtered, values translated, constants and derived columns added.
///
/// `sources` is the binding by headers that the registry knows; the mapping goes before it.
pub(crate) fn apply(
    mapping: &TableMapping,
    spec: &'static TableSpec,
    raw: &mut RawTable,
    sources: &mut [Source],
    year: Option<i16>,
    findings: &mut Findings,
) {
    filter(mapping, spec, raw, year, findings);
    let position = |column: &str| spec.columns.iter().position(|c| c.name == column);
    for (column, header) in &mapping.columns {
        if let (Some(at), Some(c)) = (find(raw, header, spec, findings), position(column)) {
            // A header that is mapped by hand is no longer what its name says.
            for source in sources.iter_mut().filter(|s| **s == Source::Column(at)) {
                *source = Source::Missing;
            }
            sources[c] = Source::Column(at);
        }
    }
    for (column, words) in &mapping.values {
        if let Some(Source::Column(at)) = position(column).map(|c| sources[c]) {
            translate(raw, at, words);
        }
    }
    for (column, derived) in &mapping.derive {
        if let (Some(at), Some(c)) = (find(raw, &derived.column, spec, findings), position(column)) {
            sources[c] = Source::Column(add_derived(raw, at, derived));
        }
    }
    for (column, value) in &mapping.constants {
        if let Some(c) = position(column) {
            let at = raw.rows.first().map_or(0, |r| r.cells.len());
            for row in &mut raw.rows {
                row.cells.push(Cell::Text(value.clone()));
            }
            sources[c] = Source::Constant(at);
        }
    }
    let key = spec.columns.first().filter(|c| c.required && c.name.ends_with("_id"));
    if let (Some(Source::Column(at)), true) = (key.map(|_| sources[0]), mapping.doubled != Doubled::Error) {
        doubled(mapping.doubled, raw, at, sources, findings);
    }
}

/// The position of a header that the mapping names; where the file has none, it is told.
fn find(raw: &RawTable, header: &Located, spec: &TableSpec, findings: &mut Findings) -> Option<usize> {
    let exact = raw.headers.iter().position(|h| h.text == header.text);
    let key = header_key(&header.text);
    let found = exact.or_else(|| raw.headers.iter().position(|h| header_key(&h.text) == key));
    if found.is_none() {
        let hint = nearest::hint(&header.text, raw.headers.iter().map(|h| h.text.as_str()));
        let finding = Finding::error("mapping-unknown-header", header.place.clone()).with("header", &header.text);
        let finding = finding.with("hint", hint).with("file", &raw.file).with("table", spec.name);
        let headers: Vec<&str> = raw.headers.iter().map(|h| h.text.as_str()).collect();
        findings.push(finding.with("headers", headers.join(", ")));
    }
    found
}

fn filter(mapping: &TableMapping, spec: &TableSpec, raw: &mut RawTable, year: Option<i16>, findings: &mut Findings) {
    for (header, values) in &mapping.filter {
        let Some(at) = find(raw, header, spec, findings) else { continue };
        let mut wanted = BTreeSet::new();
        for value in values {
            match (value.contains("{year}"), year) {
                (true, Some(year)) => wanted.insert(header_key(&value.replace("{year}", &year.to_string()))),
                (true, None) => {
                    let finding = Finding::error("mapping-no-year", header.place.clone());
                    findings.push(finding.with("header", &header.text));
                    return;
                }
                (false, _) => wanted.insert(header_key(value)),
            };
        }
        let before = raw.rows.len();
        let seen: BTreeSet<String> = raw.rows.iter().map(|r| r.cells[at].show()).take(10_000).collect();
        raw.rows.retain(|row| wanted.contains(&header_key(&row.cells[at].show())));
        if raw.rows.is_empty() && before > 0 {
            let seen: Vec<String> = seen.into_iter().take(12).collect();
            let asked: Vec<String> = wanted.into_iter().collect();
            let finding = Finding::error("filter-keeps-nothing", header.place.clone());
            let finding =
                finding.with("header", &header.text).with("wanted", asked.join(", ")).with("table", spec.name);
            findings.push(finding.with("seen", seen.join(", ")));
            return;
        }
    }
}

fn translate(raw: &mut RawTable, at: usize, words: &BTreeMap<String, String>) {
    let by_key: BTreeMap<String, &String> = words.iter().map(|(k, v)| (header_key(k), v)).collect();
    for row in &mut raw.rows {
        let shown = row.cells[at].show();
        if let Some(word) = words.get(&shown).or_else(|| by_key.get(&header_key(&shown)).copied()) {
            row.cells[at] = Cell::Text(word.clone());
        }
    }
}

/// Adds a column that follows from the one at `from`; in places it bears that one's name.
fn add_derived(raw: &mut RawTable, from: usize, derived: &Derive) -> usize {
    let by_key: BTreeMap<String, &String> = derived.cases.iter().map(|(k, v)| (header_key(k), v)).collect();
    // Cells of constants have no header; a derived cell stands where its header does, before any of them.
    let at = raw.headers.len();
    raw.headers.push(raw.headers[from].clone());
    for row in &mut raw.rows {
        let cell = match by_key.get(&header_key(&row.cells[from].show())).copied().or(derived.otherwise.as_ref()) {
            Some(word) => Cell::Text(word.clone()),
            None => row.cells[from].clone(),
        };
        row.cells.insert(at, cell);
    }
    at
}

/// Numbers the ids of rows that have one in common, or leaves all but the first of them out.
///
/// Which is the first is decided by what the rows hold, not by their order in the file.
fn doubled(what: Doubled, raw: &mut RawTable, at: usize, sources: &[Source], findings: &mut Findings) {
    let used: Vec<usize> =
        sources.iter().filter_map(|s| if let Source::Column(c) = s { Some(*c) } else { None }).collect();
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, row) in raw.rows.iter().enumerate() {
        if let Ok(id) = cells::id(&row.cells[at]) {
            by_id.entry(id).or_default().push(index);
        }
    }
    let mut dropped = BTreeSet::new();
    let mut renamed = Vec::new();
    let taken: BTreeSet<&String> = by_id.keys().collect();
    for (id, mut rows) in by_id.iter().filter(|(_, rows)| rows.len() > 1).map(|(id, r)| (id, r.clone())) {
        let shown = |index: usize| used.iter().map(|c| raw.rows[index].cells[*c].show()).collect::<Vec<_>>();
        rows.sort_by_cached_key(|index| shown(*index));
        let first = raw.rows[rows[0]].number;
        let mut number = 1;
        for index in rows.into_iter().skip(1) {
            let place = raw.place(Some(raw.rows[index].number), Some(at));
            if what == Doubled::First {
                dropped.insert(index);
                let finding = Finding::warning("doubled-row-left-out", place).with("id", id);
                findings.push(finding.with("first", first));
                continue;
            }
            number += 1;
            while taken.contains(&format!("{id}-{number}")) {
                number += 1;
            }
            let new = format!("{id}-{number}");
            let finding = Finding::warning("doubled-row-numbered", place).with("id", id).with("new", &new);
            findings.push(finding.with("first", first));
            renamed.push((index, new));
        }
    }
    for (index, new) in renamed {
        raw.rows[index].cells[at] = Cell::Text(new);
    }
    let mut index = 0;
    raw.rows.retain(|_| {
        index += 1;
        !dropped.contains(&(index - 1))
    });
}
