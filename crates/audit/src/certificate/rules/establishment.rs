//! What a school may be left with and may rise to: the staffing floor, the establishment ceiling, senior posts.
//!
//! `staffing_floor.S`: in − out ≥ floor − staff; `establishment_ceiling.S`: in − out ≤ ceiling − payroll; `title_posts.S`:
//! in − out ≤ ceiling − senior teachers there; for every school that a column leaves or enters.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::staffing_floor;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::Title;

/// The row of every school: −1 for who leaves, +1 for who comes.
struct Net(Vec<Option<RowIx>>);

impl Rule for Net {
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        put(out, self.0[reading.county.teacher(teacher).school.at()], -1);
    }

    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        put(out, self.0[reading.posts[post].school.at()], 1);
    }

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}

/// The same over senior teachers.
struct NetSeniors(Vec<Option<RowIx>>);

impl NetSeniors {
    fn senior(reading: &Reading<'_>, teacher: TeacherIx) -> bool {
        reading.county.teacher(teacher).title == Title::Senior
    }
}

impl Rule for NetSeniors {
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        if NetSeniors::senior(reading, teacher) {
            put(out, self.0[reading.county.teacher(teacher).school.at()], -1);
        }
    }

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        if NetSeniors::senior(reading, column.step.teacher) {
            put(out, self.0[column.step.to.at()], 1);
        }
    }
}

/// States the row of every school that a column leaves or enters, where `of` gives one.
fn by_school(scene: Scene<'_>, mut of: impl FnMut(SchoolIx) -> Option<RowIx>) -> Vec<Option<RowIx>> {
    let schools = scene.reading.county.school_ixs();
    schools.map(|s| if scene.reach.reached(s) { of(s) } else { None }).collect()
}

pub(super) fn staffing_floor(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    Box::new(Net(by_school(scene, |s| {
        let floor = staffing_floor::floor(reading, s);
        let range = Range::at_least(floor - reading.staff[s.at()]);
        let row = rows.add(&names::school(reading, "staffing_floor", s), range);
        auxiliaries.give_way(reading, RuleName::StaffingFloor, row, 1, floor);
        Some(row)
    })))
}

pub(super) fn establishment_ceiling(
    scene: Scene<'_>,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
) -> Box<dyn Rule> {
    let reading = scene.reading;
    Box::new(Net(by_school(scene, |s| {
        let payroll = reading.payroll[s.at()];
        let room = payroll.max(reading.school_posts[s.at()]) - payroll;
        reading.policy.movement.carries_post.value.then(|| {
            let row = rows.add(&names::school(reading, "establishment_ceiling", s), Range::at_most(room));
            auxiliaries.give_way(reading, RuleName::EstablishmentCeiling, row, -1, scene.reach.into[s.at()]);
            row
        })
    })))
}

pub(super) fn title_posts(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    Box::new(NetSeniors(by_school(scene, |s| {
        let posts = reading.county.school(s).posts_senior.filter(|_| reading.policy.movement.carries_post.value)?;
        let seniors = reading.seniors[s.at()];
        let room = seniors.max(i64::from(posts)) - seniors;
        let row = rows.add(&names::school(reading, "title_posts", s), Range::at_most(room));
        auxiliaries.give_way(reading, RuleName::TitlePosts, row, -1, scene.reach.into[s.at()]);
        Some(row)
    })))
}
