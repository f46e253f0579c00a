//! The certificate of a plan: the prices that proved each goal, by the names of the exported model's rows.

use crate::export::Export;
use crate::model::Model;
use lungang_domain::certificate::{Certificate, FORMAT, GoalCertificate};
use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;

/// What is to be certified of one goal, in the terms of the model's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The goal: position among the model's goals.
    pub goal: usize,
    /// The minimised objective's value in the plan.
    pub value: i64,
    /// The bound that the prices prove of the minimised objective.
    pub bound: i64,
    /// Prices of the program's own rows, by row, in units of one over the denominator; 0 on a side that a row has not.
    pub prices: Vec<i64>,
    /// Prices (0 or below) of the rows that hold earlier goals at their values, by the goals' position.
    pub held: Vec<i64>,
}

/// A model with what its rows' names are made of.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// The model.
    pub model: &'a Model,
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// The needs.
    pub needs: &'a Needs,
}

/// The certificate of the proofs, which stand in the order of the goals.
pub fn certificate(named: Named<'_>, seed: u64, denominator: i64, proofs: &[Proved]) -> Certificate {
    let Named { model, county, policy, needs } = named;
    let names = Export { model, county, policy, needs, goal: 0 }.row_names();
    let one = |proof: &Proved| {
        let goal = &model.goals[proof.goal];
        let priced = names.iter().zip(&proof.prices).filter(|(_, price)| **price != 0);
        let mut held = proof.held.clone();
        while held.last() == Some(&0) {
            held.pop();
        }
        GoalCertificate {
            name: goal.name.clone(),
            value: goal.value(proof.value),
            bound: goal.value(proof.bound),
            prices: priced.map(|(name, price)| (name.clone(), *price)).collect(),
            held,
        }
    };
    Certificate { format: FORMAT, seed, denominator, goals: proofs.iter().map(one).collect() }
}
