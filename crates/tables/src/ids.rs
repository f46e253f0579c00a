//! Ids of a whole column: identity numbers, numbers that a spreadsheet has rounded, and numbers of rows.
//!
//! This is where every cell of a bound table passes: identity numbers end here and stand in no value that is kept.

use crate::raw::Cell;
use crate::schema::Kind;
use crate::table::{Source, Table};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::identity;

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// Fewer ids than this are no numbering.
const FEW: usize = 3;

/// Takes identity numbers out of the table and tells ids that are none or are not what they were.
pub(crate) fn check(table: &mut Table, findings: &mut Findings) {
    scrub(table);
    for (c, column) in table.spec.columns.iter().enumerate() {
        let (Kind::Id, Source::Column(at) | Source::Constant(at)) = (column.kind, table.sources[c]) else { continue };
        let person = matches!(column.name, "teacher_id" | "spouse_id" | "relative_id");
        check_identity_numbers(table, at, person, findings);
        check_rounded_ids(table, at, findings);
        if table.spec.name == "teachers" && column.name == "teacher_id" {
            check_row_numbers(table, at, findings);
        }
    }
}

fn scrub(table: &mut Table) {
    for header in &mut table.raw.headers {
        clean(&mut header.text);
    }
    for cell in table.raw.rows.iter_mut().flat_map(|row| &mut row.cells) {
        match cell {
            Cell::Text(text) => clean(text),
            Cell::Int(n) if n.unsigned_abs() < 10_u64.pow(17) => {}
            Cell::Int(_) | Cell::Real(_) if identity::is_in(&cell.show()) => {
                *cell = Cell::Text(identity::WORD.to_owned());
            }
            _ => {}
        }
    }
}

fn clean(text: &mut String) {
    if identity::is_in(text) {
        *text = identity::scrub(text, identity::WORD).into_owned();
    }
}

/// Identity numbers in place of ids: they are told once, without any of them, and are no ids.
///
/// Numbers of 15 digits are old identity numbers where all of the column's are, in a column of people.
fn check_identity_numbers(table: &mut Table, at: usize, person: bool, findings: &mut Findings) {
    let shown = |cell: &Cell| if matches!(cell, Cell::Text(_) | Cell::Int(_)) { cell.show() } else { String::new() };
    let fifteen = |text: &String| text.len() == KEPT && text.bytes().all(|b| b.is_ascii_digit());
    let mut long = table.raw.rows.iter().map(|row| shown(&row.cells[at])).filter(fifteen).peekable();
    let old = person && long.peek().is_some() && long.all(|text| identity::is_old(&text));
    let mut first = None;
    let mut count = 0;
    for row in &mut table.raw.rows {
        let text = shown(&row.cells[at]);
        if text.contains(identity::WORD) || old && fifteen(&text) {
            row.cells[at] = Cell::Text(identity::WORD.to_owned());
            first = first.or(Some(row.number));
            count += 1;
        }
    }
    if let Some(number) = first {
        let column = table.raw.headers.get(at).map_or("", |h| h.text.as_str()).to_owned();
        let place = table.raw.place(Some(number), Some(at).filter(|at| *at < table.raw.headers.len()));
        findings.push(Finding::error("identity-number", place).with("column", column).with("n", count));
    }
}

/// Numbers of more digits than a spreadsheet keeps, all of which end in zeros.
fn check_rounded_ids(table: &Table, at: usize, findings: &mut Findings) {
    let mut long = Vec::new();
    for row in &table.raw.rows {
        let digits = row.cells[at].show();
        let digits = digits.trim_start_matches('\'').to_owned();
        if digits.len() > KEPT && digits.bytes().all(|b| b.is_ascii_digit()) {
            if digits[KEPT..].bytes().any(|b| b != b'0') {
                return;
            }
            long.push((row.number, digits));
        }
    }
    let Some((number, value)) = long.first() else { return };
    let place = table.raw.place(Some(*number), Some(at).filter(|at| *at < table.raw.headers.len()));
    // They may end so by chance, and where two became one this is an error of its own.
    let finding = Finding::warning("rounded-id", place);
    findings.push(finding.with("value", format!("{value} ×{}", long.len())));
}

/// Ids that only count the rows: next year's list gives them to other people.
fn check_row_numbers(table: &Table, at: usize, findings: &mut Findings) {
    let rows = &table.raw.rows;
    let counts = |(index, row): (usize, &crate::raw::RawRow)| match &row.cells[at] {
        Cell::Int(n) => *n == index as i64 + 1,
        Cell::Text(text) => text.len() <= 9 && text.parse() == Ok(index + 1),
        _ => false,
    };
    if rows.len() >= FEW && rows.iter().enumerate().all(counts) {
        let place = table.raw.place(None, Some(at).filter(|at| *at < table.raw.headers.len()));
        findings.push(Finding::warning("ids-number-rows", place).with("n", rows.len()));
    }
}
