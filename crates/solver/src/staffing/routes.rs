//! Who may teach shared hours (走教): ways between schools that go together, and the posts that take teachers for it,
//! FORMULATION §16.

use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::{Post, Route, SharedHours};
use lungang_domain::policy::{Mode, Policy, Within};
use lungang_domain::school::{Part, Side};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A place of work: school, part and subject.
type Key = (SchoolIx, Part, SubjectIx);

/// The shared hours that travelling teachers may teach, and from where.
pub(super) struct Ways<'a> {
    county: &'a County,
    policy: &'a Policy,
    shared: &'a [SharedHours],
    /// Of each shared hours, the schools within a day's journey and how far they are; none where nobody travels.
    near: Vec<Vec<(SchoolIx, u32)>>,
}

impl<'a> Ways<'a> {
    pub(super) fn new(county: &'a County, policy: &'a Policy, shared: &'a [SharedHours]) -> Self {
        let on = policy.rules.itinerant.mode != Mode::Off;
        let asked = |h: &SharedHours| on && h.travelled;
        let mut of_school: BTreeMap<SchoolIx, Vec<(SchoolIx, u32)>> = BTreeMap::new();
        for h in shared.iter().filter(|h| asked(h)) {
            of_school.entry(h.school).or_insert_with(|| near(county, policy, h.school));
        }
        let near = shared.iter().map(|h| of_school.get(&h.school).filter(|_| asked(h)).cloned().unwrap_or_default());
        Ways { near: near.collect(), county, policy, shared }
    }

    /// The posts that take teachers for shared hours: of those near enough the central school, else the one with most
    /// pupils; where what they reach is at least half a load.
    pub(super) fn hubs(&self) -> BTreeSet<Key> {
        let mut reached: BTreeMap<Key, u32> = BTreeMap::new();
        let mut hubs = BTreeSet::new();
        for (h, near) in self.shared.iter().zip(&self.near) {
            for (school, _) in near {
                *reached.entry((*school, h.part, h.subject)).or_insert(0) += h.periods;
            }
            let takes = |s: &SchoolIx| {
                let school = self.county.school(*s);
                school.parts().contains(&h.part) && self.policy.side(school) == Side::Receiving
            };
            let open = || near.iter().map(|(school, _)| *school).filter(takes);
            let central = self.county.school(h.school).central_school;
            let largest = || open().max_by_key(|s| (*self.county.school(*s).pupils.get(h.part), Reverse(*s)));
            let hub = open().find(|s| Some(*s) == central).or_else(largest);
            hubs.extend(hub.map(|school| (school, h.part, h.subject)));
        }
        hubs.retain(|hub| 2 * reached[hub] >= self.policy.travel_load(hub.2, hub.1));
        hubs
    }

    /// Every way from a post to shared hours of its subject and stage, sorted.
    pub(super) fn routes(&self, posts: &[Post]) -> Vec<Route> {
        let mut routes = Vec::new();
        for (at, (h, near)) in self.shared.iter().zip(&self.near).enumerate() {
            for (school, metres) in near {
                if let Ok(post) = posts.binary_search_by_key(&(*school, h.part, h.subject), Post::key) {
                    routes.push(Route { post: post as u32, shared: at as u32, metres: *metres });
                }
            }
        }
        routes.sort_unstable();
        routes
    }
}

/// Public schools from which teachers may come to a school, itself among them, with the way in metres.
fn near(county: &County, policy: &Policy, to: SchoolIx) -> Vec<(SchoolIx, u32)> {
    let furthest = policy.rules.itinerant.km.value.floor_of(1000);
    let each = county.school_ixs().filter(|from| county.school(*from).public && together(county, policy, *from, to));
    let ways = each.filter_map(|from| Some((from, county.between(from, to)?)));
    ways.filter(|(_, metres)| i64::from(*metres) <= furthest).collect()
}

/// Whether teachers of one school may teach at another.
fn together(county: &County, policy: &Policy, a: SchoolIx, b: SchoolIx) -> bool {
    let (x, y) = (county.school(a), county.school(b));
    let same = |p: &Option<String>, q: &Option<String>| p.is_some() && p == q;
    let any = policy.rules.itinerant.within.value.iter().any(|within| match within {
        Within::Alliance => same(&x.alliance, &y.alliance),
        Within::Township => same(&x.township, &y.township),
        Within::CentralSchool => {
            let central = |s: SchoolIx| county.school(s).central_school.unwrap_or(s);
            central(a) == central(b)
        }
    });
    any || a == b
}
