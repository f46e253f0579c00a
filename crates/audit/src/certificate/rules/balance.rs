//! `balance.count_G.S`: in − out − Σ arrived + Σ left = 0 at every school of gauge G that counted teachers could leave or enter;
//! `balance.G`: Σ cost · arrived + Σ cost · left ≤ allowed − before, where the rule is on.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::evenness::{self, Evenness, Peer};
use crate::reading::Reading;
use crate::rules::{inflow_cap, outflow_cap};
use lungang_domain::balance::{Gauge, Indicator};
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// The rows that count heads, by gauge and school.
struct Balance(Vec<(Gauge, Vec<Option<RowIx>>)>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let mut all = Vec::new();
    for gauge in reading.policy.gauges() {
        if let Some(even) = evenness::read(reading, gauge) {
            all.push((gauge, of_gauge(scene, &even, rows, auxiliaries)));
        }
    }
    Box::new(Balance(all))
}

fn of_gauge(
    scene: Scene<'_>,
    even: &Evenness,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
) -> Vec<Option<RowIx>> {
    let (reading, gauge) = (scene.reading, even.gauge);
    let rule = &reading.policy.rules.balance;
    let under = gauge.name().replace('-', "_");
    let room = even.allowed(rule.limit(gauge)) - even.before();
    let limit = rule.gauges().contains(&gauge).then(|| rows.add(&format!("balance.{under}"), Range::at_most(room)));
    let may_move = reading.county.teacher_ixs().filter(|t| reading.verdicts[t.at()].may_move());
    let movers = may_move.filter(|t| evenness::counts(reading, gauge, *t)).count() as i64;
    let mut count = vec![None; reading.county.schools.len()];
    let mut dearest = 0;
    for peer in &even.peers {
        let &(s, pupils, was) = peer;
        let (left, arrived) = most(scene, peer, movers);
        if left == 0 && arrived == 0 {
            continue;
        }
        let row = rows.add(&names::school(reading, &format!("balance.count_{under}"), s), Range::equal(0));
        count[s.at()] = Some(row);
        let mut add = |cost: i64, sign: i64| {
            let head = auxiliaries.add(What::Head(gauge, even.in_goal(cost)), 0, 1);
            auxiliaries.touch(head, row, sign);
            if let Some(limit) = limit {
                auxiliaries.touch(head, limit, cost);
            }
            cost.max(0)
        };
        let up: i64 = (was + 1..=was + arrived).map(|n| add(even.head(pupils, n), -1)).sum();
        let down: i64 = (was - left + 1..=was).map(|n| add(-even.head(pupils, n), 1)).sum();
        dearest += up.max(down);
    }
    if let Some(limit) = limit {
        let unit = even.scale / 10_000;
        let most = (dearest - room).max(0).div_euclid(unit) + 1;
        auxiliaries.give_way(reading, RuleName::Balance, limit, -unit, most);
    }
    count
}

/// By how many counted heads a school can fall and rise.
fn most(scene: Scene<'_>, &(s, _, was): &Peer, movers: i64) -> (i64, i64) {
    let (reading, reach) = (scene.reading, scene.reach);
    let hard = |rule| reading.policy.rules.mode(rule) == Mode::Hard;
    let mut left = was.min(movers).min(reach.out[s.at()]);
    let mut arrived = movers.min(reach.into[s.at()]);
    if hard(RuleName::OutflowCap) {
        left = left.min(outflow_cap::most(reading, s));
    }
    if hard(RuleName::InflowCap) {
        arrived = arrived.min(inflow_cap::most(reading, s));
    }
    (left, arrived)
}

impl Rule for Balance {
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        let from = reading.county.teacher(teacher).school.at();
        for (_, rows) in self.0.iter().filter(|(gauge, _)| evenness::counts(reading, *gauge, teacher)) {
            out.extend(rows[from].map(|row| (row, -1)));
        }
    }

    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        let post = &reading.posts[post];
        for (gauge, rows) in &self.0 {
            if gauge.indicator == Indicator::Teachers && gauge.stage == post.part {
                out.extend(rows[post.school.at()].map(|row| (row, 1)));
            }
        }
    }

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        for (gauge, rows) in self.0.iter().filter(|(gauge, _)| gauge.indicator != Indicator::Teachers) {
            if evenness::counts(reading, *gauge, column.step.teacher) {
                out.extend(rows[column.step.to.at()].map(|row| (row, 1)));
            }
        }
    }
}
