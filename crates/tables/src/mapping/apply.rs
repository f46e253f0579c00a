//! Turns a foreign table into one whose cells are as the registry expects them.

use super::{Doubled, Located, TableMapping};
use crate::cells;
use crate::raw::{Cell, RawTable};
use crate::schema::{TableSpec, header_key, value_key};
use crate::table::Source;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::nearest;
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
    let named: Vec<(usize, usize)> = mapping
        .columns
        .iter()
        .filter_map(|(column, header)| Some((position(column)?, find(raw, header, spec, findings)?)))
        .collect();
    // A header that is mapped by hand is no longer what its name says.
    for source in sources.iter_mut().filter(|s| named.iter().any(|(_, at)| **s == Source::Column(*at))) {
        *source = Source::Missing;
    }
    for (c, at) in named {
        sources[c] = Source::Column(at);
    }
    // The columns of the file stay as they are, so that each may be read more than once.
    for (column, words) in &mapping.values {
        if let Some((c, Source::Column(at))) = position(column).map(|c| (c, sources[c])) {
            sources[c] = Source::Column(add_translated(raw, at, words, None));
        }
    }
    for (column, derived) in &mapping.derive {
        if let (Some(at), Some(c)) = (find(raw, &derived.column, spec, findings), position(column)) {
            sources[c] = Source::Column(add_translated(raw, at, &derived.cases, derived.otherwise.as_ref()));
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
}

/// Numbers or leaves out the rows that have an id in common, as the mapping says.
pub(crate) fn settle_doubled(
    mapping: &TableMapping,
    spec: &'static TableSpec,
    raw: &mut RawTable,
    sources: &[Source],
    findings: &mut Findings,
) {
    let key = spec.columns.first().filter(|c| c.required && c.name.ends_with("_id"));
    if let (Some(Source::Column(at)), true) = (key.map(|_| sources[0]), mapping.doubled != Doubled::Error) {
        doubled(mapping.doubled, raw, at, sources, findings);
    }
}

/// The position of a header that the mapping names; where the file has none, or several that may be meant, it is told.
fn find(raw: &RawTable, header: &Located, spec: &TableSpec, findings: &mut Findings) -> Option<usize> {
    let exact = raw.headers.iter().position(|h| h.text == header.text);
    let key = header_key(&header.text);
    let alike: Vec<usize> = (0..raw.headers.len()).filter(|at| header_key(&raw.headers[*at].text) == key).collect();
    let found = exact.or(if let [only] = alike[..] { Some(only) } else { None });
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
                (true, Some(year)) => wanted.insert(value_key(&value.replace("{year}", &year.to_string()))),
                (true, None) => {
                    let finding = Finding::error("mapping-no-year", header.place.clone());
                    findings.push(finding.with("header", &header.text));
                    return;
                }
                (false, _) => wanted.insert(value_key(value)),
            };
        }
        let before = raw.rows.len();
        let seen: BTreeSet<String> = raw.rows.iter().map(|r| r.cells[at].show()).take(10_000).collect();
        raw.rows.retain(|row| wanted.contains(&value_key(&row.cells[at].show())));
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

/// Adds a column that follows from the one at `from`, word by word, else the other word or the cell itself; in places it
/// bears that one's name.
fn add_translated(
    raw: &mut RawTable,
    from: usize,
    words: &BTreeMap<String, String>,
    otherwise: Option<&String>,
) -> usize {
    let by_key: BTreeMap<String, &String> = words.iter().map(|(k, v)| (value_key(k), v)).collect();
    // Cells of constants have no header; a translated cell stands where its header does, before any of them.
    let at = raw.headers.len();
    raw.headers.push(raw.headers[from].clone());
    for row in &mut raw.rows {
        let shown = row.cells[from].show();
        let word = words.get(&shown).or_else(|| by_key.get(&value_key(&shown)).copied()).or(otherwise);
        let cell = word.map_or_else(|| row.cells[from].clone(), |word| Cell::Text(word.clone()));
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
