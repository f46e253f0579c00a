//! `no_new_short.S`: Σ short ≤ Σ short before, over the touched posts of a sending school.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, Rows};
use crate::reading::Reading;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// Columns touch its rows only through the short posts.
struct NoNewShort;

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let mut schools: BTreeMap<SchoolIx, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, auxiliary) in auxiliaries.list.iter().enumerate() {
        if let What::Short(post) = auxiliary.what {
            let school = reading.posts[post].school;
            if reading.side(school) == Side::Sending {
                schools.entry(school).or_default().push((at, post));
            }
        }
    }
    for (school, short) in schools {
        let sum = |of: fn(&lungang_domain::needs::Post) -> u32| -> i64 {
            short.iter().map(|(_, post)| i64::from(of(&reading.posts[*post]))).sum()
        };
        let (before, required) = (sum(lungang_domain::needs::Post::short), sum(|p| p.required));
        let row = rows.add(&names::school(reading, "no_new_short", school), Range::at_most(before));
        auxiliaries.give_way(reading, RuleName::NoNewShort, row, -1, required - before);
        short.iter().for_each(|(at, _)| auxiliaries.touch(*at, row, 1));
    }
    Box::new(NoNewShort)
}

impl Rule for NoNewShort {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
