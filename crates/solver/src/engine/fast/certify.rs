//! The certificate of a search: the tariffs that proved its goals' bounds, by the names of the rows.

use super::branch::Branch;
use super::pricing::{Prices, Proof};
use super::tariff::{ONE, Tariff};
use crate::export::Names;
use crate::model::formulation::Formulation;
use crate::model::program::Range;
use lungang_domain::certificate::{Case, Certificate, FORMAT, GoalCertificate, Limit};
use lungang_domain::plan::GoalValue;
use std::collections::BTreeMap;

/// The certificate of the goals that have a proof.
pub fn certificate(f: &Formulation<'_>, proofs: &[Proof], goals: &[GoalValue]) -> Certificate {
    let names = Names::new(f.world.county, f.world.policy, f.world.needs);
    let small = |price: &i128| i64::try_from(*price).unwrap_or(0);
    let stated = |tariff: &Tariff| {
        let rows = f.row_names.iter().zip(&tariff.prices).filter(|(_, price)| **price != 0);
        let mut prices: BTreeMap<String, i64> = rows.map(|(name, price)| (names.row(name), small(price))).collect();
        let teachers = f.leavers.iter().zip(&tariff.teacher).filter(|(_, price)| **price != 0);
        for (leaver, price) in teachers {
            if let Some(row) = f.one_post(leaver) {
                prices.insert(names.row(&f.row_names[row]), small(price));
            }
        }
        (prices, tariff.held.iter().map(small).collect::<Vec<i64>>())
    };
    let proved = proofs.iter().zip(goals).zip(&f.goals).map(|((proof, value), goal)| {
        let Prices { whole, branches } = &proof.prices;
        let case = |(branch, tariff): &(Branch, Tariff)| {
            let limit = |(row, range): (usize, Range)| Limit {
                row: names.row(&f.row_names[row]),
                least: range.lo,
                most: range.hi,
            };
            let (prices, held) = stated(tariff);
            Case { limits: branch.limits().map(limit).collect(), prices, held }
        };
        let (prices, held) = stated(whole);
        GoalCertificate {
            name: value.name.clone(),
            value: value.value,
            bound: goal.value(proof.prices.whole_bound()),
            prices,
            held,
            cases: branches.iter().map(case).collect(),
        }
    });
    Certificate { format: FORMAT, seed: f.world.seed, denominator: small(&ONE), goals: proved.collect() }
}
