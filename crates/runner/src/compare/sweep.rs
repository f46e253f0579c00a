//! The runs of what-ifs as points: one for each scenario and value of its parameters, each measure with its spread over seeds.
//! Results are read one after another; only their figures stay in memory.

use super::CompareError;
use crate::whatif::Joined;
use lungang_domain::comparison::{Point, Spread};
use lungang_domain::plan::PlanStatus;
use lungang_domain::whatif::Amount;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Figures of a point: by school year and measure, in the order in which they were found.
#[derive(Default)]
struct Gathered {
    seeds: Vec<u64>,
    infeasible: u32,
    order: Vec<(String, String)>,
    values: BTreeMap<(String, String), Vec<Amount>>,
}

/// The points, scenario by scenario, by the values of their parameters.
///
/// # Errors
/// A result cannot be read.
pub fn points(sweeps: &[Joined]) -> Result<Vec<Point>, CompareError> {
    let mut order: Vec<(usize, String, BTreeMap<String, String>)> = Vec::new();
    let mut all: BTreeMap<(usize, String, BTreeMap<String, String>), Gathered> = BTreeMap::new();
    for (of, joined) in sweeps.iter().enumerate() {
        for entry in joined.document.runs.iter().filter(|e| e.status.is_some()) {
            let key = (of, entry.scenario.clone(), entry.parameters.clone());
            if !all.contains_key(&key) {
                order.push(key.clone());
            }
            let point = all.entry(key).or_default();
            let result = joined.result(entry)?;
            point.seeds.push(result.seed);
            if result.status() == PlanStatus::Infeasible {
                point.infeasible += 1;
                // What the county is like without a plan is no figure of a plan.
                continue;
            }
            for year in result.planned {
                for measure in &year.measures {
                    let key = (year.school_year.clone(), measure.measure.clone());
                    if !point.values.contains_key(&key) {
                        point.order.push(key.clone());
                    }
                    point.values.entry(key).or_default().push(measure.value);
                }
            }
        }
    }
    // One parameter after another, so that a chart goes through the values of the last for each of the first.
    order.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| by_value(&a.2, &b.2)));
    Ok(order.into_iter().filter_map(|key| Some(point(&key.1, &key.2, all.remove(&key)?))).collect())
}

/// Parameters by their values, numbers as numbers.
fn by_value(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Ordering {
    let number = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    for (a, b) in a.values().zip(b.values()) {
        let order = match (number(a), number(b)) {
            (Some(x), Some(y)) => x.total_cmp(&y),
            _ => a.cmp(b),
        };
        if order.is_ne() {
            return order;
        }
    }
    a.cmp(b)
}

fn point(scenario: &str, parameters: &BTreeMap<String, String>, mut of: Gathered) -> Point {
    of.seeds.sort_unstable();
    let mut words = vec![scenario.to_owned()];
    words.extend(parameters.iter().map(|(name, value)| format!("{name}={value}")));
    let spread = of.order.into_iter().filter_map(|key| {
        let values = of.values.remove(&key)?;
        spread(key.0, key.1, values)
    });
    Point {
        label: words.join(" "),
        scenario: scenario.to_owned(),
        parameters: parameters.clone(),
        seeds: of.seeds,
        infeasible: of.infeasible,
        spread: spread.collect(),
    }
}

/// Percentiles by nearest rank: always a value that some run has.
fn spread(school_year: String, measure: String, mut values: Vec<Amount>) -> Option<Spread> {
    values.sort_by(|a, b| a.as_f64().total_cmp(&b.as_f64()));
    let n = values.len();
    let rank = |hundredths: usize| values.get((n * hundredths).div_ceil(100).saturating_sub(1)).copied();
    Some(Spread {
        school_year,
        measure,
        runs: u32::try_from(n).unwrap_or(u32::MAX),
        least: *values.first()?,
        tenth: rank(10)?,
        median: rank(50)?,
        ninetieth: rank(90)?,
        most: *values.last()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_are_there() {
        let values = [7, 1, 3, 10, 2, 9, 8, 4, 6, 5].map(Amount::Whole).to_vec();
        let found = spread(String::new(), String::new(), values).expect("there are values");
        let of = [found.least, found.tenth, found.median, found.ninetieth, found.most];
        assert_eq!(of, [1, 1, 5, 9, 10].map(Amount::Whole));
        let one = spread(String::new(), String::new(), vec![Amount::Places(5)]).expect("one");
        assert_eq!((one.tenth, one.ninetieth), (Amount::Places(5), Amount::Places(5)));
        assert_eq!(spread(String::new(), String::new(), Vec::new()), None);
    }
}
