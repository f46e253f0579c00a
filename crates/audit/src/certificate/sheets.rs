//! The sheets of a certificate: prices with the limits within which they are to prove something. A goal has one without limits,
//! and one for each of its cases.

use lungang_domain::certificate::{Certificate, Limit};
use std::collections::BTreeMap;

/// Prices, and for which plans they are meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'c> {
    /// Name of the goal.
    pub(super) goal: &'c str,
    /// What rows keep to besides their own range.
    pub(super) limits: &'c [Limit],
    /// Prices of the rows.
    pub(super) prices: &'c BTreeMap<String, i64>,
    /// Prices of the goals that are held.
    pub(super) held: &'c [i64],
}

/// All sheets, goal by goal, each goal's own before its cases.
pub(super) fn sheets(certificate: &Certificate) -> Vec<Sheet<'_>> {
    let mut sheets = Vec::new();
    for of in &certificate.goals {
        let goal = of.name.as_str();
        sheets.push(Sheet { goal, limits: &[], prices: &of.prices, held: &of.held });
        let cases = of.cases.iter();
        sheets.extend(cases.map(|case| Sheet { goal, limits: &case.limits, prices: &case.prices, held: &case.held }));
    }
    sheets
}

/// The plans whose rows lie within limits: by row, least and largest activity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Region<'c>(BTreeMap<&'c str, (i64, i64)>);

/// The most parts into which plans are taken apart to see whether regions leave any out.
const PARTS: usize = 20_000;

impl<'c> Region<'c> {
    /// The region of some limits.
    pub(super) fn of(limits: &'c [Limit]) -> Region<'c> {
        let mut region = Region::default();
        for limit in limits {
            let (lo, hi) = region.0.entry(limit.row.as_str()).or_insert((i64::MIN, i64::MAX));
            *lo = limit.least.map_or(*lo, |least| least.max(*lo));
            *hi = limit.most.map_or(*hi, |most| most.min(*hi));
        }
        region
    }

    /// What it asks of a row; no limits where it asks nothing.
    pub(super) fn range(&self, row: &str) -> (i64, i64) {
        self.0.get(row).copied().unwrap_or((i64::MIN, i64::MAX))
    }

    /// The rows that it speaks of.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'c str> + '_ {
        self.0.keys().copied()
    }

    /// Whether this region lies within the other, outside, or across it.
    fn beside(&self, other: &Region<'c>) -> Beside<'c> {
        let mut splits = Vec::new();
        for (row, (lo, hi)) in &other.0 {
            let (from, to) = self.range(row);
            if hi < lo || *hi < from || *lo > to {
                return Beside::Outside;
            }
            splits.extend((*hi < to).then_some((*row, *hi)));
            splits.extend((*lo > from).then(|| (*row, *lo - 1)));
        }
        if splits.is_empty() { Beside::Within } else { Beside::Across(splits) }
    }
}

enum Beside<'c> {
    Within,
    Outside,
    /// Where it can be split so that a part lies outside: the row, and the last activity of the lower part.
    Across(Vec<(&'c str, i64)>),
}

/// Whether every plan lies in one of the regions: activities are whole numbers.
///
/// Plans are split where most regions split them, which finds the way again in which a solver has taken them apart.
pub(super) fn cover(regions: &[Region<'_>]) -> bool {
    let (mut open, mut parts) = (vec![Region::default()], 0);
    while let Some(part) = open.pop() {
        parts += 1;
        let mut splits: BTreeMap<(&str, i64), u32> = BTreeMap::new();
        let mut within = false;
        for region in regions {
            match part.beside(region) {
                Beside::Within => within = true,
                Beside::Outside => {}
                Beside::Across(at) => at.into_iter().for_each(|at| *splits.entry(at).or_default() += 1),
            }
        }
        if within {
            continue;
        }
        let most = splits.into_iter().max_by_key(|(_, regions)| *regions);
        let Some(((row, last), _)) = most.filter(|_| parts < PARTS) else { return false };
        let (from, to) = part.range(row);
        for half in [(from, last), (last.saturating_add(1), to)] {
            let mut next = part.clone();
            next.0.insert(row, half);
            open.push(next);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(row: &str, least: Option<i64>, most: Option<i64>) -> Limit {
        Limit { row: row.to_owned(), least, most }
    }

    #[test]
    fn a_plan_that_no_case_speaks_of_is_found() {
        let (a_low, a_high) = (limit("a", None, Some(3)), limit("a", Some(4), None));
        let (b_low, b_high) = (limit("b", None, Some(0)), limit("b", Some(1), None));
        let covered = |cases: &[Vec<Limit>]| cover(&cases.iter().map(|c| Region::of(c)).collect::<Vec<_>>());
        assert!(covered(&[vec![]]));
        assert!(covered(&[vec![a_low.clone()], vec![a_high.clone()]]));
        assert!(covered(&[
            vec![a_low.clone(), b_low.clone()],
            vec![a_low.clone(), b_high.clone()],
            vec![a_high.clone()]
        ]));
        // Overlapping cases, and cases of several rows that only together leave nothing out.
        assert!(covered(&[vec![limit("a", None, Some(9))], vec![a_high.clone()]]));
        for missing in [
            vec![],
            vec![vec![a_low.clone()]],
            vec![vec![a_low.clone()], vec![limit("a", Some(5), None)]],
            vec![vec![a_low.clone(), b_low.clone()], vec![a_high.clone(), b_high.clone()]],
            vec![vec![a_low.clone(), b_low], vec![a_high]],
            vec![vec![limit("a", Some(4), Some(3))]],
            vec![vec![a_low], vec![b_high]],
        ] {
            assert!(!covered(&missing), "{missing:?}");
        }
    }

    /// As a solver takes plans apart: by another row in every branch, whose names are in no order.
    #[test]
    fn branches_by_many_rows_leave_nothing_out() {
        fn taken_apart(own: &[Limit], at: u32, depth: u32, cases: &mut Vec<Vec<Limit>>) {
            if depth == 0 {
                cases.push(own.to_vec());
                return;
            }
            let row = format!("row{}", at.wrapping_mul(2_654_435_761) % 997);
            for (limit, child) in [(limit(&row, None, Some(3)), 2 * at), (limit(&row, Some(4), None), 2 * at + 1)] {
                let limits: Vec<Limit> = own.iter().cloned().chain([limit]).collect();
                taken_apart(&limits, child, if child % 3 == 0 { depth / 2 } else { depth - 1 }, cases);
            }
        }
        let mut cases = Vec::new();
        taken_apart(&[], 1, 12, &mut cases);
        assert!(cases.len() > 200);
        let all: Vec<Region<'_>> = cases.iter().map(|case| Region::of(case)).collect();
        assert!(cover(&all));
        for left_out in (0..all.len()).step_by(17) {
            let rest: Vec<Region<'_>> =
                all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, region)| region.clone()).collect();
            assert!(!cover(&rest), "{left_out}");
        }
    }
}
