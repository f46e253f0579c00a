//! What a stop leaves to the goals after it (FORMULATION §8): the same little effort in every engine.

use super::Limits;
use std::time::{Duration, Instant};

/// The most nodes that a later goal is worth.
pub(super) const NODES: u32 = 50;

/// How long all later goals together may take at most, and which part of a limit that was set.
const MOST: Duration = Duration::from_secs(5);
const PART: u32 = 4;

/// Columns beyond which only the plan's own are looked at: a program of more is not solved in that time.
pub(super) const MANY: usize = 20_000;

/// When the later goals have to be done, from now on.
pub(super) fn until(limits: &Limits) -> Option<Instant> {
    Instant::now().checked_add(limits.time.map_or(MOST, |time| MOST.min(time / PART)))
}
