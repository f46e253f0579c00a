//! How unevenly the public schools of a stage have something: the coefficient of variation as the rule judges it, in whole
//! numbers, and as the guides to 教督〔2017〕6号 print it.
//!
//! Judged is the square of the pupil-weighted form about the mean before the moves: what it is before the moves, rounded,
//! and for every head that comes or goes its cost, rounded.

use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::VariationAudit;
use lungang_domain::balance::{Gauge, Indicator, PE_ARTS, Variation};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::number::Decimal;

/// A school that is compared: which, its pupils, its heads before the moves.
pub(crate) type Peer = (SchoolIx, i64, i64);

/// Parts of one in the goal's unit.
const MILLION: i64 = 1_000_000;

/// One gauge over the county before the moves.
#[derive(Debug)]
pub(crate) struct Evenness {
    /// Stage and indicator.
    pub(crate) gauge: Gauge,
    /// Public schools with pupils of the stage.
    pub(crate) peers: Vec<Peer>,
    /// Parts of one in which the square is counted: ten thousand to a million.
    pub(crate) scale: i64,
    pupils: i128,
    heads: i128,
}

/// Whether the gauge counts a teacher: of its stage, of a backbone level that counts, for PE and arts by the main subject of the roster.
pub(crate) fn counts(reading: &Reading<'_>, gauge: Gauge, t: TeacherIx) -> bool {
    let teacher = reading.county.teacher(t);
    let main = || teacher.main_subject().and_then(|k| reading.policy.subjects.get(k.at()));
    teacher.part == gauge.stage
        && match gauge.indicator {
            Indicator::Teachers => true,
            Indicator::Backbone => reading.backbone(teacher),
            Indicator::PeArts => main().is_some_and(|k| PE_ARTS.contains(&k.id.as_str())),
        }
}

/// Reads a gauge; `None` where nobody is counted at any school that is compared.
pub(crate) fn read(reading: &Reading<'_>, gauge: Gauge) -> Option<Evenness> {
    let county = reading.county;
    let mut heads = vec![0_i64; county.schools.len()];
    for (i, serves) in reading.serves_at.iter().enumerate() {
        if let Some(school) = serves.filter(|_| counts(reading, gauge, TeacherIx::new(i))) {
            heads[school.at()] += 1;
        }
    }
    let mut peers: Vec<Peer> = Vec::new();
    for s in county.school_ixs() {
        let school = county.school(s);
        let pupils = i64::from(*school.pupils.get(gauge.stage));
        if school.public && pupils > 0 && school.parts().contains(&gauge.stage) {
            peers.push((s, pupils, heads[s.at()]));
        }
    }
    let pupils: i128 = peers.iter().map(|p| i128::from(p.1)).sum();
    let heads: i128 = peers.iter().map(|p| i128::from(p.2)).sum();
    if heads == 0 {
        return None;
    }
    // The finest power of ten at which no head, up to ten more than a school has, costs more than a million.
    let of = |scale| Evenness { gauge, peers: Vec::new(), scale, pupils, heads };
    let fits = |scale: &i64| {
        let even = of(*scale);
        peers.iter().all(|(_, p, x)| [1, x + 10].iter().all(|n| even.nearest(*p, *n).abs() <= 1_000_000))
    };
    let scale = [MILLION, 100_000].into_iter().find(fits).unwrap_or(10_000);
    Some(Evenness { peers, ..of(scale) })
}

impl Evenness {
    /// The judged figure before the moves.
    pub(crate) fn before(&self) -> i64 {
        // P / X² · Σ x² / p − 1, the sum in millionths of a unit.
        let fine = |(_, p, x): &Peer| {
            let square = i128::from(x * x) * self.pupils * i128::from(self.scale) * 1_000_000;
            square.div_euclid(i128::from(*p) * self.heads * self.heads)
        };
        let sum: i128 = self.peers.iter().map(fine).sum();
        (sum + 500_000).div_euclid(1_000_000) as i64 - self.scale
    }

    /// What a school's `nth` head costs: (P · (2n − 1) − 2 · p · X) / (p · X²) of the scale, at most a million either way.
    pub(crate) fn head(&self, pupils: i64, nth: i64) -> i64 {
        self.nearest(pupils, nth).clamp(-1_000_000, 1_000_000) as i64
    }

