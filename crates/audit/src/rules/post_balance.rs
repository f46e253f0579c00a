//! Serving, moves, shortage and surplus of every post add up, and no post exceeds its limit.
//!
//! serving − out + in + short − over = required with short, over ≥ 0, so serving − out + in ≥ 0; and over ≤ max(limit,
//! serving, required) − required where a limit is given; for every post, without those who travel; people. Clauses 三(二)1, 三(四)1.

use super::measured::{Measured, post_breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};

/// Looks at every post.
pub fn measure(world: &World<'_>) -> Measured {
    let mut measured = Measured::family();
    for (i, post) in world.posts() {
        let after = world.staying_after(i);
        let most = post.limit.map(|limit| i64::from(limit.max(post.serving).max(post.required)));
        match most {
            Some(most) if after > most => {
                let seen = post_breach(world, post, BreachKind::PostLimit, most, after);
                measured.compare(Relation::AtMost, seen);
            }
            _ => {
                let seen = Breach {
                    teachers: world.ids_at(if after < 0 { &world.post_leaving[i] } else { &[] }),
                    ..post_breach(world, post, BreachKind::PostNegative, 0, after)
                };
                measured.compare(Relation::AtLeast, seen);
            }
        }
    }
    measured
}
