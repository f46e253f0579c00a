//! Real schools are given what a roster needs and a statistics table lacks: a place and a hardship class.

use super::place::{self, ORIGIN};
use super::stream::Stream;
use lungang_domain::school::{Area, School};
use lungang_domain::travel::Position;
use std::collections::BTreeMap;

/// Fills in coordinates by clusters of townships and, where no school has one, hardship classes. Returns the urban centre.
pub(super) fn settle(seed: u64, schools: &mut [School]) -> Position {
    let mean = |list: &[Position]| {
        let n = list.len() as i64;
        (n > 0).then(|| Position {
            lon: (list.iter().map(|p| i64::from(p.lon)).sum::<i64>() / n) as i32,
            lat: (list.iter().map(|p| i64::from(p.lat)).sum::<i64>() / n) as i32,
        })
    };
    let known = |keep: &dyn Fn(&School) -> bool| -> Vec<Position> {
        schools.iter().filter(|s| keep(s)).filter_map(|s| s.position).collect()
    };
    let centre = mean(&known(&|s| s.area == Area::Urban)).or_else(|| mean(&known(&|_| true))).unwrap_or(ORIGIN);

    // A township lies where its known schools lie; else at the centre if it has urban schools; else somewhere around.
    let mut townships: BTreeMap<String, Position> = BTreeMap::new();
    for name in schools.iter().map(township) {
        if townships.contains_key(name) {
            continue;
        }
        let urban = schools.iter().any(|s| township(s) == name && s.area == Area::Urban);
        let place = match mean(&known(&|s| township(s) == name)) {
            Some(place) => place,
            None if urban => centre,
            None => place::ring(&mut Stream::new(seed, &format!("township {name}")), centre, 7_000, 60_000),
        };
        townships.insert(name.to_owned(), place);
    }
    let unrated = schools.iter().all(|s| s.hardship == 0);
    for school in schools.iter_mut() {
        let mut s = Stream::new(seed, &format!("place {}", school.id));
        let reach = if school.area == Area::Urban { 2_000 } else { 6_000 };
        let cluster = townships.get(township(school)).copied().unwrap_or(centre);
        let position = *school.position.get_or_insert_with(|| place::near(&mut s, cluster, reach));
        if unrated && school.area != Area::Urban {
            school.hardship = place::hardship(&mut s, centre, position);
        }
    }
    centre
}

/// The township; a school without one is a township of its own.
fn township(school: &School) -> &str {
    school.township.as_deref().unwrap_or(&school.id)
}
