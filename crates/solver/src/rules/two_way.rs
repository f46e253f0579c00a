//! Whoever goes up to train is replaced by a partner from the school that trains them.
//!
//! Σ_{down, A to B} x − Σ_{up, B to A} x ≥ 0 for every sending school A to which a move up from B leads; where `same-subject`
//! is set, for every stage and subject of B, a move down counting under the post that it fills and a move up under the home
//! post. q · Σ_up x − p · Σ_down x ≥ 0, county-wide, of a share p/q above 0. People. Practice.

use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use std::collections::{BTreeMap, BTreeSet};

struct TwoWay {
    /// The rows of every sending school, by what they are about at the other: a post, or the school itself.
    pairs: Vec<Vec<(u32, RowIx)>>,
    same_subject: bool,
    least: Option<Least>,
}

/// The row that asks for moves up, with its share as a reduced fraction.
struct Least {
    row: RowIx,
    fraction: (i64, i64),
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let rule = &world.policy.rules.two_way;
    let same_subject = rule.same_subject.value;
    let mut ups: BTreeMap<(SchoolIx, u32), i64> = BTreeMap::new();
    for ((trains, home_post), people) in &world.ups {
        let at = if same_subject { *home_post } else { world.post(*home_post).school.0 };
        *ups.entry((*trains, at)).or_default() += i64::from(*people);
    }
    let mut pairs = vec![Vec::new(); world.county.schools.len()];
    for ((trains, at), people) in ups {
        let about = if same_subject { About::PairAt(trains, at) } else { About::Pair(trains, SchoolIx(at)) };
        let row = rows.add(RuleName::TwoWay, "pair", about, Range::at_least(0));
        rows.give_way(RuleName::TwoWay, rule.mode, row, 1, people);
        pairs[trains.at()].push((at, row));
    }
    Box::new(TwoWay { pairs, same_subject, least: least(world, rows, rule.mode) })
}

fn least(world: &World<'_>, rows: &mut Rows, mode: Mode) -> Option<Least> {
    let fraction = world.policy.rules.two_way.share.value.fraction();
    (fraction.0 > 0).then(|| {
        let row = rows.add(RuleName::TwoWay, "least", About::County, Range::at_least(0));
        rows.give_way(RuleName::TwoWay, mode, row, fraction.1, world.county.teachers.len() as i64);
        Least { row, fraction }
    })
}

impl TwoWay {
    /// The row of a sending school with a post of the other.
    fn row(&self, world: &World<'_>, trains: SchoolIx, post: u32) -> Option<RowIx> {
        let at = if self.same_subject { post } else { world.post(post).school.0 };
        let own = &self.pairs[trains.at()];
        own.binary_search_by_key(&at, |(at, _)| *at).ok().map(|i| own[i].1)
    }
}

impl Rule for TwoWay {
    fn leaving(&self, _: &World<'_>, _: &Leaver, direction: Direction, out: &mut Entries) {
        if let Some(Least { row, fraction: (p, q) }) = self.least {
            match direction {
                Direction::Down => out.push((row.0, -p)),
                Direction::Up => out.push((row.0, q)),
                Direction::Level => {}
            }
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        let (row, one) = match c.direction {
            Some(Direction::Down) => (self.row(world, c.from, c.post), 1),
            Some(Direction::Up) => (world.home_post(c.teacher).and_then(|home| self.row(world, c.to, home)), -1),
            Some(Direction::Level) | None => (None, 0),
        };
        super::put(out, row, one);
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let own = self.pairs[leaver.from.at()].iter();
        let down = own.map(|(_, row)| prices[row.0 as usize]);
        let up = self.pairs.iter().flatten().map(|(_, row)| -prices[row.0 as usize]);
        down.chain(up).max().unwrap_or(0).max(0)
    }
}

/// A school that trains, and the post whose teachers it trains, or their school.
type Pair = (SchoolIx, SchoolIx, Option<(Part, SubjectIx)>);

/// Moves up of a pair in which nobody goes up without a partner serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, plan: &Plan) -> Serves<'a> {
    let paired = paired(world, &plan.moves);
    Box::new(move |m: &Move| world.direction(m) == Some(Direction::Up) && paired.contains(&pair(world, m)))
}

fn paired(world: &World<'_>, moves: &[Move]) -> BTreeSet<Pair> {
    let mut partners: BTreeMap<Pair, i64> = BTreeMap::new();
    for m in moves {
        match world.direction(m) {
            Some(Direction::Down) => {
                let (from, same) = (world.teacher(m.teacher).school, world.policy.rules.two_way.same_subject.value);
                *partners.entry((from, m.to, same.then_some((m.part, m.subject)))).or_default() += 1;
            }
            Some(Direction::Up) => *partners.entry(pair(world, m)).or_default() -= 1,
            Some(Direction::Level) | None => {}
        }
    }
    partners.into_iter().filter(|(_, left)| *left >= 0).map(|(pair, _)| pair).collect()
}

/// The pair of a move up.
fn pair(world: &World<'_>, m: &Move) -> Pair {
    let teacher = world.teacher(m.teacher);
    let same = world.policy.rules.two_way.same_subject.value;
    let subject = teacher.main_subject().filter(|_| same);
    (m.to, teacher.school, subject.map(|k| (teacher.part, k)))
}
