//! Backbone levels: which one a teacher is given, and enough of those that count among the teachers who can move, also where
//! chance gave a small county few of them.

use super::stream::Stream;
use super::{World, pins};
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;

/// Least share of backbone teachers among those who can move, per cent.
const LEAST: usize = 18;

/// The levels that count, lowest first.
fn counted(policy: &Policy) -> Vec<u8> {
    let levels = (0u8..).zip(&policy.ladders.backbone.value).map(|(at, _)| at);
    levels.filter(|at| policy.counts_level(*at)).collect()
}

/// A level for one who holds one: the lower, the more common; one in ten holds one that does not count, where there are such.
pub(super) fn level(policy: &Policy, s: &mut Stream) -> Option<u8> {
    let counted = counted(policy);
    let others: Vec<u8> = (0..policy.ladders.backbone.value.len() as u8).filter(|at| !counted.contains(at)).collect();
    if !others.is_empty() && (counted.is_empty() || s.percent(10)) {
        return Some(others[s.below(others.len() as u32) as usize]);
    }
    let weights: Vec<u32> = (0..counted.len()).map(|at| 1 << (2 * (counted.len() - at).min(10))).collect();
    (!counted.is_empty()).then(|| counted[s.weighted(&weights)])
}

/// Gives the lowest level that counts to some who can move until the least share is reached, and to one at the least.
pub(super) fn top_up(world: &World, parts: &mut CountyParts) {
    let Some(lowest) = counted(world.policy).into_iter().next() else { return };
    let mut movable = pins::movable(world, parts);
    let least = (movable.len() * LEAST).div_ceil(100);
    let held = movable.iter().filter(|t| world.policy.backbone(&parts.teachers[t.at()])).count();
    movable.retain(|t| parts.teachers[t.at()].backbone.is_none());
    world.stream("backbone").shuffle(&mut movable);
    for teacher in movable.into_iter().take(least.saturating_sub(held)) {
        parts.teachers[teacher.at()].backbone = Some(lowest);
    }
}
