//! Caps on who leaves and who comes.
//!
//! `outflow_cap.school.S`: out ≤ most; `outflow_cap.post.P`: out of the post ≤ most; `inflow_cap.S`, `receiving_ceiling.S`: in ≤ most.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::{Column, home_post};
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::{inflow_cap, outflow_cap, receiving_ceiling};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;

/// Rows by school and by post.
struct Outflow {
    school: Vec<Option<RowIx>>,
    post: Vec<Option<RowIx>>,
}

pub(super) fn outflow_cap(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::OutflowCap;
    let (reading, reach) = (scene.reading, scene.reach);
    let mut outflow =
        Outflow { school: vec![None; reading.county.schools.len()], post: vec![None; reading.posts.len()] };
    for s in reading.county.school_ixs().filter(|s| reach.out[s.at()] > 0) {
        let range = Range::at_most(outflow_cap::most(reading, s));
        let row = rows.add(&names::school(reading, "outflow_cap.school", s), range);
        auxiliaries.give_way(reading, NAME, row, -1, reach.out[s.at()]);
        outflow.school[s.at()] = Some(row);
    }
    let kept = |i: usize| reach.touched[i] && reading.posts[i].required >= 1 && reading.posts[i].serving >= 1;
    for i in (0..reading.posts.len()).filter(|i| kept(*i)) {
        let serving = i64::from(reading.posts[i].serving);
        let most = outflow_cap::most_of_post(reading, i);
        let row = rows.add(&names::post(reading, "outflow_cap.post", i), Range::at_most(most));
        auxiliaries.give_way(reading, NAME, row, -1, serving);
        outflow.post[i] = Some(row);
    }
    Box::new(outflow)
}

impl Rule for Outflow {
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        put(out, self.school[reading.county.teacher(teacher).school.at()], 1);
        put(out, home_post(reading, teacher).and_then(|post| self.post[post]), 1);
    }

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}

/// The row of every school.
struct Inflow(Vec<Option<RowIx>>);

pub(super) fn inflow_cap(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    Box::new(inflow(scene, rows, auxiliaries, RuleName::InflowCap, |s| Some(inflow_cap::most(scene.reading, s))))
}

pub(super) fn receiving_ceiling(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    Box::new(inflow(scene, rows, auxiliaries, RuleName::ReceivingCeiling, |s| {
        let receives = scene.reading.side(s) == Side::Receiving;
        receives.then(|| receiving_ceiling::most(scene.reading, s))
    }))
}

/// A row for every school that somebody could come to, where `most` gives one.
fn inflow(
    scene: Scene<'_>,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
    rule: RuleName,
    most: impl Fn(SchoolIx) -> Option<i64>,
) -> Inflow {
    let (reading, reach) = (scene.reading, scene.reach);
    let mut row = vec![None; reading.county.schools.len()];
    for s in reading.county.school_ixs().filter(|s| reach.into[s.at()] > 0) {
        let Some(most) = most(s) else { continue };
        let name = rule.name().replace('-', "_");
        let at = rows.add(&names::school(reading, &name, s), Range::at_most(most));
        auxiliaries.give_way(reading, rule, at, -1, reach.into[s.at()]);
        row[s.at()] = Some(at);
    }
    Inflow(row)
}

impl Rule for Inflow {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        put(out, self.0[reading.posts[post].school.at()], 1);
    }

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
