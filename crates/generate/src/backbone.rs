//! Enough backbone teachers among those who can move, also where chance gave a small county few of them.

use super::{World, pins};
use lungang_domain::county::CountyParts;

/// Least share of backbone teachers among those who can move, per cent.
const LEAST: usize = 18;

/// Gives the lowest level to some who can move until the least share is reached, and to one at the least.
pub(super) fn top_up(world: &World, parts: &mut CountyParts) {
    if world.policy.ladders.backbone.value.is_empty() {
        return;
    }
    let mut movable = pins::movable(world, parts);
    let least = (movable.len() * LEAST).div_ceil(100);
    let held = movable.iter().filter(|t| parts.teachers[t.at()].backbone.is_some()).count();
    movable.retain(|t| parts.teachers[t.at()].backbone.is_none());
    world.stream("backbone").shuffle(&mut movable);
    for teacher in movable.into_iter().take(least.saturating_sub(held)) {
        parts.teachers[teacher.at()].backbone = Some(0);
    }
}
