//! A teacher moves to one post, or is retasked to one, at most.
//!
//! Σ_{s,p,k} x(t,s,p,k) + Σ_k r(t,k) ≤ 1 for every teacher t who moves or is retasked; decisions. A matter of definition.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use std::collections::BTreeSet;

/// Looks at every teacher who moves or is retasked.
pub fn measure(world: &World<'_>) -> Measured {
    let mut measured = Measured::family();
    let stays = world.retasks.iter().map(|r| r.teacher);
    let decided: BTreeSet<_> = world.steps.iter().map(|s| s.teacher).chain(stays.clone()).collect();
    for t in decided {
        let moves = (world.moves_of(t).count() + stays.clone().filter(|other| *other == t).count()) as i64;
        let seen = Breach { teachers: vec![world.before.teacher_id(t)], ..breach(BreachKind::OnePost, 1, moves) };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
