//! No post has more teachers than its limit, not even one that had more before.
//!
//! serving − out + in ≤ limit, for every post with a limit; people. The office's own number.

use super::measured::{Measured, post_breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::Relation;

/// Looks at every post with a limit.
pub fn measure(world: &World<'_>) -> Measured {
    let mut measured = Measured::family();
    for (i, post) in world.posts() {
        if let Some(limit) = post.limit {
            let seen = post_breach(world, post, BreachKind::PostLimit, i64::from(limit), world.serving_after(i));
            measured.compare(Relation::AtMost, seen);
        }
    }
    measured
}
