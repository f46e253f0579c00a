//! A school that sends ends with no more short posts than it has without any move, once it has retasked as well as it can.
//!
//! Σ short(s, ·) after ≤ Σ short(s, ·) before, for every sending school with a touched post; posts that nothing touches stand on
//! both sides. Posts.

use super::{Entries, Rule};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, AuxIx, Measured, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// Moves touch its rows only through the short posts.
struct NoNewShort;

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::NoNewShort;
    let mode = world.policy.rules.no_new_short.mode;
    let short = rows.auxiliaries.iter().enumerate().filter_map(|(at, a)| match a.what {
        Measured::Short(post) => Some((post as usize, AuxIx(at as u32))),
        _ => None,
    });
    let short: BTreeMap<usize, AuxIx> = short.collect();
    for s in world.county.school_ixs().filter(|s| world.sides[s.at()] == Side::Sending) {
        let touched: Vec<usize> = world.needs.range_of(s).filter(|post| world.touched[*post]).collect();
        if touched.is_empty() {
            continue;
        }
        let figures = |post: &usize| &world.needs.posts[*post];
        let before = touched.iter().map(|post| i64::from(figures(post).short())).sum();
        let required: i64 = touched.iter().map(|post| i64::from(figures(post).required)).sum();
        let at = rows.add(NAME, "", About::School(s), Range::at_most(before));
        rows.give_way(NAME, mode, at, -1, required - before);
        touched.iter().filter_map(|post| short.get(post)).for_each(|aux| rows.touch(*aux, at, 1));
    }
    Box::new(NoNewShort)
}

impl Rule for NoNewShort {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
