//! `itinerant.load.P`: 1 − load ≤ Σ periods by the ways of post P − load · travelling ≤ 0, where who travels is missing in
//! `post_balance.P`; `itinerant.last.P`: Σ periods − rest · travelling ≤ reached − rest · most, where rest is what the last of the most
//! who travel could teach; `itinerant.way.P.S`: periods − min(load, shared) · travelling ≤ 0; `itinerant.hours.S.stage.subject`: Σ
//! periods by the ways there ≤ what is shared; `itinerant.least`: Σ periods ≥ ⌈share · shared⌉ of a share above 0.

use super::post_balance::balances;
use super::{Rule, Scene};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;
use lungang_domain::number::ceil_div;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

/// No move touches its rows.
struct Itinerant;

impl Rule for Itinerant {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}

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
        let Some(balance) = balances.get(&post) else { continue };
        let p = &reading.posts[post];
        let shared = |way: usize| reading.shared.hours[reading.ways[way].1].periods;
        let reached: i64 = ways.iter().map(|way| shared(*way)).sum();
        let load = i64::from(reading.policy.travel_load(p.subject, p.part)).min(reached);
        let most = ceil_div(i128::from(reached), i128::from(load));
        let taught = rows.add(&names::post(reading, "itinerant.load", post), Range::between(1 - load, 0));
        let travelling = auxiliaries.add(What::Travelling, 0, most);
        auxiliaries.touch(travelling, *balance, -1);
        auxiliaries.touch(travelling, taught, -load);
        // What is left for the last one.
        let rest = reached - load * (most - 1);
        let mut last = None;
        if rest < load {
            let row = rows.add(&names::post(reading, "itinerant.last", post), Range::at_most(reached - rest * most));
            auxiliaries.touch(travelling, row, -rest);
            last = Some(row);
        }
        for way in ways {
            let to = reading.ways[way].1;
            let there = *hours.entry(to).or_insert_with(|| {
                let name = names::work(reading, "itinerant.hours", reading.shared.hours[to].key);
                rows.add(&name, Range::at_most(shared(way)))
            });
            let by = rows.add(&names::way(reading, "itinerant.way", post, to), Range::at_most(0));
            auxiliaries.touch(travelling, by, -shared(way).min(load));
            let periods = auxiliaries.add(What::Periods(way), 0, shared(way));
            for row in [Some(taught), Some(there), Some(by), last, least].into_iter().flatten() {
                auxiliaries.touch(periods, row, 1);
            }
        }
    }
    Box::new(Itinerant)
}
