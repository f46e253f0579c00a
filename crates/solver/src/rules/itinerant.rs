//! Teachers of one school teach at others that are too small for a post of the subject (走教).
//!
//! At every post with ways to shared hours: 1 − load ≤ Σ periods taught by its ways − load · itinerants ≤ 0, so that itinerants =
//! ⌈Σ periods / load⌉; they are missing in `post-balance`. For all shared hours: Σ periods by the ways there ≤ what is
//! shared. In the county, where a share is asked for: Σ periods ≥ ⌈share · shared⌉. Periods a week. FORMULATION §16.
//!
//! Two more sentences follow from these for whole numbers, and tell the relaxation what a fraction of a teacher cannot do: by one
//! way, periods ≤ min(load, shared) · itinerants; and the last teacher of a post teaches only the rest of what it reaches.

use super::{Entries, Rule, Serves, post_balance};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Measured, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Route;
use lungang_domain::number::ceil_div;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};

const NAME: RuleName = RuleName::Itinerant;

/// Moves touch none of its rows: who moves is counted at the posts.
struct Itinerant;

impl Rule for Itinerant {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let needs = world.needs;
    let balances: BTreeMap<u32, RowIx> = (rows.names.iter().enumerate())
        .filter_map(|(row, name)| Some((post_balance::of(name)?, RowIx(row as u32))))
        .collect();
    let rule = &world.policy.rules.itinerant;
    let asked = rule.share.value.ceil_of(needs.travelled().map(|h| i64::from(h.periods)).sum());
    let least = (asked > 0).then(|| rows.add(NAME, "least", About::County, Range::at_least(asked)));
    if let Some(least) = least {
        rows.give_way(NAME, world.mode(NAME), least, 1, asked);
    }
    let mut hours: BTreeMap<u32, RowIx> = BTreeMap::new();
    let mut first = 0;
    for routes in needs.routes.chunk_by(|a, b| a.post == b.post) {
        let (ix, post) = (routes[0].post, world.post(routes[0].post));
        let reached: i64 = routes.iter().map(|r| i64::from(needs.shared[r.shared as usize].periods)).sum();
        let load = i64::from(world.policy.travel_load(post.subject, post.part)).min(reached);
        // That nobody travels who is not there follows from the balance of the post.
        let most = ceil_div(i128::from(reached), i128::from(load));
        if let Some(balance) = balances.get(&ix) {
            let taught = rows.add(NAME, "load", About::Post(ix), Range { lo: Some(1 - load), hi: Some(0) });
            let itinerants = rows.auxiliary(Measured::Itinerants(ix), Bounds { lo: 0, hi: most });
            rows.touch(itinerants, *balance, -1);
            rows.touch(itinerants, taught, -load);
            let rest = reached - load * (most - 1);
            let last =
                (rest < load).then(|| rows.add(NAME, "last", About::Post(ix), Range::at_most(reached - rest * most)));
            if let Some(last) = last {
                rows.touch(itinerants, last, -rest);
            }
            for (at, route) in (first..).zip(routes) {
                let there = hours_of(world, rows, &mut hours, route);
                let shared = i64::from(needs.shared[route.shared as usize].periods);
                let periods = rows.auxiliary(Measured::Periods(at), Bounds { lo: 0, hi: shared });
                rows.touch(periods, taught, 1);
                rows.touch(periods, there, 1);
                let way = rows.add(NAME, "way", About::Route(at), Range::at_most(0));
                rows.touch(periods, way, 1);
                rows.touch(itinerants, way, -shared.min(load));
                for row in [last, least].into_iter().flatten() {
                    rows.touch(periods, row, 1);
                }
            }
        }
        first += routes.len() as u32;
    }
    Box::new(Itinerant)
}

/// The row of what is shared where a way leads.
fn hours_of(world: &World<'_>, rows: &mut Rows, hours: &mut BTreeMap<u32, RowIx>, route: &Route) -> RowIx {
    let shared = i64::from(world.needs.shared[route.shared as usize].periods);
    *hours
        .entry(route.shared)
        .or_insert_with(|| rows.add(NAME, "hours", About::Shared(route.shared), Range::at_most(shared)))
}

/// Moves of those who travel serve it.
pub(super) fn serves<'a>(_: &'a World<'a>, plan: &Plan) -> Serves<'a> {
    let travelling: BTreeSet<TeacherIx> = plan.visits.iter().map(|v| v.teacher).collect();
    Box::new(move |m: &Move| travelling.contains(&m.teacher))
}
