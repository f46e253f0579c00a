//! `post_balance.P`: in − out + short − over = required − serving for every post that a column touches.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::columns::{Column, home_post};
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;
use std::collections::BTreeMap;

/// The row of every post.
struct PostBalance(Vec<Option<RowIx>>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let (reading, reach) = (scene.reading, scene.reach);
    let mut row = vec![None; reading.posts.len()];
    for (i, post) in reading.posts.iter().enumerate().filter(|(i, _)| reach.touched[*i]) {
        let (required, serving) = (i64::from(post.required), i64::from(post.serving));
        let at = rows.add(&names::post(reading, "post_balance", i), Range::equal(required - serving));
        let most_over = match post.limit {
            Some(limit) => i64::from(limit).max(serving).max(required) - required,
            // Nobody arrives beyond those who could come to the school, and those who could be retasked to the post.
            None => (serving + reach.into[post.school.at()] + reach.retaskable[i] - required).max(0),
        };
        let short = auxiliaries.add(What::Short(i), 0, required);
        let over = auxiliaries.add(What::Over, 0, most_over);
        auxiliaries.touch(short, at, 1);
        auxiliaries.touch(over, at, -1);
        row[i] = Some(at);
    }
    Box::new(PostBalance(row))
}

/// The rows in which short posts stand, by post.
pub(super) fn balances(auxiliaries: &Auxiliaries) -> BTreeMap<usize, RowIx> {
    let short = auxiliaries.list.iter().filter_map(|a| match a.what {
        What::Short(post) => Some((post, a.entries.first()?.0)),
        _ => None,
    });
    short.collect()
}

impl Rule for PostBalance {
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        put(out, home_post(reading, teacher).and_then(|post| self.0[post]), -1);
    }

    fn arriving(&self, _: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        put(out, self.0[post], 1);
    }

    fn retasking(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        put(out, home_post(reading, column.step.teacher).and_then(|post| self.0[post]), -1);
        put(out, self.0[column.post], 1);
    }

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
