//! A start from an earlier solve: its plan, and prices that prove a bound here too, whatever they were made for.
//!
//! Where one thing of a county has changed, the bound that the old prices prove is most often the new optimum, and no linear
//! program is solved at all. A pin that is new has no price yet; given all others, its best one is known in closed form.

use super::pricing::{Found, Pricing};
use super::tariff::{Aim, Fixed, Tariff};
use crate::engine::Start;
use crate::export::Names;
use crate::model::formulation::Formulation;
use crate::model::rows::About;
use crate::rules::Entries;
use lungang_domain::certificate::GoalCertificate;
use lungang_domain::plan::Move;
use lungang_domain::rule::RuleName;
use std::collections::HashMap;

/// What is known of a formulation before it is solved.
#[derive(Debug, Default)]
pub struct Warm {
    /// Moves of the earlier plan that can still be made.
    pub moves: Vec<Found>,
    /// By goal: prices of the rows and of the held goals.
    prices: Vec<Option<Prices>>,
    /// Rows of pins that have no price: the row and its leaver.
    pins: Vec<(usize, usize)>,
}

type Prices = (Vec<i128>, Vec<i128>);

impl Warm {
    /// Reads a start; what it says of rows, goals and moves that are not in the formulation is passed over.
    pub fn new(f: &Formulation<'_>, start: &Start<'_>) -> Warm {
        let moves = start.moves.iter().filter_map(|m| found(f, m)).collect();
        let Some(certificate) = start.certificate.filter(|c| i128::from(c.denominator) == super::tariff::ONE) else {
            return Warm { moves, ..Warm::default() };
        };
        let names = Names::new(f.world.county, f.world.policy, f.world.needs);
        let rows: HashMap<String, usize> = f.row_names.iter().enumerate().map(|(i, r)| (names.row(r), i)).collect();
        let of = |name: &str| certificate.goals.iter().position(|g| g.name == name);
        let prices = |goal: &GoalCertificate, at: usize| {
            let mut prices = vec![0; f.rows.len()];
            for (row, price) in goal.prices.iter().filter_map(|(name, price)| Some((*rows.get(name)?, *price))) {
                prices[row] = i128::from(price);
            }
            let earlier = f.goals[..at].iter().map(|g| {
                let price = of(&g.name).and_then(|i| goal.held.get(i)).copied().unwrap_or(0);
                i128::from(price.min(0))
            });
            (prices, earlier.collect())
        };
        let prices = f.goals.iter().enumerate().map(|(at, g)| of(&g.name).map(|i| prices(&certificate.goals[i], at)));
        let unpriced = f.row_names.iter().enumerate().filter_map(|(row, name)| match (name.rule, name.about) {
            (Some(RuleName::Pins), About::Pin(n)) => Some((row, f.world.county.pins.get(n as usize)?.teacher)),
            (Some(RuleName::Pins), About::Teacher(teacher)) => Some((row, teacher)),
            _ => None,
        });
        let place = |teacher| f.leavers.binary_search_by_key(&teacher, |l| l.teacher).ok();
        let unpriced = unpriced.filter_map(|(row, teacher)| Some((row, place(teacher)?)));
        Warm { moves, prices: prices.collect(), pins: unpriced.collect() }
    }

    /// The tariff of a goal, settled; `None` where nothing is known of it, or a stop was asked for.
    pub fn tariff(&mut self, goal: usize, fixed: &Fixed, pricing: &Pricing<'_>) -> Option<Tariff> {
        let f = pricing.formulation;
        let (mut prices, held) = self.prices.get_mut(goal)?.take()?;
        let aim = Aim::Goal(goal);
        let mut tariff = Tariff::of(f, aim, (prices.clone(), held.clone()), fixed, &[]);
        let mut new = false;
        for (row, leaver) in self.pins.iter().filter(|(row, _)| tariff.prices[*row] == 0) {
            prices[*row] = of_pin(f, &tariff, *row, *leaver);
            new |= prices[*row] != 0;
        }
        if new {
            tariff = Tariff::of(f, aim, (prices, held), fixed, &[]);
        }
        let least = pricing.below(&tariff, 1, |_| 0)?;
        tariff.settle(least.iter().map(|found| found.first().map_or(0, |f| f.reduced)).collect());
        Some(tariff)
    }
}

/// The best price of a pin's row, given all others: a move that must be made is worth what it costs beyond the teacher's
/// best, one that must not be made is made worthless.
fn of_pin(f: &Formulation<'_>, tariff: &Tariff, row: usize, leaver: usize) -> i128 {
    let (mut meant, mut others, mut entries) = (None::<i128>, 0, Entries::new());
    tariff.each_below(f, leaver, i128::MAX / 4, |candidate, reduced| {
        f.touch(&f.leavers[leaver], &candidate, &mut entries);
        if entries.iter().any(|(r, _)| *r as usize == row) {
            meant = Some(meant.map_or(reduced, |m| m.min(reduced)));
        } else {
            others = others.min(reduced);
        }
        i128::MAX / 4
    });
    match meant {
        None => 0,
        Some(meant) if f.rows[row].lo.is_some() => (meant - others).max(0),
        Some(meant) => meant.min(0),
    }
}

fn found(f: &Formulation<'_>, m: &Move) -> Option<Found> {
    let leaver = f.leavers.binary_search_by_key(&m.teacher, |l| l.teacher).ok()?;
    let candidate = f.leavers[leaver].each(&f.world).find(|c| c.stands_for() == *m)?;
    Some(Found { leaver: leaver as u32, candidate, reduced: 0 })
}
