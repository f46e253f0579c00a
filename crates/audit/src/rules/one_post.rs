//! A teacher moves to one post at most.
//!
//! Σ_{s,p,k} x(t,s,p,k) ≤ 1 for every teacher t who moves; moves. A matter of definition.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use std::collections::BTreeSet;

/// Looks at every teacher who moves.
pub fn measure(world: &World<'_>) -> Measured {
    let mut measured = Measured::family();
    let movers: BTreeSet<_> = world.steps.iter().map(|s| s.teacher).collect();
    for t in movers {
        let moves = world.moves_of(t).count() as i64;
        let seen = Breach { teachers: vec![world.before.teacher_id(t)], ..breach(BreachKind::OnePost, 1, moves) };
        measured.compare(Relation::AtMost, seen);
    }
    measured
}
