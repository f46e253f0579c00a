//! Enough of those who move down are backbone teachers.
//!
//! Σ_down,backbone x ≥ ⌈share · Σ_down x⌉ (of `moved`), or ≥ ⌈share · |E|⌉ (of `eligible`), in the county; people.
//! Of the levels that the policy counts. Clause 三(二)3; the share of the eligible is the variant of other provinces.

use super::Serves;
use super::measured::Measured;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Relation, Unit};
use lungang_domain::plan::Direction;
use lungang_domain::policy::BackboneOf;

/// Counts the backbone teachers among the moves down.
pub fn measure(world: &World<'_>) -> Measured {
    let rule = &world.before.policy.rules.backbone_share;
    let base = match rule.of.value {
        BackboneOf::Moved => world.down().count(),
        BackboneOf::Eligible => world.before.eligible().count(),
    };
    let backbone = world.down().filter(|s| world.before.backbone(world.teacher(s))).count();
    let required = rule.share.value.ceil_of(base as i64).max(0);
    Measured::count(BreachKind::BackboneShare, Relation::AtLeast, Unit::People, required, backbone as i64)
}

/// Backbone teachers who move down count.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    Box::new(|step| step.direction == Some(Direction::Down) && world.before.backbone(world.teacher(step)))
}
