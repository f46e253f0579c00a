//! A couple moves together, to schools near one another, or does not move.
//!
//! For every couple (a, b) the rule binds: Σ x(a,·) − Σ x(b,·) = 0; for every school s that a could go to:
//! Σ x(a,s,·) − Σ_{s' within km of s} x(b,s',·) ≤ 0, and the same with a and b exchanged. Couples. Practice.

use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, AuxIx, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::rule::RuleName;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a move of one teacher to one school touches.
struct Couples {
    both: BTreeMap<TeacherIx, Vec<(RowIx, i64)>>,
    near: BTreeMap<TeacherIx, BTreeMap<SchoolIx, Vec<(RowIx, i64)>>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Couples;
    let rule = &world.policy.rules.couples;
    let metres = rule.km.value.floor_of(1000);
    let near = Near::new(world, metres);
    let goes_to = |t: TeacherIx| -> BTreeSet<SchoolIx> {
        Leaver::new(world, t).iter().flat_map(|leaver| leaver.each(world)).map(|c| c.to).collect()
    };

    let mut couples = Couples { both: BTreeMap::new(), near: BTreeMap::new() };
    for (a, b) in world.couples() {
        let (to_a, to_b) = (goes_to(a), goes_to(b));
        if to_a.is_empty() && to_b.is_empty() {
            continue;
        }
        let breach = rows.breach(NAME, rule.mode, 1);
        // In a soft rule one broken couple may break all of its rows: the equation opens on both sides.
        let (both, relaxed) = match breach {
            None => (rows.add(NAME, "both", About::Couple(a, b), Range::equal(0)), None),
            Some(_) => {
                let upper = rows.add(NAME, "both", About::Couple(a, b), Range::at_most(0));
                let lower = rows.add(NAME, "both", About::Couple(b, a), Range::at_most(0));
                (upper, Some(lower))
            }
        };
        for (t, sign) in [(a, 1), (b, -1)] {
            couples.both.entry(t).or_default().push((both, sign));
        }
        if let (Some(breach), Some(lower)) = (breach, relaxed) {
            rows.touch(breach, both, -1);
            rows.touch(breach, lower, -1);
            for (t, sign) in [(a, -1), (b, 1)] {
                couples.both.entry(t).or_default().push((lower, sign));
            }
        }
        // The distance is from the school of the one with the lower id to the school of the other.
        for s in &to_a {
            let row = rows.add(NAME, "near", About::CoupleAt(a, b, *s), Range::at_most(0));
            let there = near.from[s.at()].iter().filter(|s2| to_b.contains(s2));
            couples.tie(rows, breach, row, (a, *s), there.map(|s2| (b, *s2)));
        }
        for s in &to_b {
            let row = rows.add(NAME, "near", About::CoupleAt(b, a, *s), Range::at_most(0));
            let there = near.to[s.at()].iter().filter(|s2| to_a.contains(s2));
            couples.tie(rows, breach, row, (b, *s), there.map(|s2| (a, *s2)));
        }
    }
    Box::new(couples)
}

/// Schools near one another: looked at once, not couple by couple.
struct Near {
    /// Schools to which it is near from a school.
    from: Vec<Vec<SchoolIx>>,
    /// Schools from which it is near to a school.
    to: Vec<Vec<SchoolIx>>,
}

impl Near {
    fn new(world: &World<'_>, metres: i64) -> Near {
        let reached: Vec<SchoolIx> = world.reached().filter(|s| world.reach[s.at()].1 > 0).collect();
        let near =
            |a: SchoolIx, b: SchoolIx| a == b || world.county.between(a, b).is_some_and(|m| i64::from(m) <= metres);
        let lists: Vec<Vec<SchoolIx>> =
            reached.par_iter().map(|a| reached.iter().copied().filter(|b| near(*a, *b)).collect()).collect();
        let mut all = Near { from: vec![Vec::new(); world.reach.len()], to: vec![Vec::new(); world.reach.len()] };
        for (a, list) in reached.into_iter().zip(lists) {
            list.iter().for_each(|b| all.to[b.at()].push(a));
            all.from[a.at()] = list;
        }
        all
    }
}

impl Couples {
    /// One of the couple goes there only if the other goes to one of the `near` schools.
    fn tie(
        &mut self,
        rows: &mut Rows,
        breach: Option<AuxIx>,
        row: RowIx,
        goes: (TeacherIx, SchoolIx),
        near: impl Iterator<Item = (TeacherIx, SchoolIx)>,
    ) {
        if let Some(breach) = breach {
            rows.touch(breach, row, -1);
        }
        let mut entry = |(t, s), sign| self.near.entry(t).or_default().entry(s).or_default().push((row, sign));
        entry(goes, 1);
        near.for_each(|other| entry(other, -1));
    }
}

impl Rule for Couples {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        for (row, sign) in self.both.get(&leaver.teacher).into_iter().flatten() {
            out.push((row.0, *sign));
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, c: &Candidate, out: &mut Entries) {
        if let Some(entries) = self.near.get(&c.teacher).and_then(|schools| schools.get(&c.to)) {
            out.extend(entries.iter().map(|(row, sign)| (row.0, *sign)));
        }
    }

    fn lift(&self, _: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let gain = |entries: &Vec<(RowIx, i64)>| {
            entries.iter().map(|(r, sign)| prices[r.0 as usize] * i128::from(*sign)).sum()
        };
        let schools = self.near.get(&leaver.teacher).into_iter().flat_map(BTreeMap::values);
        schools.map(gain).max().unwrap_or(0).max(0)
    }
}

/// Moves of couples that it binds serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    let bound: BTreeSet<TeacherIx> = world.couples().into_iter().flat_map(|(a, b)| [a, b]).collect();
    Box::new(move |m: &Move| bound.contains(&m.teacher))
}