    /// The same, however much it is.
    fn nearest(&self, pupils: i64, nth: i64) -> i128 {
        let (p, n) = (i128::from(pupils), i128::from(nth));
        let above = i128::from(self.scale) * (self.pupils * (2 * n - 1) - 2 * p * self.heads);
        let below = p * self.heads * self.heads;
        (2 * above + below).div_euclid(2 * below)
    }

    /// The judged figure after the moves.
    pub(crate) fn after(&self, world: &World<'_>) -> i64 {
        let mut sum = self.before();
        for &(s, pupils, was) in &self.peers {
            let is = self.now(world, s, was);
            sum += (was + 1..=is).map(|n| self.head(pupils, n)).sum::<i64>();
            sum -= (is + 1..=was).map(|n| self.head(pupils, n)).sum::<i64>();
        }
        sum
    }

    /// Heads at a school after the moves.
    fn now(&self, world: &World<'_>, s: SchoolIx, was: i64) -> i64 {
        let counted =
            |list: &[usize]| list.iter().filter(|i| counts(world.before, self.gauge, world.steps[**i].teacher)).count();
        was - counted(&world.leaving[s.at()]) as i64 + counted(&world.arriving[s.at()]) as i64
    }

    /// The largest figure at which a limit is kept.
    pub(crate) fn allowed(&self, limit: Decimal) -> i64 {
        (i128::from(limit.0).pow(2) * i128::from(self.scale)).div_euclid(100_000_000) as i64
    }

    /// What a figure is as a coefficient, in ten-thousandths, rounded up: above a limit exactly where the figure is.
    pub(crate) fn coefficient(&self, figure: i64) -> i64 {
        let square = u128::try_from(figure).unwrap_or(0) * u128::from((100_000_000 / self.scale).unsigned_abs());
        let root = square.isqrt();
        (root + u128::from(root * root < square)) as i64
    }

    /// By how many ten-thousandths of the square a figure is above what is allowed, rounded up.
    pub(crate) fn excess(&self, figure: i64, allowed: i64) -> i64 {
        let unit = self.scale / 10_000;
        -(-(figure - allowed).max(0)).div_euclid(unit)
    }

    /// A figure in the goal's unit.
    pub(crate) fn in_goal(&self, figure: i64) -> i64 {
        figure.saturating_mul(MILLION / self.scale)
    }

    /// Both forms before and after the moves, to four places.
    pub(crate) fn shown(&self, world: &World<'_>, limit: Option<Decimal>) -> VariationAudit {
        let before: Vec<(f64, f64)> = self.peers.iter().map(|p| (p.1 as f64, p.2 as f64)).collect();
        let after = self.peers.iter().map(|p| (p.1 as f64, self.now(world, p.0, p.2) as f64));
        let after: Vec<(f64, f64)> = after.collect();
        let count = |n: i128| u32::try_from(n).unwrap_or(u32::MAX);
        VariationAudit {
            stage: self.gauge.stage,
            indicator: self.gauge.indicator,
            schools: count(self.peers.len() as i128),
            pupils: count(self.pupils),
            items: count(after.iter().map(|(_, x)| *x as i128).sum()),
            limit: limit.map(|l| l.0 as f64 / Decimal::ONE as f64),
            before: printed(&before),
            after: printed(&after),
            holds: limit.map(|l| self.after(world) <= self.allowed(l)),
        }
    }
}

