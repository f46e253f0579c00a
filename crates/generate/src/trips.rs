//! The travel table: real roads between some schools, longer or shorter than the estimate.

use super::{Size, World, roster};
use lungang_domain::county::CountyParts;
use lungang_domain::travel::{Position, TravelTable, Trip, road_estimate};
use std::collections::BTreeMap;

/// A few rows to each receiving school from schools of its county town, and a row for a teacher here and there.
pub(super) fn trips(world: &World, parts: &CountyParts, size: Size) -> TravelTable {
    let mut s = world.stream("trips");
    let mut table = TravelTable::default();
    let mut towns: BTreeMap<Position, [Vec<usize>; 2]> = BTreeMap::new();
    for (at, school) in parts.schools.iter().enumerate() {
        towns.entry(world.centres[at]).or_default()[usize::from(roster::sends(world, school))].push(at);
    }
    let rows = match size {
        Size::Example => 2,
        Size::Province => 1,
        _ => 3,
    };
    let mut road = |s: &mut super::stream::Stream, from: Option<Position>, to: Option<Position>, ids: [&str; 2]| {
        let (Some(from), Some(to)) = (from, to) else { return };
        let hundreds = road_estimate(from, to, parts.detour) / 100 * s.between(85, 130) / 100;
        let minutes = hundreds * 6 / s.between(30, 50) + 5;
        let trip = Trip { metres: Some(hundreds.max(1) * 100), minutes: Some(minutes) };
        table.insert(ids[0].to_owned(), ids[1].to_owned(), trip);
    };
    for [receiving, sending] in towns.values().filter(|lists| lists.iter().all(|list| !list.is_empty())) {
        for &to in receiving {
            for _ in 0..rows {
                let (from, to) = (&parts.schools[*s.pick(sending)], &parts.schools[to]);
                road(&mut s, from.position, to.position, [&from.id, &to.id]);
            }
        }
    }
    for t in &parts.teachers {
        let [receiving, _] = &towns[&world.centres[t.school.at()]];
        let sends = roster::sends(world, &parts.schools[t.school.at()]);
        if t.home.is_some() && sends && !receiving.is_empty() && s.below(40) == 0 {
            let to = &parts.schools[*s.pick(receiving)];
            road(&mut s, t.home, to.position, [&t.id, &to.id]);
        }
    }
    table
}
