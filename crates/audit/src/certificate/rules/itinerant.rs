//! `itinerant.load.P`: 1 − load ≤ Σ periods by the ways of post P − load · travelling ≤ 0, where who travels is missing in
//! `post_balance.P`; `itinerant.hours.S.stage.subject`: Σ periods by the ways there ≤ what is shared; `itinerant.least`: Σ periods ≥
//! ⌈share · shared⌉ of a share above 0.

use super::post_balance::balances;
use super::{Rule, Scene};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::names;
use crate::certificate::rows::{Range, RowIx, Rows};
use lungang_domain::number::ceil_div;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

/// No move touches its rows.
struct Itinerant;

impl Rule for Itinerant {}

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Itinerant;
    let reading = scene.reading;
    let asked = reading.policy.rules.itinerant.share.value.ceil_of(reading.shared.periods());
    let mut least = None;
    if asked > 0 {
        let row = rows.add("itinerant.least", Range::at_least(asked));
        auxiliaries.give_way(reading, NAME, row, 1, asked);
        least = Some(row);
    }
    let balances = balances(auxiliaries);
    let mut hours: BTreeMap<usize, RowIx> = BTreeMap::new();
    let mut posts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, way) in reading.ways.iter().enumerate() {
        posts.entry(way.0).or_default().push(at);
    }
    for (post, ways) in posts {
        let p = &reading.posts[post];
        let load = i64::from(reading.policy.travel_load(p.subject, p.part));
        let shared = |way: usize| reading.shared.hours[reading.ways[way].1].periods;
        let reached: i64 = ways.iter().map(|way| shared(*way)).sum();
        let most = ceil_div(i128::from(reached), i128::from(load));
        let Some(balance) = balances.get(&post) else { continue };
        let taught = rows.add(&names::post(reading, "itinerant.load", post), Range::between(1 - load, 0));
        let travelling = auxiliaries.add(What::Travelling, 0, most);
        auxiliaries.touch(travelling, *balance, -1);
        auxiliaries.touch(travelling, taught, -load);
        for way in ways {
            let to = reading.ways[way].1;
            let there = *hours.entry(to).or_insert_with(|| {
                let name = names::work(reading, "itinerant.hours", reading.shared.hours[to].key);
                rows.add(&name, Range::at_most(shared(way)))
            });
            let periods = auxiliaries.add(What::Periods(way), 0, shared(way));
            auxiliaries.touch(periods, taught, 1);
            auxiliaries.touch(periods, there, 1);
            if let Some(least) = least {
                auxiliaries.touch(periods, least, 1);
            }
        }
    }
    Box::new(Itinerant)
}
