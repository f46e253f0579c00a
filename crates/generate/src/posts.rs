//! What a school needs, reckoned from the policy's ratios to shape a roster around it.
//!
//! This is the generator's own estimate: the staffing crate decides, and a test holds the two together. It only has to
//! be near, for sending schools are given a margin on top.

use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_domain::school::{Part, School, SchoolStage};

/// The needs of one part of a school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PartPosts {
    /// Posts by the largest count that applies.
    pub(super) computed: u32,
    /// Those among them for people who teach.
    pub(super) teaching: u32,
    /// What it takes to staff every class.
    pub(super) floor: u32,
    /// Posts by subject, in the policy's order; sums to `teaching`.
    pub(super) required: Vec<u32>,
}

/// Reckons one part of a school; on a roster of `teachers_only` all posts are of people who teach.
pub(super) fn part_posts(policy: &Policy, school: &School, part: Part, teachers_only: bool) -> PartPosts {
    let (pupils, classes) = (i64::from(*school.pupils.get(part)), i64::from(school.classes_of(part)));
    let demands = demands(policy, school, part);
    if pupils == 0 && classes == 0 {
        return PartPosts { required: vec![0; policy.subjects.len()], ..PartPosts::default() };
    }
    let staffing = &policy.staffing;
    let mut computed = staffing.pupils_per_post.value.get(part).get(school.area).ceil_into(pupils).unwrap_or(0);
    let small = i64::from(*staffing.small_school_pupils.value.get(part));
    let by_classes = staffing.posts_per_class.value.get(part).ceil_of(classes);
    if pupils < small || school.stage == SchoolStage::TeachingPoint {
        computed = computed.max(by_classes);
    } else if staffing.tapers() && pupils < 2 * small {
        computed = computed.max((by_classes * (2 * small - pupils) + small - 1) / small);
    }
    if staffing.by_periods.value {
        let duty = staffing.class_teacher_load.as_ref().map_or(0, |load| load.value.0);
        let all: i64 = demands.iter().sum::<i64>() + classes * duty * (MILLION / Decimal::ONE);
        computed = computed.max((all + MILLION - 1) / MILLION);
    }
    let boarders = staffing.boarders_per_post.as_ref().map_or(0, |n| school.boarding / n.value.max(1));
    let both = i64::from(school.pupils.primary) + i64::from(school.pupils.junior);
    computed += i64::from(boarders) * pupils / both.max(1);
    let floor = staffing.floor_per_class.value.get(part).ceil_of(classes).min(computed);
    let own: Vec<i64> = demands.iter().zip(&policy.subjects).map(|(d, k)| if k.posts { *d } else { 0 }).collect();
    let whole = |n: i64| u32::try_from(n).unwrap_or(0);
    let share = staffing.non_teaching.as_ref().filter(|_| !teachers_only).map(|share| *share.value.get(part));
    let teaching = whole(computed - share.map_or(0, |share| share.floor_of(computed)));
    PartPosts { computed: whole(computed), teaching, floor: whole(floor), required: share_out(teaching, &own) }
}

const MILLION: i64 = 1_000_000;

/// Periods over load by subject, in millionths of a post.
fn demands(policy: &Policy, school: &School, part: Part) -> Vec<i64> {
    let one = |subject: &lungang_domain::policy::Subject| {
        let weekly = subject.weekly.as_ref().map_or([0; 9], |w| w.value);
        let periods: i64 = part.grades().map(|g| i64::from(school.classes[g]) * i64::from(weekly[g])).sum();
        let load = subject.load.as_ref().map_or(*policy.staffing.default_load.value.get(part), |l| *l.value.get(part));
        (i128::from(periods) * i128::from(MILLION) * i128::from(Decimal::ONE) / i128::from(load.0.max(1))) as i64
    };
    policy.subjects.iter().map(one).collect()
}

/// Shares `n` whole posts out in proportion to the demands (millionths): one each to all that fill half a post, then by
/// the largest remainder.
pub(super) fn share_out(n: u32, demands: &[i64]) -> Vec<u32> {
    let mut given = vec![0u32; demands.len()];
    let mut takers: Vec<usize> = (0..demands.len()).filter(|&k| demands[k] * 2 >= MILLION).collect();
    if takers.is_empty() {
        takers.extend((0..demands.len()).filter(|&k| demands[k] > 0).max_by_key(|&k| (demands[k], usize::MAX - k)));
    }
    takers.sort_by_key(|&k| (-demands[k], k));
    let sum: i64 = takers.iter().map(|&k| demands[k]).sum();
    let mut left = n;
    for &k in takers.iter().take(n as usize) {
        given[k] = 1;
        left -= 1;
    }
    takers.sort_unstable();
    while left > 0 && !takers.is_empty() {
        let rest = |k: usize| i128::from(n) * i128::from(demands[k]) - i128::from(given[k]) * i128::from(sum);
        let Some(&next) = takers.iter().max_by_key(|&&k| (rest(k), usize::MAX - k)) else { break };
        given[next] += 1;
        left -= 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_shared_by_largest_remainder() {
        assert_eq!(share_out(10, &[5 * MILLION, 3 * MILLION, MILLION, MILLION / 4]), [6, 3, 1, 0]);
        assert_eq!(share_out(2, &[MILLION, 2 * MILLION, 3 * MILLION]), [0, 1, 1]);
        assert_eq!(share_out(3, &[MILLION / 5, MILLION / 4]), [0, 3]);
        assert_eq!(share_out(3, &[0, 0]), [0, 0]);
    }
}
