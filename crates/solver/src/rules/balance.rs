//! What the schools of a stage have for each pupil varies no more than the limit: teachers, backbone teachers, PE and arts
//! teachers.
//!
//! For every gauge (stage and indicator): standing + Σ cost of every head that arrives − Σ cost of every head that leaves
//! ≤ ⌊scale · limit²⌋, where in − out = Σ arrived − Σ left at every public school with pupils of the stage, each of arrived
//! and left in [0, 1] and dearer than the one before. Parts of the square of the coefficient of variation. 教督〔2017〕6号.
//!
//! The heads are counted, and the goal reads them, where the rule is off as well.

use super::{Entries, Rule, inflow_cap, outflow_cap};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::evenness::{Compared, Evenness};
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Measured, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::balance::{Gauge, Indicator};
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

const NAME: RuleName = RuleName::Balance;

/// The head counts of one gauge.
struct Heads {
    gauge: Gauge,
    /// The row that counts them, by school.
    row: Vec<Option<RowIx>>,
}

struct Balance(Vec<Heads>);

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let mode = world.mode(NAME);
    let judged = world.policy.rules.balance.gauges();
    let mut all = Vec::new();
    for gauge in world.policy.gauges() {
        let Some(even) = Evenness::new(world, gauge) else { continue };
        let limit = judged.contains(&gauge).then(|| {
            let most = even.at_limit(world.policy.rules.balance.limit(gauge));
            rows.add(NAME, gauge.name(), About::County, Range::at_most(most - even.standing()))
        });
        let mut heads = Heads { gauge, row: vec![None; world.county.schools.len()] };
        let movers = movers(world, gauge);
        let mut worst = 0;
        for school in &even.schools {
            let (left, arrived) = spans(world, school, movers);
            if (left, arrived) == (0, 0) {
                continue;
            }
            let row = rows.add(NAME, gauge.count_name(), About::School(school.school), Range::equal(0));
            heads.row[school.school.at()] = Some(row);
            let mut step = |nth: i64, by: i64| {
                let cost = by.signum() * even.cost(school.pupils, nth);
                let what = Measured::Head { gauge, school: school.school, by, cost: cost * even.weight() };
                let head = rows.auxiliary(what, Bounds { lo: 0, hi: 1 });
                rows.touch(head, row, -by.signum());
                if let Some(limit) = limit {
                    rows.touch(head, limit, cost);
                }
                cost.max(0)
            };
            let up: i64 = (1..=arrived).map(|j| step(school.items + j, j)).sum();
            let down: i64 = (1..=left).map(|j| step(school.items - j + 1, -j)).sum();
            worst += up.max(down);
        }
        if let Some(limit) = limit {
            let most = even.at_limit(world.policy.rules.balance.limit(gauge));
            let lacks = (even.standing() + worst - most).max(0);
            let unit = even.breach_unit();
            rows.give_way(NAME, mode, limit, -unit, lacks.div_euclid(unit) + 1);
        }
        all.push(heads);
    }
    Box::new(Balance(all))
}

/// Teachers of the gauge who may move.
fn movers(world: &World<'_>, gauge: Gauge) -> i64 {
    let all = world.county.teacher_ixs().filter(|t| world.eligibility.of(*t).may_move());
    all.filter(|t| counts(world, gauge, *t)).count() as i64
}

/// By how many heads a school can lose and gain.
fn spans(world: &World<'_>, school: &Compared, movers: i64) -> (i64, i64) {
    let s = school.school;
    let (out, into) = world.reach[s.at()];
    let hard = |rule| world.mode(rule) == Mode::Hard;
    let mut left = i64::from(out).min(school.items).min(movers);
    let mut arrived = i64::from(into).min(movers);
    if hard(RuleName::OutflowCap) {
        left = left.min(outflow_cap::most(world, s));
    }
    if hard(RuleName::InflowCap) {
        arrived = arrived.min(inflow_cap::most(world, s));
    }
    (left, arrived)
}

fn counts(world: &World<'_>, gauge: Gauge, teacher: TeacherIx) -> bool {
    let teacher = world.teacher(teacher);
    teacher.part == gauge.stage && world.policy.counts(gauge.indicator, teacher)
}

impl Rule for Balance {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        for heads in self.0.iter().filter(|h| counts(world, h.gauge, leaver.teacher)) {
            out.extend(heads.row[leaver.from.at()].map(|row| (row.0, -1)));
        }
    }

    fn arriving(&self, world: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        // Every teacher is a teacher, whoever comes.
        let post = world.post(post);
        let of_all = |h: &&Heads| h.gauge == Gauge { stage: post.part, indicator: Indicator::Teachers };
        for heads in self.0.iter().filter(of_all) {
            out.extend(heads.row[post.school.at()].map(|row| (row.0, 1)));
        }
    }

    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        for heads in self.some(world, c.teacher) {
            out.extend(heads.row[c.to.at()].map(|row| (row.0, 1)));
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, world: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let best = |heads: &Heads| heads.row.iter().flatten().map(|row| prices[row.0 as usize]).max().unwrap_or(0);
        self.some(world, leaver.teacher).map(|heads| best(heads).max(0)).sum()
    }
}

impl Balance {
    /// The gauges that count some teachers and not others, and this one.
    fn some<'a>(&'a self, world: &'a World<'_>, teacher: TeacherIx) -> impl Iterator<Item = &'a Heads> + 'a {
        let some = self.0.iter().filter(|h| h.gauge.indicator != Indicator::Teachers);
        some.filter(move |h| counts(world, h.gauge, teacher))
    }
}

/// Whether its heads are counted: for the rule, or for a goal.
pub(super) fn asked(world: &World<'_>, _: RuleName) -> bool {
    !world.policy.gauges().is_empty()
}
