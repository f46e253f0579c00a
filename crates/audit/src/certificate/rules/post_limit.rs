//! `post_limit.P`: in − out ≤ limit − serving, for every post with a limit that a column touches or that is above it already.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::{Column, home_post};
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;
use lungang_domain::rule::RuleName;

/// The row of every post.
struct PostLimit(Vec<Option<RowIx>>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let (reading, reach) = (scene.reading, scene.reach);
    let mut row = vec![None; reading.posts.len()];
    for (i, post) in reading.posts.iter().enumerate() {
        let Some(limit) = post.limit else { continue };
        let room = i64::from(limit) - i64::from(post.serving);
        if !reach.touched[i] && room >= 0 {
            continue;
        }
        let at = rows.add(&names::post(reading, "post_limit", i), Range::at_most(room));
        // At worst everybody comes here who could come to the school or be retasked to the post.
        let most = reach.into[post.school.at()] + reach.retaskable[i] - room;
        auxiliaries.give_way(reading, RuleName::PostLimit, at, -1, most);
        row[i] = Some(at);
    }
    Box::new(PostLimit(row))
}

impl Rule for PostLimit {
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
