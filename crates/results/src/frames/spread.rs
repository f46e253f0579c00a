//! How values of many runs are spread: by nearest rank, always a value that some run has.

use super::refused;
use polars::prelude::{Column, DataFrame, SortMultipleOptions};
use std::io;

/// Values by what they belong to.
#[derive(Debug, Default)]
pub struct Observed {
    points: Vec<u32>,
    keys: Vec<u32>,
    values: Vec<i64>,
}

impl Observed {
    /// Takes the value of one run: the point of the sweep and the figure it belongs to, both numbered by the caller.
    pub fn push(&mut self, point: u32, key: u32, value: i64) {
        self.points.push(point);
        self.keys.push(key);
        self.values.push(value);
    }
}

/// The spread of one figure of one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranks {
    /// The point.
    pub point: u32,
    /// The figure.
    pub key: u32,
    /// How many values there are.
    pub runs: u32,
    /// The least.
    pub least: i64,
    /// One in ten is no larger.
    pub tenth: i64,
    /// The median.
    pub median: i64,
    /// Nine in ten are no larger.
    pub ninetieth: i64,
    /// The most.
    pub most: i64,
}

/// The spread of every figure of every point, by point and figure.
///
/// # Errors
/// The frame cannot be made: there is no memory for it.
pub fn spreads(of: Observed) -> io::Result<Vec<Ranks>> {
    let Observed { points, keys, values } = of;
    let rows = values.len();
    let columns =
        vec![Column::new("point".into(), points), Column::new("key".into(), keys), Column::new("value".into(), values)];
    let frame = DataFrame::new(rows, columns).map_err(refused)?;
    let sorted = frame.sort(["point", "key", "value"], SortMultipleOptions::default()).map_err(refused)?;
    let column = |name: &str| sorted.column(name).map_err(refused);
    let points = column("point")?.as_materialized_series().rechunk();
    let keys = column("key")?.as_materialized_series().rechunk();
    let values = column("value")?.as_materialized_series().rechunk();
    let (points, keys) = (points.u32().map_err(refused)?, keys.u32().map_err(refused)?);
    let values = values.i64().map_err(refused)?;
    let groups = sorted.group_by_stable(["point", "key"]).map_err(refused)?;
    let ranks = groups.get_groups().iter().filter_map(|group| {
        let (first, n) = (group.first() as usize, group.len());
        // Not the library's own quantile: 70 values times 0.1 are a little more than 7 there, and the eighth is taken.
        let rank = |hundredths: usize| values.get(first + (n * hundredths).div_ceil(100).saturating_sub(1));
        Some(Ranks {
            point: points.get(first)?,
            key: keys.get(first)?,
            runs: u32::try_from(n).unwrap_or(u32::MAX),
            least: values.get(first)?,
            tenth: rank(10)?,
            median: rank(50)?,
            ninetieth: rank(90)?,
            most: rank(100)?,
        })
    });
    Ok(ranks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Vec<[i64; 5]> {
        let mut observed = Observed::default();
        values.iter().for_each(|v| observed.push(3, 1, *v));
        let found = spreads(observed).expect("a frame");
        found.iter().map(|r| [r.least, r.tenth, r.median, r.ninetieth, r.most]).collect()
    }

    #[test]
    fn percentiles_are_values_that_are_there() {
        assert_eq!(of(&[7, 1, 3, 10, 2, 9, 8, 4, 6, 5]), [[1, 1, 5, 9, 10]]);
        assert_eq!(of(&[5]), [[5; 5]]);
        assert!(of(&[]).is_empty());
        let seventy: Vec<i64> = (1..=70).rev().collect();
        assert_eq!(of(&seventy), [[1, 7, 35, 63, 70]]);
    }

    #[test]
    fn groups_come_by_point_and_figure() {
        let mut observed = Observed::default();
        for (point, key, value) in [(1, 0, 5), (0, 1, 2), (1, 0, -4), (0, 0, 9), (0, 1, 3)] {
            observed.push(point, key, value);
        }
        let found = spreads(observed).expect("a frame");
        let seen: Vec<_> = found.iter().map(|r| (r.point, r.key, r.runs, r.least, r.most)).collect();
        assert_eq!(seen, [(0, 0, 1, 9, 9), (0, 1, 2, 2, 3), (1, 0, 2, -4, 5)]);
    }
}
