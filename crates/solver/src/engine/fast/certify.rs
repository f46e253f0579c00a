//! The certificate of a search: the tariffs that proved its goals' bounds, by the names of the rows.

use super::pricing::Proof;
use super::tariff::ONE;
use crate::export::Names;
use crate::model::formulation::Formulation;
use lungang_domain::certificate::{Certificate, FORMAT, GoalCertificate};
use lungang_domain::plan::GoalValue;
use std::collections::BTreeMap;

/// The certificate of the goals that have a proof.
pub fn certificate(f: &Formulation<'_>, proofs: &[Proof], goals: &[GoalValue]) -> Certificate {
    let names = Names::new(f.world.county, f.world.policy, f.world.needs);
    let small = |price: &i128| i64::try_from(*price).unwrap_or(0);
    let proved = proofs.iter().zip(goals).zip(&f.goals).map(|((proof, value), goal)| {
        let tariff = &proof.tariff;
        let mut prices = BTreeMap::new();
        let rows = f.row_names.iter().zip(&tariff.prices).filter(|(_, price)| **price != 0);
        prices.extend(rows.map(|(name, price)| (names.row(name), small(price))));
        let teachers = f.leavers.iter().zip(&tariff.teacher).filter(|(_, price)| **price != 0);
        for (leaver, price) in teachers {
            if let Some(row) = f.one_post(leaver) {
                prices.insert(names.row(&f.row_names[row]), small(price));
            }
        }
        GoalCertificate {
            name: value.name.clone(),
            value: value.value,
            bound: goal.value(tariff.whole_bound()),
            prices,
            held: tariff.held.iter().map(small).collect(),
        }
    });
    Certificate { format: FORMAT, seed: f.world.seed, denominator: small(&ONE), goals: proved.collect() }
}
