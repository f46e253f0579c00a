//! `two_way.pair.A.B`, where the same subject is asked for `two_way.pair.A.B.stage.subject`: moves down from A to B less moves
//! up from B to A ≥ 0, for every two schools, or school and post left, between which a column leads up. `two_way.least`:
//! q · up − p · down ≥ 0 of a share p/q above 0.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::{Column, home_post};
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};

/// The school that trains, the other, and the post at the other where the subject counts.
type Pair = (SchoolIx, SchoolIx, Option<usize>);

struct TwoWay {
    pairs: BTreeMap<Pair, RowIx>,
    least: Option<(RowIx, i64, i64)>,
}

/// The pair that a column counts in, and how: one who comes down for it, or one who goes up against it.
fn pair(reading: &Reading<'_>, column: &Column) -> Option<(Pair, i64)> {
    let (from, to) = (column.step.from, column.step.to);
    let same = reading.policy.rules.two_way.same_subject.value;
    match column.step.direction? {
        Direction::Down => Some(((from, to, same.then_some(column.post)), 1)),
        Direction::Up if same => Some(((to, from, Some(home_post(reading, column.step.teacher)?)), -1)),
        Direction::Up => Some(((to, from, None), -1)),
        Direction::Level => None,
    }
}

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::TwoWay;
    let reading = scene.reading;
    let mut trainees: BTreeMap<Pair, BTreeSet<TeacherIx>> = BTreeMap::new();
    scene.open.visit(reading, |column| {
        if let Some((pair, -1)) = pair(reading, column) {
            trainees.entry(pair).or_default().insert(column.step.teacher);
        }
    });
    let mut rule = TwoWay { pairs: BTreeMap::new(), least: None };
    for (pair, people) in trainees {
        let (trains, other, post) = pair;
        let family = names::school(reading, "two_way.pair", trains);
        let name = match post {
            Some(post) => names::post(reading, &family, post),
            None => names::school(reading, &family, other),
        };
        let row = rows.add(&name, Range::at_least(0));
        auxiliaries.give_way(reading, NAME, row, 1, people.len() as i64);
        rule.pairs.insert(pair, row);
    }
    let (p, q) = reading.policy.rules.two_way.share.value.fraction();
    if p > 0 {
        let row = rows.add("two_way.least", Range::at_least(0));
        auxiliaries.give_way(reading, NAME, row, q, reading.county.teachers.len() as i64);
        rule.least = Some((row, q, -p));
    }
    Box::new(rule)
}

impl Rule for TwoWay {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        if let Some((pair, one)) = pair(reading, column) {
            put(out, self.pairs.get(&pair).copied(), one);
            put(out, self.least.map(|l| l.0), self.least.map_or(0, |(_, up, down)| if one < 0 { up } else { down }));
        }
    }
}
