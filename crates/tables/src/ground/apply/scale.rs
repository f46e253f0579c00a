//! Numbers of a column grow or shrink; pupils that nobody knows for sure are drawn.

use super::Patch;
use super::called::Called;
use crate::schema::Kind;
use crate::spread::spread;
use crate::table::Tables;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::number::Decimal;
use lungang_policies::scenario::{Factor, Rows, Said};
use sha2::{Digest, Sha256};

impl Patch<'_> {
    /// The numbers of a column change in all rows that are meant.
    pub(super) fn scale(&mut self, of: &Rows, column: &Said, by: Factor, place: &Place) {
        let Some(at) = self.table(&of.table) else { return };
        let spec = self.tables.list[at].spec;
        let (c, rows) = (self.column(spec, column), self.rows(at, of));
        let (Some(c), Some(rows)) = (c, rows) else { return };
        let column = &spec.columns[c];
        if rows.is_empty() {
            return self.no_row(at, of);
        }
        if !matches!(column.kind, Kind::Int { .. }) {
            let finding = Finding::error("patch-column-without-numbers", place.clone()).with("column", column.name);
            return self.findings.push(finding.with("column_zh", column.zh));
        }
        let mut now = Vec::with_capacity(rows.len());
        for row in &rows {
            match self.total(at, *row, column.name) {
                Some(n) => now.push(n),
                None => {
                    let cell = self.tables.list[at].cell(*row, crate::table::Col(Some(c))).show();
                    let id = self.value(&self.tables.list[at], *row, 0);
                    let finding = Finding::error("patch-not-a-number", place.clone()).with("column", column.name);
                    let finding = finding.with("column_zh", column.zh).with("value", format!("{id}: {cell}"));
                    self.findings.push(finding);
                }
            }
        }
        if now.len() < rows.len() {
            return;
        }
        let then: Vec<i64> = match by {
            Factor::Add(more) => now.iter().zip(spread(more, &now)).map(|(n, m)| n + m).collect(),
            Factor::Each(more) => now.iter().map(|n| n + more).collect(),
            Factor::By(factor) => now.iter().map(|n| times(*n, factor)).collect(),
        };
        for (row, n) in rows.into_iter().zip(then) {
            self.put_total(at, row, column.name, n, place);
        }
    }

    /// A number; of `pupils` and `classes` the sum of the grades where there is no total.
    pub(super) fn total(&self, at: usize, row: usize, column: &str) -> Option<i64> {
        let grades = || self.grades(at, row, column).map(|g| g.iter().sum());
        self.number(at, row, column).or_else(grades)
    }

    /// Pupils or classes by grade, where a row states any of them.
    pub(super) fn grades(&self, at: usize, row: usize, column: &str) -> Option<[i64; 9]> {
        if !matches!(column, "pupils" | "classes") || self.tables.list[at].spec.name != "schools" {
            return None;
        }
        let stated: [Option<i64>; 9] = std::array::from_fn(|g| self.number(at, row, &grade(column, g)));
        stated.iter().any(Option::is_some).then(|| stated.map(|n| n.unwrap_or(0)))
    }

    /// Puts a number; grades that are stated follow their total in proportion.
    pub(super) fn put_total(&mut self, at: usize, row: usize, column: &str, n: i64, place: &Place) {
        if self.number(at, row, column).is_some() || self.grades(at, row, column).is_none() {
            self.set_named(at, row, column, &n.to_string(), place);
        }
        if let Some(now) = self.grades(at, row, column) {
            let then = spread(n, &now.map(|g| g.max(0)));
            for (g, then) in then.into_iter().enumerate().filter(|(g, then)| now[*g] != *then) {
                self.set_named(at, row, &grade(column, g), &then.to_string(), place);
            }
        }
    }
}

/// The column of a grade, from 0.
pub(super) fn grade(column: &str, grade: usize) -> String {
    format!("{column}_g{}", grade + 1)
}

/// n · factor, rounded half up.
fn times(n: i64, factor: Decimal) -> i64 {
    let product = i128::from(n) * i128::from(factor.0) + i128::from(Decimal::ONE / 2);
    i64::try_from(product.div_euclid(i128::from(Decimal::ONE))).unwrap_or(i64::MAX)
}

/// Every school's pupils × (1 + x), x drawn evenly from −`most` … `most` by the seed and the school's id.
pub(in crate::ground) fn noise(tables: &mut Tables, most: Decimal, seed: u64, place: &Place) {
    let mut findings = Findings::default();
    let mut patch = Patch { tables, words: None, called: Called::default(), findings: &mut findings };
    let Some(at) = patch.at("schools") else { return };
    for row in 0..patch.tables.list[at].len() {
        let Some(pupils) = patch.total(at, row, "pupils") else { continue };
        let id = patch.named(at, row, "school_id");
        let factor = Decimal(Decimal::ONE + drawn(seed, &id, most.0));
        patch.put_total(at, row, "pupils", times(pupils, factor), place);
        if let Some(boarders) = patch.number(at, row, "boarding") {
            // As many board as before, of a hundred; and no more than there are.
            let boarders = times(boarders, factor).min(times(pupils, factor));
            patch.set_named(at, row, "boarding", &boarders.to_string(), place);
        }
    }
}

/// A whole number from −`most` … `most`: the same on every machine.
fn drawn(seed: u64, id: &str, most: i64) -> i64 {
    let hash = Sha256::digest(format!("pupils\n{seed}\n{id}\n"));
    let number = hash.iter().take(8).fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
    let width = u64::try_from(2 * most + 1).unwrap_or(1);
    i64::try_from(number % width).unwrap_or(0) - most
}
