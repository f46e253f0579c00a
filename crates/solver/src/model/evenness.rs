//! How unevenly the schools of a stage have something, in whole numbers: the square of the pupil-weighted coefficient of
//! variation, FORMULATION §6.
//!
//! With P pupils and X items in all, and p pupils and x items at a school,
//!
//! ```text
//! CV² = Σ (P·x − p·X)² / (P·p·X²)
//! ```
//!
//! is a sum of one convex function a school. Its j-th item costs (P·(2j − 1) − 2·p·X) / (p·X²), times the scale, rounded to
//! the nearest whole number (halves up) and kept within ±10^6.

use super::formulation::LARGEST_COEFFICIENT;
use super::world::World;
use lungang_domain::balance::Gauge;
use lungang_domain::id::SchoolIx;
use lungang_domain::number::Decimal;

/// The unit of the goal: parts of one that the square of a coefficient is counted in.
pub const FINEST: i64 = 1_000_000;

/// The coarsest scale.
const COARSEST: i64 = 10_000;

/// How many items more than now a school's costs are looked at for, to choose the scale.
const AHEAD: i64 = 10;

/// How finely the standing is added up before it is rounded.
const GUARD: i128 = 1_000_000;

/// A school that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Which.
    pub school: SchoolIx,
    /// Its pupils of the stage, above 0.
    pub pupils: i64,
    /// Its items before any move.
    pub items: i64,
}

/// The schools of one gauge before any move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evenness {
    /// What is compared.
    pub gauge: Gauge,
    /// Public schools with pupils of the stage, by school.
    pub schools: Vec<Compared>,
    /// Parts of one that the square is counted in: a power of ten.
    pub scale: i64,
    /// Pupils in all.
    pupils: i128,
    /// Items in all.
    items: i128,
}

impl Evenness {
    /// Counts the schools; `None` where they have no item at all, so that there is nothing to compare.
    pub fn new(world: &World<'_>, gauge: Gauge) -> Option<Evenness> {
        let (county, stage) = (world.county, gauge.stage);
        let mut items = vec![0; county.schools.len()];
        for t in county.teacher_ixs() {
            let teacher = world.teacher(t);
            if teacher.teaches() && teacher.part == stage && world.policy.counts(gauge.indicator, teacher) {
                items[county.serves_at(t).at()] += 1;
            }
        }
        let compared = county.school_ixs().filter_map(|s| {
            let school = county.school(s);
            let pupils = i64::from(*school.pupils.get(stage));
            let counts = school.public && school.parts().contains(&stage) && pupils > 0;
            counts.then(|| Compared { school: s, pupils, items: items[s.at()] })
        });
        Evenness::over(gauge, compared.collect())
    }

    fn over(gauge: Gauge, schools: Vec<Compared>) -> Option<Evenness> {
        let (pupils, items) = schools
            .iter()
            .fold((0, 0), |(pupils, items), s| (pupils + i128::from(s.pupils), items + i128::from(s.items)));
        if items == 0 {
            return None;
        }
        let mut even = Evenness { gauge, schools, scale: FINEST, pupils, items };
        while even.scale > COARSEST && even.dearest() > i128::from(LARGEST_COEFFICIENT) {
            even.scale /= 10;
        }
        Some(even)
    }

    /// The largest cost, up or down, of a school's first item and of those up to some more than now.
    fn dearest(&self) -> i128 {
        let each = self.schools.iter().flat_map(|s| [1, s.items + AHEAD].map(|nth| self.exact(s.pupils, nth).abs()));
        each.max().unwrap_or(0)
    }

    /// The measure while nobody moves.
    pub fn standing(&self) -> i64 {
        let scale = i128::from(self.scale);
        let sum: i128 = self
            .schools
            .iter()
            .map(|s| {
                let (p, x) = (i128::from(s.pupils), i128::from(s.items));
                (GUARD * scale * self.pupils * x * x).div_euclid(p * self.items * self.items)
            })
            .sum();
        nearest(sum, GUARD) as i64 - self.scale
    }

    /// What the `nth` item of a school adds to the measure, from 1.
    pub fn cost(&self, pupils: i64, nth: i64) -> i64 {
        let most = i128::from(LARGEST_COEFFICIENT);
        self.exact(pupils, nth).clamp(-most, most) as i64
    }

    /// The same before it is kept within bounds.
    fn exact(&self, pupils: i64, nth: i64) -> i128 {
        let p = i128::from(pupils);
        let slope = self.pupils * i128::from(2 * nth - 1) - 2 * p * self.items;
        nearest(i128::from(self.scale) * slope, p * self.items * self.items)
    }

    /// The largest measure whose coefficient does not exceed a limit.
    pub fn at_limit(&self, limit: Decimal) -> i64 {
        let square = i128::from(limit.0) * i128::from(limit.0) * i128::from(self.scale);
        square.div_euclid(i128::from(Decimal::ONE) * i128::from(Decimal::ONE)) as i64
    }

    /// What one unit of breach, a ten-thousandth of the square, is in the measure.
    pub fn breach_unit(&self) -> i64 {
        self.scale / COARSEST
    }

    /// What one unit of the measure is in the goal's unit.
    pub fn weight(&self) -> i64 {
        FINEST / self.scale
    }
}

/// a / b for b > 0, rounded to the nearest whole number, halves up.
fn nearest(a: i128, b: i128) -> i128 {
    (2 * a + b).div_euclid(2 * b)
}
