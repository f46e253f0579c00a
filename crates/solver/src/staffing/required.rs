//! Required posts by subject: largest remainder with a minimum of one, FORMULATION §3.

use super::establishment::{demand, gcd, periods};
use lungang_domain::id::SubjectIx;
use lungang_domain::policy::Policy;
use lungang_domain::school::{Part, School};

/// How the posts of one part of a school divide among subjects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// Posts by subject, at least one each; they sum to the posts of the part.
    pub required: Vec<(SubjectIx, u32)>,
    /// Periods of subjects that got no post (走教).
    pub shared: Vec<(SubjectIx, u32)>,
}

/// Divides teaching posts among the subjects of the timetable that have posts of their own.
pub fn by_subject(school: &School, part: Part, posts: u32, policy: &Policy) -> Split {
    // Demands over one common denominator, so that they compare and add as integers.
    let fractions: Vec<(SubjectIx, i128, i128)> = policy
        .subjects
        .iter()
        .enumerate()
        .filter(|(_, k)| k.posts && periods(school, part, k) > 0)
        .map(|(i, k)| {
            let (num, den) = demand(school, part, k, policy);
            (SubjectIx::new(i), num, den)
        })
        .collect();
    let common = fractions.iter().fold(1i128, |l, (_, _, den)| lcm(l, *den));
    let demands: Vec<(SubjectIx, i128)> = fractions.iter().map(|(k, num, den)| (*k, num * (common / den))).collect();

    let mut takes_part: Vec<(SubjectIx, i128)> = demands.iter().filter(|(_, d)| 2 * d >= common).copied().collect();
    if takes_part.is_empty() {
        // Ties go to the first in the policy's order, so the strict comparison matters.
        takes_part =
            demands.iter().copied().reduce(|best, d| if d.1 > best.1 { d } else { best }).into_iter().collect();
    }
    let required = apportion(posts, &takes_part);
    let has_post = |k: SubjectIx| required.iter().any(|(r, _)| *r == k);
    let shared = fractions
        .iter()
        .filter(|(k, _, _)| !has_post(*k))
        .map(|(k, _, _)| (*k, periods(school, part, &policy.subjects[k.at()])))
        .collect();
    Split { required, shared }
}

/// One post each, largest demands first where posts are few; then each next post to the largest quota not yet met.
fn apportion(posts: u32, demands: &[(SubjectIx, i128)]) -> Vec<(SubjectIx, u32)> {
    let mut by_demand: Vec<usize> = (0..demands.len()).collect();
    by_demand.sort_by_key(|&i| (-demands[i].1, i));
    let mut given = vec![0u32; demands.len()];
    for &i in by_demand.iter().take(posts as usize) {
        given[i] = 1;
    }
    let total: i128 = demands.iter().map(|(_, d)| d).sum();
    let lacking = posts.saturating_sub(demands.len() as u32);
    for _ in 0..if demands.is_empty() { 0 } else { lacking } {
        // q − given, both times the total demand: still integers.
        let deficit = |i: usize| i128::from(posts) * demands[i].1 - i128::from(given[i]) * total;
        let next = (0..demands.len()).reduce(|best, i| if deficit(i) > deficit(best) { i } else { best });
        if let Some(i) = next {
            given[i] += 1;
        }
    }
    demands.iter().zip(given).filter(|(_, n)| *n > 0).map(|((k, _), n)| (*k, n)).collect()
}

fn lcm(a: i128, b: i128) -> i128 {
    a / gcd(a, b).max(1) * b
}
