//! One to three wishes for two in five teachers of sending schools: schools that need their subject, near ones first.

use super::{World, roster};
use lungang_domain::county::{CountyParts, Wish};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::school::Part;
use lungang_domain::travel::{Position, great_circle};
use std::collections::BTreeMap;

/// Draws the wishes.
pub(super) fn wishes(world: &World, parts: &CountyParts) -> Vec<Wish> {
    let mut s = world.stream("wishes");
    let mut all = Vec::new();
    let needing = needing(world, parts);
    for (at, t) in parts.teachers.iter().enumerate() {
        let from = t.school.at();
        if !roster::sends(world, &parts.schools[from]) || !t.teaches() || !s.percent(40) {
            continue;
        }
        let Some(list) = t.main_subject().and_then(|k| needing.get(&(world.centres[from], t.part, k.at()))) else {
            continue;
        };
        let mut seen: Vec<SchoolIx> = (0..6).map(|_| *s.pick(list)).collect();
        seen.sort_unstable();
        seen.dedup();
        let place = t.home.or(parts.schools[from].position);
        seen.sort_by_key(|ix| match (place, parts.schools[ix.at()].position) {
            (Some(a), Some(b)) => great_circle(a, b),
            _ => 0,
        });
        let count = s.between(1, 3) as usize;
        for (rank, school) in seen.into_iter().take(count).enumerate() {
            all.push(Wish { teacher: TeacherIx::new(at), rank: rank as u32 + 1, school });
        }
    }
    all
}

/// Receiving schools by county town, part and subject of which they need somebody.
pub(super) fn needing(world: &World, parts: &CountyParts) -> BTreeMap<(Position, Part, usize), Vec<SchoolIx>> {
    let mut lists: BTreeMap<_, Vec<SchoolIx>> = BTreeMap::new();
    for (at, school) in parts.schools.iter().enumerate() {
        if !school.public || roster::sends(world, school) {
            continue;
        }
        for &part in school.parts() {
            for (k, required) in world.posts[at].get(part).required.iter().enumerate() {
                if *required > 0 {
                    lists.entry((world.centres[at], part, k)).or_default().push(SchoolIx::new(at));
                }
            }
        }
    }
    lists
}
