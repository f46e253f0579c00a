//! The runs of what-ifs as points: one for each scenario and value of its parameters, each measure with its spread over seeds.
//! Results are read one after another; only their figures stay in memory.

use super::CompareError;
use lungang_domain::comparison::{Ended, Point, Spread};
use lungang_domain::number::Decimal;
use lungang_domain::plan::PlanStatus;
use lungang_domain::whatif::Amount;
use lungang_results::frames::{Observed, Ranks, spreads};
use lungang_results::sweep_folder::Joined;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A figure of a point: a measure of a school year.
struct Figure {
    school_year: String,
    measure: String,
    /// Whether some value has places: then all count in ten-thousandths.
    places: bool,
}

/// A point while its runs are read.
struct Gathered {
    scenario: String,
    parameters: BTreeMap<String, String>,
    seeds: Vec<u64>,
    endings: BTreeMap<PlanStatus, u32>,
    /// In the order in which they were found, and by name.
    figures: Vec<Figure>,
    at: BTreeMap<(String, String), usize>,
    values: Vec<(usize, Amount)>,
}

/// What tells points apart: the folder, the scenario, the values of its parameters.
type Key = (usize, String, BTreeMap<String, String>);

/// The points, scenario by scenario, by the values of their parameters.
///
/// # Errors
/// A result cannot be read.
pub fn points(sweeps: &[Joined]) -> Result<Vec<Point>, CompareError> {
    let mut all: BTreeMap<Key, Gathered> = BTreeMap::new();
    for (of, joined) in sweeps.iter().enumerate() {
        for entry in joined.document.runs.iter().filter(|e| e.status.is_some()) {
            let key = (of, entry.scenario.clone(), entry.parameters.clone());
            let point = all.entry(key).or_insert_with(|| Gathered {
                scenario: entry.scenario.clone(),
                parameters: entry.parameters.clone(),
                seeds: Vec::new(),
                endings: BTreeMap::new(),
                figures: Vec::new(),
                at: BTreeMap::new(),
                values: Vec::new(),
            });
            let result = joined.result(entry)?;
            point.seeds.push(result.seed);
            *point.endings.entry(result.status()).or_default() += 1;
            if !result.status().has_plan() {
                // What the county is like without a plan is no figure of a plan.
                continue;
            }
            for year in &result.planned {
                for measure in &year.measures {
                    point.take(&year.school_year, &measure.measure, measure.value);
                }
            }
        }
    }
    // One parameter after another, so that a chart goes through the values of the last for each of the first.
    let mut all: Vec<(Key, Gathered)> = all.into_iter().collect();
    all.sort_by(|(a, _), (b, _)| (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| by_value(&a.2, &b.2)));
    let mut observed = Observed::default();
    for (at, (_, gathered)) in (0..).zip(&all) {
        gathered.observe(at, &mut observed);
    }
    let mut ranks = spreads(observed).map_err(CompareError::Frames)?.into_iter().peekable();
    let mut points = Vec::with_capacity(all.len());
    for (at, (_, gathered)) in (0..).zip(all) {
        let mut own = Vec::new();
        while let Some(rank) = ranks.next_if(|r| r.point == at) {
            own.push(rank);
        }
        points.push(gathered.point(&own));
    }
    Ok(points)
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

impl Gathered {
    fn take(&mut self, school_year: &str, measure: &str, value: Amount) {
        let figures = &mut self.figures;
        let at = *self.at.entry((school_year.to_owned(), measure.to_owned())).or_insert_with(|| {
            figures.push(Figure { school_year: school_year.to_owned(), measure: measure.to_owned(), places: false });
            figures.len() - 1
        });
        figures[at].places |= matches!(value, Amount::Places(_));
        self.values.push((at, value));
    }

    /// Hands the values over, each in the unit of its figure.
    fn observe(&self, point: u32, observed: &mut Observed) {
        for (at, value) in &self.values {
            let value = match *value {
                Amount::Whole(n) if self.figures[*at].places => n.saturating_mul(Decimal::ONE),
                Amount::Whole(n) | Amount::Places(n) => n,
            };
            observed.push(point, u32::try_from(*at).unwrap_or(u32::MAX), value);
        }
    }

    fn point(mut self, ranks: &[Ranks]) -> Point {
        self.seeds.sort_unstable();
        let mut words = vec![self.scenario.clone()];
        words.extend(self.parameters.iter().map(|(name, value)| format!("{name}={value}")));
        let spread = ranks.iter().filter_map(|rank| {
            let figure = self.figures.get(rank.key as usize)?;
            let amount = if figure.places { Amount::Places } else { Amount::Whole };
            Some(Spread {
                school_year: figure.school_year.clone(),
                measure: figure.measure.clone(),
                runs: rank.runs,
                least: amount(rank.least),
                tenth: amount(rank.tenth),
                median: amount(rank.median),
                ninetieth: amount(rank.ninetieth),
                most: amount(rank.most),
            })
        });
        Point {
            label: words.join(" "),
            spread: spread.collect(),
            scenario: self.scenario,
            parameters: self.parameters,
            seeds: self.seeds,
            infeasible: self.endings.get(&PlanStatus::Infeasible).copied().unwrap_or(0),
            endings: self.endings.into_iter().map(|(status, runs)| Ended { status, runs }).collect(),
        }
    }
}
