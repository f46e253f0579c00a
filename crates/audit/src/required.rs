//! Required posts by subject: largest remainder with a minimum of one, then the rows of the needs table.
//!
//! For a part with n teaching posts: subjects with posts of their own whose demand is at least one half take part (if none, the
//! largest). Each gets one post, the largest demands first where n is smaller than their number; the rest goes one by
//! one to the largest quota − given, quota = n · demand / Σ demand. The policy's order decides among equals.

use crate::demand::{self, Demands};
use lungang_domain::county::{County, NeedRow};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::{Establishment, Post};
use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A place of work: school, part and subject.
pub type Key = (SchoolIx, Part, SubjectIx);

/// Every post: with a requirement, somebody serving, a row of the needs table, or one that takes travelling teachers; sorted.
pub fn posts(
    county: &County,
    policy: &Policy,
    establishments: &[Establishment],
    serving: &BTreeMap<Key, u32>,
    hubs: &BTreeSet<Key>,
) -> Vec<Post> {
    let mut required: BTreeMap<Key, u32> = BTreeMap::new();
    for e in establishments {
        let demands = demand::demands(policy, county.school(e.school), e.part, |k| k.posts);
        for (subject, posts) in by_subject(e.teaching, &demands) {
            required.insert((e.school, e.part, subject), posts);
        }
    }
    let rows: BTreeMap<Key, &NeedRow> = county.needs.iter().map(|n| ((n.school, n.part, n.subject), n)).collect();
    let keys: BTreeSet<Key> = required.keys().chain(serving.keys()).chain(rows.keys()).chain(hubs).copied().collect();
    // A private school has no posts, whoever serves there.
    keys.into_iter()
        .filter(|(school, ..)| county.school(*school).public)
        .map(|key| {
            let (row, (school, part, subject)) = (rows.get(&key), key);
            Post {
                school,
                part,
                subject,
                required: row.map_or(required.get(&key).copied().unwrap_or(0), |r| r.required),
                serving: serving.get(&key).copied().unwrap_or(0),
                // What the school can do by itself is found once all posts are known.
                standing: serving.get(&key).copied().unwrap_or(0),
                limit: row.and_then(|r| r.limit),
                weight: row.and_then(|r| r.weight).unwrap_or_else(|| weight(county, policy, school, subject)),
            }
        })
        .collect()
}

/// ⌈(need-base + need-per-hardship · hardship) · (need-scarce if the subject is scarce)⌉
pub(crate) fn weight(county: &County, policy: &Policy, school: SchoolIx, subject: SubjectIx) -> u32 {
    let w = &policy.weights;
    let hardship = u32::from(county.school(school).hardship);
    let weight = w.need_base.value.saturating_add(w.need_per_hardship.value.saturating_mul(hardship));
    let scarce = policy.subjects.get(subject.at()).is_some_and(|k| k.scarce);
    let factor = if scarce { w.need_scarce.value } else { Decimal::whole(1) };
    u32::try_from(factor.ceil_of(i64::from(weight))).unwrap_or(u32::MAX)
}

/// n posts shared among the subjects by their demands; only subjects with a post are named.
pub fn by_subject(n: u32, demands: &Demands) -> Vec<(SubjectIx, u32)> {
    let mut taking: Vec<(SubjectIx, i128)> =
        demands.list.iter().copied().filter(|(_, d)| d.saturating_mul(2) >= demands.one).collect();
    if taking.is_empty() {
        taking.extend(demands.list.iter().copied().max_by_key(|&(k, d)| (d, Reverse(k))));
    }
    if n == 0 || taking.is_empty() {
        return Vec::new();
    }
    if (n as usize) < taking.len() {
        taking.sort_by_key(|&(k, d)| (Reverse(d), k));
        taking.truncate(n as usize);
        taking.sort_by_key(|&(k, _)| k);
        return taking.into_iter().map(|(k, _)| (k, 1)).collect();
    }
    let (n, many) = (i128::from(n), taking.len() as i128);
    let sum = taking.iter().fold(0i128, |sum, (_, d)| sum.saturating_add(*d)).max(1);
    // Nobody ends more than `many` posts below the quota, so the count may start there.
    let mut given: Vec<i128> = taking.iter().map(|(_, d)| (n.saturating_mul(*d) / sum - many).max(1)).collect();
    for _ in given.iter().sum::<i128>()..n {
        // (quota − given) · Σ demand
        let missing = |i: usize| n.saturating_mul(taking[i].1).saturating_sub(given[i].saturating_mul(sum));
        let Some(next) = (0..taking.len()).max_by_key(|&i| (missing(i), Reverse(i))) else {
            break;
        };
        given[next] += 1;
    }
    taking.iter().zip(given).map(|((k, _), g)| (*k, u32::try_from(g).unwrap_or(u32::MAX))).collect()
}
