//! A couple moves together, to schools near one another, or does not move.
//!
//! For every couple (a, b) the rule binds: Σ x(a,·) − Σ x(b,·) = 0; for every school s that a could go to:
//! Σ x(a,s,·) − Σ_{s' within km of s} x(b,s',·) ≤ 0, and the same with a and b exchanged. Couples. Practice.
//!
//! No other couple is led further apart than `km` and than it was. For every school s that a could go to: where b may stay,
//! Σ x(a,s,·) + Σ_{s' too far from s} x(b,s',·) ≤ 1; else Σ x(a,s,·) − Σ_{s' not too far} x(b,s',·) ≤ 0. The latter for b as well.

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
    if rule.apart.value {
        for (a, b) in world.loose_couples() {
            couples.keep_near(world, rows, (a, b), (&goes_to(a), &goes_to(b)), metres);
        }
    }
    Box::new(couples)
}

/// A row about a couple that is not bound: who goes where, the most, and who else has an entry.
struct Apart {
    goes: (TeacherIx, TeacherIx, SchoolIx),
    most: i64,
    others: Vec<SchoolIx>,
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
    /// No move of these two leads them further apart than the limit and than they are.
    fn keep_near(
        &mut self,
        world: &World<'_>,
        rows: &mut Rows,
        (a, b): (TeacherIx, TeacherIx),
        (to_a, to_b): (&BTreeSet<SchoolIx>, &BTreeSet<SchoolIx>),
        metres: i64,
    ) {
        const NAME: RuleName = RuleName::Couples;
        let (home_a, home_b) = (world.county.serves_at(a), world.county.serves_at(b));
        let Some(before) = world.county.between(home_a, home_b) else { return };
        let too_far = |of_a: SchoolIx, of_b: SchoolIx| {
            world.county.between(of_a, of_b).is_some_and(|m| i64::from(m) > metres && m > before)
        };
        let mut all = Vec::new();
        for s in to_a {
            let (far, near): (Vec<SchoolIx>, Vec<SchoolIx>) =
                to_b.iter().copied().partition(|other| too_far(*s, *other));
            if too_far(*s, home_b) {
                all.push(Apart { goes: (a, b, *s), most: 0, others: near });
            } else if !far.is_empty() {
                all.push(Apart { goes: (a, b, *s), most: 1, others: far });
            }
        }
        for s in to_b.iter().filter(|s| too_far(home_a, **s)) {
            let near = to_a.iter().copied().filter(|other| !too_far(*other, *s)).collect();
            all.push(Apart { goes: (b, a, *s), most: 0, others: near });
        }
        if all.is_empty() {
            return;
        }
        let breach = rows.breach(NAME, world.policy.rules.couples.mode, 1);
        for Apart { goes: (one, other, school), most, others } in all {
            let row = rows.add(NAME, "apart", About::CoupleAt(one, other, school), Range::at_most(most));
            if let Some(breach) = breach {
                rows.touch(breach, row, -1);
            }
            // Where the other may stay they exclude one another; else one needs the other.
            let sign = if most == 1 { 1 } else { -1 };
            let mut entry = |t, s, sign| self.near.entry(t).or_default().entry(s).or_default().push((row, sign));
            entry(one, school, 1);
            others.into_iter().for_each(|s| entry(other, s, sign));
        }
    }

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

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

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
