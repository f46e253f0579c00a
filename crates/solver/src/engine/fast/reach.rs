//! What each choice of one teacher costs a plan at least, from the plan's own certificate: no program is solved.
//!
//! Prices of a goal prove a bound in which a teacher has a share of their own, the least reduced cost of a move or 0. With a
//! move made, that share is the reduced cost of the move; with none made, 0. What the bound then rises above the plan's value
//! is lost in this goal, unless more is lost in a goal before it.

use super::branch::{self, Branch};
use super::pricing::{Pricing, Proof};
use super::tariff::{Fixed, ONE};
use super::warm::Warm;
use crate::engine::{Start, Watch};
use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::rules::Entries;
use lungang_domain::id::TeacherIx;
use std::sync::atomic::{AtomicBool, AtomicU64};

/// A choice of a teacher, to move or to be retasked, with what it is sure to cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The move or retask; `None` stays as before.
    pub choice: Option<Candidate>,
    /// The first goal that a plan with this choice cannot keep (unless it loses in one before), and by how much it is worse at
    /// least; `None` where the prices prove nothing.
    pub loss: Option<(usize, i64)>,
}

/// Every choice of a teacher, staying first, then by post. `values` are those of the plan in the goals' objectives, in order.
pub fn reach(f: &Formulation<'_>, start: &Start<'_>, values: &[i64], teacher: TeacherIx) -> Vec<Reached> {
    let mut reached = vec![Reached { choice: None, loss: None }];
    let Ok(leaver) = f.leavers.binary_search_by_key(&teacher, |l| l.teacher) else { return reached };
    let moves = f.leavers[leaver].columns(&f.world).into_iter();
    reached.extend(moves.map(|c| Reached { choice: Some(c), loss: None }));
    let (warm, stop, priced) = (Warm::new(f, start), AtomicBool::new(false), AtomicU64::new(0));
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let mut fixed = Fixed::nothing(f);
    let (mut proofs, mut entries) = (Vec::<Proof>::new(), Entries::new());
    let mut leaves = vec![Branch::default()];
    for (goal, value) in values.iter().take(f.goals.len()).enumerate() {
        let pricing = Pricing { formulation: f, proofs: &proofs, watch: &watch, until: None, priced: &priced };
        let Some(prices) = warm.prices(goal, &leaves, &fixed, &pricing) else { break };
        let proof = Proof::of(prices, *value);
        for one in reached.iter_mut().filter(|one| one.loss.is_none()) {
            let over = proof.over(f, leaver, one.choice.as_ref(), &mut entries);
            if over > 0 {
                let least = i64::try_from(-((-over).div_euclid(ONE))).unwrap_or(i64::MAX);
                one.loss = Some((goal, least));
            }
        }
        if !proof.prices.branches.is_empty() {
            leaves = branch::carried(&proof.prices.branches, *value);
        }
        proof.narrow(f, &mut fixed.auxiliaries);
        fixed.values.push(*value);
        proofs.push(proof);
    }
    reached
}
