//! Couples: both are on the roster and each names the other.

use super::elsewhere;
use super::row::Row;
use super::teachers::Cols;
use crate::names::{Directory, Named};
use crate::table::Table;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::TeacherIx;
use lungang_domain::teacher::Teacher;
use std::collections::HashMap;

/// Joins spouses; `rows` and `spouses` stand beside `teachers`.
pub(super) fn join(
    table: &Table,
    cols: &Cols,
    teachers: &mut [Teacher],
    rows: &[usize],
    spouses: &[Option<String>],
    findings: &mut Findings,
) {
    if !table.has_col(cols.spouse) && !table.has_col(cols.together) {
        return;
    }
    let index: HashMap<String, usize> = teachers.iter().enumerate().map(|(i, t)| (t.id.clone(), i)).collect();
    let names = Directory::of_teachers(teachers);
    let named: Vec<Named> = spouses.iter().map(|s| s.as_ref().map_or(Named::Nobody, |id| names.find(id))).collect();
    for (at, (spouse, named)) in spouses.iter().zip(&named).enumerate() {
        let row = &mut Row::new(table, rows[at], findings);
        let word = spouse.as_deref().unwrap_or_default();
        row.check_named(cols.spouse, word, named, &names, ["several-teachers", "short-name"]);
    }
    let several = |at: usize| matches!(named[at], Named::Several(_));
    let named: Vec<Option<usize>> = named.iter().map(Named::one).collect();
    for at in (0..teachers.len()).filter(|at| !several(*at)) {
        match (&spouses[at], named[at]) {
            (None, _) => check_together_without_spouse(table, cols, &teachers[at], rows[at], findings),
            (Some(id), None) => check_unknown_spouse(table, cols, rows[at], id, &index, findings),
            (Some(_), Some(other)) if other == at => check_own_spouse(table, cols, rows[at], findings),
            // Whom the other names is not known: this was told in their row.
            (Some(_), Some(other)) if named[other].is_none() && spouses[other].is_some() => {}
            (Some(id), Some(other)) if named[other] != Some(at) => {
                check_spouse_not_mutual(table, cols, (rows[at], rows[other]), id, spouses[other].as_deref(), findings);
            }
            (Some(_), Some(other)) => {
                teachers[at].spouse = Some(TeacherIx::new(other));
                // What one of the two asks for holds for both.
                if teachers[at].together {
                    teachers[other].together = true;
                }
            }
        }
    }
}

fn check_together_without_spouse(table: &Table, cols: &Cols, teacher: &Teacher, row: usize, findings: &mut Findings) {
    if teacher.together {
        findings.push(Finding::warning("together-without-spouse", table.cell_place(row, cols.together)));
    }
}

fn check_unknown_spouse(
    table: &Table,
    cols: &Cols,
    row: usize,
    id: &str,
    index: &HashMap<String, usize>,
    findings: &mut Findings,
) {
    let finding = Finding::error("unknown-spouse", table.cell_place(row, cols.spouse)).with("id", id);
    let hint = || {
        // In order of ids, so that the suggestion is the same on every run.
        let mut ids: Vec<&str> = index.keys().map(String::as_str).collect();
        ids.sort_unstable();
        lungang_domain::nearest::hint(id, ids.into_iter().take(super::HINTS_UP_TO))
    };
    findings.push_hinted(finding, Some(hint));
}

fn check_own_spouse(table: &Table, cols: &Cols, row: usize, findings: &mut Findings) {
    findings.push(Finding::error("own-spouse", table.cell_place(row, cols.spouse)));
}

fn check_spouse_not_mutual(
    table: &Table,
    cols: &Cols,
    (row, other): (usize, usize),
    id: &str,
    theirs: Option<&str>,
    findings: &mut Findings,
) {
    let finding = Finding::error("spouse-not-mutual", table.cell_place(row, cols.spouse)).with("id", id);
    let there = elsewhere(&table.cell_place(other, cols.spouse));
    findings.push(finding.with("theirs", theirs.unwrap_or("-")).with("other", there));
}
