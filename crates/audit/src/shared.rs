//! Periods of subjects that got no post at a school, and from where teachers may come to teach them (走教).
//!
//! Shared are the periods of every subject with posts of its own that has none at a part; travelling teachers may teach them at
//! receiving schools, in the subjects that the policy lists (absent: the scarce ones). A post of the subject and stage at a
//! public school reaches them where the two schools are one or go together, and the way is known and not too long.

use crate::demand;
use crate::required::Key;
use lungang_domain::county::County;
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::{Establishment, Post};
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Mode, Policy, Within};
use lungang_domain::school::Side;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What is shared at one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// School, part, subject.
    pub key: Key,
    /// Periods a week.
    pub periods: i64,
    /// Weight of one that nobody teaches.
    pub weight: i64,
    /// Schools whose teachers may teach them, and the way in metres; none while the rule is off.
    pub near: BTreeMap<SchoolIx, u32>,
}

/// Everything that travelling teachers may teach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// Sorted by key.
    pub hours: Vec<Hours>,
    /// Posts that take teachers for it though they may require none.
    pub hubs: BTreeSet<Key>,
}

impl Shared {
    /// Reads the county.
    pub fn read(county: &County, policy: &Policy, sides: &[Side], parts: &[Establishment]) -> Shared {
        let mut all = Shared::default();
        for e in parts.iter().filter(|e| sides[e.school.at()] == Side::Receiving) {
            let school = county.school(e.school);
            let demands = demand::demands(policy, school, e.part, |k| k.posts);
            let with_post: BTreeSet<_> =
                crate::required::by_subject(e.teaching, &demands).into_iter().map(|(k, _)| k).collect();
            for (subject, _) in demands.list.iter().filter(|(k, _)| !with_post.contains(k) && policy.travels(*k)) {
                let periods = demand::periods(&policy.subjects[subject.at()], school, e.part);
                all.hours.push(Hours {
                    key: (e.school, e.part, *subject),
                    periods: i64::try_from(periods).unwrap_or(i64::MAX),
                    weight: i64::from(crate::required::weight(county, policy, e.school, *subject)),
                    near: BTreeMap::new(),
                });
            }
        }
        all.hours.sort_by_key(|h| h.key);
        if policy.rules.itinerant.mode != Mode::Off {
            for h in &mut all.hours {
                h.near = county.school_ixs().filter_map(|s| Some((s, way(county, policy, s, h.key.0)?))).collect();
            }
            all.hubs = all.hubs(county, policy, sides);
        }
        all
    }

    /// The position of shared hours.
    pub fn find(&self, key: Key) -> Option<usize> {
        self.hours.binary_search_by_key(&key, |h| h.key).ok()
    }

    /// Periods in all.
    pub fn periods(&self) -> i64 {
        crate::goals::total(self.hours.iter().map(|h| h.periods))
    }

    /// Each shared hours has one hub: the central school, or the largest that is near; it counts where what it reaches
    /// fills half a load.
    fn hubs(&self, county: &County, policy: &Policy, sides: &[Side]) -> BTreeSet<Key> {
        let hub = |h: &Hours| {
            let (school, part, subject) = h.key;
            let mut open: Vec<SchoolIx> = h.near.keys().copied().collect();
            open.retain(|s| sides[s.at()] == Side::Receiving && county.school(*s).parts().contains(&part));
            let central = county.school(school).central_school.filter(|c| open.contains(c));
            open.sort_by_key(|s| (Reverse(*county.school(*s).pupils.get(part)), *s));
            Some((central.or(open.first().copied())?, part, subject))
        };
        let enough = |&(school, part, subject): &Key| {
            let of_subject = self.hours.iter().filter(|h| (h.key.1, h.key.2) == (part, subject));
            let reached: i64 = of_subject.filter(|h| h.near.contains_key(&school)).map(|h| h.periods).sum();
            reached * 2 >= i64::from(policy.travel_load(subject, part))
        };
        self.hours.iter().filter_map(hub).filter(enough).collect()
    }

    /// Of every two schools of which the teachers of one may teach at the other, were it near enough: whether the way is known.
    pub fn ways_known(&self, county: &County, policy: &Policy) -> Vec<bool> {
        if policy.rules.itinerant.mode == Mode::Off {
            return Vec::new();
        }
        let ends: BTreeSet<SchoolIx> = self.hours.iter().map(|h| h.key.0).collect();
        let pairs = ends.iter().flat_map(|to| county.school_ixs().map(move |from| (from, *to)));
        let together = pairs.filter(|(from, to)| from != to && go_together(county, policy, *from, *to));
        together.map(|(from, to)| county.between(from, to).is_some()).collect()
    }

    /// Every way from a post to shared hours: positions of both, and the metres between.
    pub fn ways(&self, posts: &[Post]) -> Vec<(usize, usize, u32)> {
        let mut ways = Vec::new();
        for (at, h) in self.hours.iter().enumerate() {
            for (school, metres) in &h.near {
                let post = posts.binary_search_by_key(&(*school, h.key.1, h.key.2), Post::key);
                ways.extend(post.ok().map(|post| (post, at, *metres)));
            }
        }
        ways.sort_unstable();
        ways
    }
}

/// Whether teachers of one school may teach at the other, as far as it belongs with it.
fn go_together(county: &County, policy: &Policy, from: SchoolIx, to: SchoolIx) -> bool {
    let rule = &policy.rules.itinerant;
    let (a, b) = (county.school(from), county.school(to));
    let together = |within: &Within| match within {
        Within::Alliance => a.alliance.is_some() && a.alliance == b.alliance,
        Within::Township => a.township.is_some() && a.township == b.township,
        Within::CentralSchool => match (a.central_school, b.central_school) {
            (None, None) => false,
            (Some(of_a), None) => of_a == to,
            (None, Some(of_b)) => of_b == from,
            (Some(of_a), Some(of_b)) => of_a == of_b,
        },
    };
    a.public && (from == to || rule.within.value.iter().any(together))
}

/// The way between two schools whose teachers may teach at one another's; `None` where they do not go together, or the way
/// is unknown or too long.
fn way(county: &County, policy: &Policy, from: SchoolIx, to: SchoolIx) -> Option<u32> {
    let rule = &policy.rules.itinerant;
    if !go_together(county, policy, from, to) {
        return None;
    }
    let metres = county.between(from, to)?;
    (i128::from(metres) * i128::from(Decimal::ONE) <= i128::from(rule.km.value.0) * 1000).then_some(metres)
}
