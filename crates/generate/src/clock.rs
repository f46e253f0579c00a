//! On real schools the head-counts are given: where the sending schools can spare few, fewer are made eligible.
//!
//! Otherwise the quota of a roster that nobody drew up could not be kept by schools that somebody did staff.

use super::{World, people, roster, verdict};
use lungang_domain::county::CountyParts;
use lungang_domain::id::TeacherIx;

/// Lets some who have served long have joined lately, until the quota takes three fifths of those who can be spared.
///
/// Schools that can spare nobody come first. Where no school can spare anyone the roster is left as it is: that no plan
/// exists is then the schools' own fault.
pub(super) fn fit(world: &World, parts: &mut CountyParts) {
    let spare = spare(world, parts);
    let total: u32 = spare.iter().sum();
    let share = world.policy.rules.exchange_quota.share.value;
    let asked = world.policy.eligibility.years_same_school.value;
    let Some(most) = share.ceil_into(i64::from((total * 6).div_ceil(10))).filter(|_| total > 0 && asked > 0) else {
        return;
    };
    let mut s = world.stream("clock");
    let mut eligible = verdict::eligible(world, parts);
    s.shuffle(&mut eligible);
    let can_spare = |t: &TeacherIx| spare[parts.teachers[t.at()].school.at()] > 0;
    eligible.sort_by_key(can_spare);
    let excess = eligible.len().saturating_sub(usize::try_from(most).unwrap_or(usize::MAX));
    for teacher in eligible.into_iter().take(excess) {
        let years = s.below(asked);
        parts.teachers[teacher.at()].joined = people::joined(&mut s, years);
    }
}

/// Teachers that each sending school can let go: above its posts, and within the outflow cap.
fn spare(world: &World, parts: &CountyParts) -> Vec<u32> {
    let mut staff = vec![0u32; parts.schools.len()];
    for t in parts.teachers.iter().filter(|t| t.teaches()) {
        staff[t.school.at()] += 1;
    }
    let cap = world.policy.rules.outflow_cap.share.value;
    let of = |at: usize| {
        let posts = world.posts[at].primary.computed + world.posts[at].junior.computed;
        let most = u32::try_from(cap.floor_of(i64::from(staff[at]))).unwrap_or(0);
        if roster::sends(world, &parts.schools[at]) { staff[at].saturating_sub(posts).min(most) } else { 0 }
    };
    (0..parts.schools.len()).map(of).collect()
}