/// The two forms of the guides over (pupils, items), to four places; 0 where there are no items.
fn printed(schools: &[(f64, f64)]) -> Variation {
    let places = |x: f64| if x.is_finite() { (x * 10_000.0).round() / 10_000.0 } else { 0.0 };
    let pupils: f64 = schools.iter().map(|s| s.0).sum();
    let items: f64 = schools.iter().map(|s| s.1).sum();
    let mean = items / pupils;
    let spread: f64 = schools.iter().map(|(p, x)| p / pupils * (x / p - mean) * (x / p - mean)).sum();
    let n = schools.len() as f64;
    let even: f64 = schools.iter().map(|(p, x)| x / p).sum::<f64>() / n;
    let apart: f64 = schools.iter().map(|(p, x)| (x / p - even) * (x / p - even)).sum::<f64>() / n;
    Variation { weighted: places(spread.sqrt() / mean), unweighted: places(apart.sqrt() / even) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::school::Part;

    fn example(items: [i64; 5]) -> Evenness {
        let pupils = [45, 37, 89, 76, 55];
        let peers = (0..5).map(|i| (SchoolIx(i), pupils[i as usize], items[i as usize]));
        let gauge = Gauge { stage: Part::Primary, indicator: Indicator::Teachers };
        let heads = items.iter().map(|x| i128::from(*x)).sum();
        Evenness { gauge, peers: peers.collect(), scale: MILLION, pupils: 302, heads }
    }

    /// The worked example of the calculation guides, published as 0.52.
    #[test]
    fn the_published_example_comes_out() {
        let even = example([279, 137, 935, 160, 402]);
        let schools: Vec<(f64, f64)> = even.peers.iter().map(|p| (p.1 as f64, p.2 as f64)).collect();
        assert_eq!(printed(&schools), Variation { weighted: 0.5153, unweighted: 0.4888 });
        // 0.5153 is above 0.5152 and not above 0.5153: the judged figure agrees with the printed one.
        assert_eq!(even.coefficient(even.before()), 5_153);
        assert!(even.before() <= even.allowed(Decimal(5_153)) && even.before() > even.allowed(Decimal(5_152)));
    }

    /// Heads moved one after another come to what they come to at once, but for the rounding of each.
    #[test]
    fn heads_add_up() {
        let (before, after) = (example([279, 137, 935, 160, 402]), example([279, 140, 925, 167, 402]));
        let cost: i64 = (138..=140).map(|n| before.head(37, n)).sum::<i64>()
            - (926..=935).map(|n| before.head(89, n)).sum::<i64>()
            + (161..=167).map(|n| before.head(76, n)).sum::<i64>();
        assert!((before.before() + cost - after.before()).abs() <= 11, "{cost}");
    }

    /// Three hundred schools with a teacher for every twenty pupils or so, and six hundred who move: the judged figure is
    /// the coefficient to four places.
    #[test]
    fn the_rounding_does_not_show_in_a_county() {
        let mut state = 59_u64;
        let mut below = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let pupils: Vec<i64> = (0..300).map(|_| 20 + below(700) as i64).collect();
        let was: Vec<i64> = pupils.iter().map(|p| 1 + p / 20 + below(8) as i64).collect();
        let mut is = was.clone();
        for _ in 0..600 {
            let (from, to) = (below(300) as usize, below(300) as usize);
            if is[from] > 1 {
                is[from] -= 1;
                is[to] += 1;
            }
        }
        let gauge = Gauge { stage: Part::Primary, indicator: Indicator::Teachers };
        let peers = pupils.iter().zip(&was).map(|(p, x)| (SchoolIx(0), *p, *x)).collect();
        let all = i128::from(pupils.iter().sum::<i64>());
        let heads = i128::from(was.iter().sum::<i64>());
        let even = Evenness { gauge, peers, scale: MILLION, pupils: all, heads };
        let costs = pupils.iter().zip(was.iter().zip(&is)).map(|(p, (was, is))| {
            let up: i64 = (was + 1..=*is).map(|n| even.head(*p, n)).sum();
            up - (is + 1..=*was).map(|n| even.head(*p, n)).sum::<i64>()
        });
        let judged = (even.before() + costs.sum::<i64>()) as f64 / MILLION as f64;
        let schools = pupils.iter().zip(&is).map(|(p, x)| (*p as f64, *x as f64));
        let x_bar = heads as f64 / all as f64;
        let real: f64 = schools.map(|(p, x)| p / all as f64 * (x / p / x_bar - 1.0).powi(2)).sum();
        assert!((judged.sqrt() - real.sqrt()).abs() < 5e-5, "{judged} {real}");
    }

    #[test]
    fn what_is_above_a_limit_is_told_as_above_it() {
        let even = example([1, 1, 1, 1, 1]);
        for figure in [0, 1, 250_000, 250_001, 250_100, 250_101] {
            for limit in [0, 4_999, 5_000, 5_001] {
                let kept = figure <= even.allowed(Decimal(limit));
                assert_eq!(kept, even.coefficient(figure) <= limit, "{figure} {limit}");
            }
        }
        assert_eq!([even.excess(250_000, 250_000), even.excess(250_001, 250_000)], [0, 1]);
        assert_eq!(even.excess(250_101, 250_000), 2);
    }
}
