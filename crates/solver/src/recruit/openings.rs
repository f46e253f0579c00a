//! The posts that are short after the plan, or will be when those who leave have left.

use super::leavers::People;
use lungang_domain::county::County;
use lungang_domain::needs::{Decided, Needs, Post, PostAfter};
use lungang_domain::policy::Policy;
use lungang_domain::recruitment::Opening;

/// Every post that is short, sorted.
pub(super) fn openings(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    plan: Decided<'_>,
    people: &People<'_>,
) -> Vec<Opening> {
    let after = needs.after(county, policy, plan);
    let mut leaving = vec![0; needs.posts.len()];
    for (school, part, subject) in people.left() {
        if let Some(at) = needs.find(school, part, subject) {
            leaving[at] += 1;
        }
    }
    let opening = |((post, after), leaving): ((&Post, &PostAfter), u32)| {
        let now = after.short(post);
        let filled = after.serving.saturating_sub(after.travelling);
        let later = post.required.saturating_sub(filled.saturating_sub(leaving)).saturating_sub(now);
        let (school, part, subject) = post.key();
        Opening { school, part, subject, now, later, weight: post.weight, recruits: 0 }
    };
    let all = needs.posts.iter().zip(&after).zip(leaving).map(opening);
    all.filter(|opening| opening.short() > 0).collect()
}
