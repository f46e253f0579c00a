//! The map of moves: schools where they lie, in kilometres from the middle of the county, without tiles or boundaries; an arc for
//! every pair of schools between which somebody moves.

use super::PlanSource;
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::county::County;
use lungang_domain::id::SchoolIx;
use lungang_domain::school::Side;
use lungang_domain::travel::Position;
use lungang_results::changes::direction;
use lungang_results::names;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 6371.0088 * std::f64::consts::PI / 180.0;

/// The section.
pub fn map(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("map");
    let county = source.county;
    let places = places(county);
    let drawn = places.iter().flatten().count();
    let without = county.schools.iter().filter(|s| s.public && s.position.is_none()).count();
    if drawn < 2 {
        sheet.warning(&sentence(lang, "map.none", &[("n", without.to_string())]));
        return;
    }
    let mut arcs: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for m in source.moves {
        *arcs.entry((county.teacher(m.teacher).school.at(), m.to.at())).or_default() += 1;
    }
    let drawn = |(from, to): &(usize, usize)| places[*from].is_some() && places[*to].is_some();
    let lost: u32 = arcs.iter().filter(|(ends, _)| !drawn(ends)).map(|(_, n)| n).sum();
    sheet.paragraph(&word(lang, "map.words"));
    if without > 0 {
        let args = [("n", without.to_string()), ("moves", lost.to_string())];
        sheet.warning(&sentence(lang, "map.without", &args));
    }
    let numbers: Vec<Option<usize>> = places
        .iter()
        .scan(0, |next, place| {
            let number = place.map(|_| *next);
            *next += usize::from(place.is_some());
            Some(number)
        })
        .collect();
    let arcs: Vec<Value> = arcs
        .iter()
        .filter_map(|((from, to), n)| {
            let way = direction(county, source.policy, SchoolIx::new(*from), SchoolIx::new(*to));
            Some(json!([numbers[*from]?, numbers[*to]?, n, way.name()]))
        })
        .collect();
    let schools: Vec<Value> = places.iter().enumerate().filter_map(|(at, p)| school(source, at, (*p)?)).collect();
    sheet.chart(&word(lang, "map.title"), 520, json!({ "kind": "map", "schools": schools, "arcs": arcs }));
}

/// A school's row: name, kilometres east and north, side, short posts before and after.
fn school(source: &PlanSource<'_>, at: usize, (x, y): (f64, f64)) -> Option<Value> {
    let ix = SchoolIx::new(at);
    let school = source.county.school(ix);
    let counts = source.document.schools.iter().find(|s| s.school_id == school.id);
    let side = match source.policy.side(school) {
        Side::Sending => "sending",
        Side::Receiving => "receiving",
        Side::Outside => "outside",
    };
    let (before, after) = counts.map_or((0, 0), |s| (s.short_before, s.short_after));
    Some(json!([names::school(source.county, ix), x, y, side, before, after]))
}

/// Kilometres east and north of the middle of the county, to the metre: an equidistant projection that is true at its latitude.
fn places(county: &County) -> Vec<Option<(f64, f64)>> {
    let known: Vec<Position> = county.schools.iter().filter(|s| s.public).filter_map(|s| s.position).collect();
    let middle = |of: fn(&Position) -> i32| {
        let (least, most) = (known.iter().map(of).min().unwrap_or(0), known.iter().map(of).max().unwrap_or(0));
        (f64::from(least) + f64::from(most)) / 2e6
    };
    let (east, north) = (middle(|p| p.lon), middle(|p| p.lat));
    let narrow = north.to_radians().cos();
    let metre = |km: f64| (km * 1000.0).round() / 1000.0;
    let place = |p: Position| {
        let (lon, lat) = (f64::from(p.lon) / 1e6, f64::from(p.lat) / 1e6);
        (metre((lon - east) * narrow * DEGREE), metre((lat - north) * DEGREE))
    };
    county.schools.iter().map(|s| s.position.filter(|_| s.public).map(place)).collect()
}
