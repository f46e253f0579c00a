//! The rows: each is stated once, with its range, and takes its prices from the certificate by its name.

use super::exact::{Overflow, add, product};
use super::sheets::{Region, Sheet};
use super::stated::{fault, shown};
use crate::kinds::FaultKind;
use lungang_domain::audit::Fault;
use std::collections::{BTreeMap, BTreeSet};

/// The most rows of a certificate that are named as faults.
const LISTED: usize = 10;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowIx(u32);

/// A row and what stands in it.
pub(super) type Entry = (RowIx, i64);

/// Limits of a row; an absent side does not bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    lo: Option<i64>,
    hi: Option<i64>,
}

impl Range {
    /// ≥ lo
    pub(super) fn at_least(lo: i64) -> Range {
        Range { lo: Some(lo), hi: None }
    }

    /// ≤ hi
    pub(super) fn at_most(hi: i64) -> Range {
        Range { lo: None, hi: Some(hi) }
    }

    /// ≥ lo and ≤ hi
    pub(super) fn between(lo: i64, hi: i64) -> Range {
        Range { lo: Some(lo), hi: Some(hi) }
    }

    /// = value
    pub(super) fn equal(value: i64) -> Range {
        Range { lo: Some(value), hi: Some(value) }
    }

    /// The same, and between two activities.
    fn within(self, (least, most): (i64, i64)) -> Range {
        let lo = Some(least).filter(|least| *least > i64::MIN).max(self.lo);
        let most = Some(most).filter(|most| *most < i64::MAX);
        Range { lo, hi: self.hi.into_iter().chain(most).min() }
    }
}

/// Every row's prices, and what the rows give every proof.
#[derive(Debug)]
pub(super) struct Rows<'c> {
    sheets: &'c [Sheet<'c>],
    /// Limits of each sheet.
    regions: Vec<Region<'c>>,
    /// Rows that a sheet limits and that have not been stated, by sheet.
    limited: Vec<BTreeSet<&'c str>>,
    /// Prices row by row, within a row sheet by sheet.
    prices: Vec<i64>,
    /// Σ_r (y_r > 0 ? y_r·lo_r : y_r·hi_r), by sheet.
    sums: Vec<Result<i128, Overflow>>,
    /// Prices whose row has not been stated, by sheet.
    pending: Vec<BTreeMap<&'c str, i64>>,
    /// Prices on sides that do not exist.
    faults: Vec<Fault>,
}

impl<'c> Rows<'c> {
    /// No row yet.
    pub(super) fn new(sheets: &'c [Sheet<'c>]) -> Self {
        let pending = sheets.iter().map(|sheet| sheet.prices.iter().map(|(name, y)| (name.as_str(), *y)).collect());
        let regions: Vec<Region<'c>> = sheets.iter().map(|sheet| Region::of(sheet.limits)).collect();
        Rows {
            sheets,
            limited: regions.iter().map(|region| region.rows().collect()).collect(),
            regions,
            prices: Vec::new(),
            sums: vec![Ok(0); sheets.len()],
            pending: pending.collect(),
            faults: Vec::new(),
        }
    }

    /// States a row.
    pub(super) fn add(&mut self, name: &str, range: Range) -> RowIx {
        let sheets = self.pending.len();
        let row = RowIx((self.prices.len() / sheets.max(1)) as u32);
        for (sheet, pending) in self.pending.iter_mut().enumerate() {
            let price = pending.remove(name).unwrap_or(0);
            let range = match self.limited[sheet].remove(name) {
                true => range.within(self.regions[sheet].range(name)),
                false => range,
            };
            let side = match price {
                0 => Some(0),
                1.. => range.lo,
                _ => range.hi,
            };
            match side {
                Some(side) => {
                    self.sums[sheet] = self.sums[sheet].and_then(|sum| add(sum, product(price, side)));
                }
                None if self.faults.len() < LISTED => {
                    let goal = self.sheets[sheet].goal;
                    self.faults.push(fault(FaultKind::CertificateSide, None, Some(format!("{goal}: {}", shown(name)))));
                }
                None => {}
            }
            self.prices.push(price);
        }
        row
    }

    /// Whether every price stood on a side that its row has, and every name was a row's.
    ///
    /// # Errors
    /// The faults, some of them where there are many.
    pub(super) fn settled(&mut self) -> Result<(), Vec<Fault>> {
        let mut faults = std::mem::take(&mut self.faults);
        for ((pending, limited), sheet) in self.pending.iter().zip(&self.limited).zip(self.sheets) {
            let unknown = pending.keys().chain(limited).take(LISTED);
            let said = unknown
                .map(|row| fault(FaultKind::CertificateRow, None, Some(format!("{}: {}", sheet.goal, shown(row)))));
            faults.extend(said);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The price of a row in a sheet.
    pub(super) fn price(&self, row: RowIx, sheet: usize) -> i64 {
        self.prices[row.0 as usize * self.pending.len() + sheet]
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.prices.len() / self.pending.len().max(1)
    }

    /// Whether any of some rows, which follow one another, has a price in a sheet.
    pub(super) fn priced(&self, rows: &std::ops::Range<usize>, sheet: usize) -> bool {
        rows.clone().any(|row| self.price(RowIx(row as u32), sheet) != 0)
    }

    /// What the rows give a sheet.
    pub(super) fn sum(&self, sheet: usize) -> Result<i128, Overflow> {
        self.sums[sheet]
    }
}
