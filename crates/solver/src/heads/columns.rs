//! Which head may lead which school, and at what cost.

use lungang_domain::county::{County, PinKind};
use lungang_domain::heads::{Head, Ranked, Tenure};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery;
use lungang_domain::number::Decimal;
use lungang_domain::plan::Move;
use lungang_domain::policy::Principals;
use lungang_domain::teacher::Status;
use std::collections::{BTreeMap, BTreeSet};

/// A possible office of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// Position of the head among those of the matching.
    pub head: usize,
    /// Position of the school among those of the matching.
    pub office: usize,
    /// What it costs, a number a goal.
    pub cost: Ranked,
}

/// Heads and offices of one role.
pub(super) struct Places<'a> {
    /// Those who take part.
    pub heads: &'a [Head],
    /// All heads: who was matched before stands at the new school.
    pub all: &'a [Head],
    /// The schools of their offices, sorted.
    pub schools: &'a [SchoolIx],
    /// How many of them each has.
    pub places: &'a [u32],
}

/// All columns, by head and office; every head has one at the own school.
pub(super) fn columns(county: &County, terms: &Principals, moves: &[Move], seed: u64, of: &Places<'_>) -> Vec<Column> {
    let works = works(county, moves, of.all);
    let taking: BTreeSet<TeacherIx> = of.heads.iter().map(|h| h.teacher).collect();
    let most = terms.max_km.as_ref().map(|km| metres(km.value));
    let mut columns = Vec::new();
    for (head, h) in of.heads.iter().enumerate() {
        let person = county.teacher(h.teacher);
        let kin: Vec<TeacherIx> = match terms.avoid_kin.value {
            true => county.kin_of(h.teacher).filter(|k| county.teacher(*k).status != Status::Retired).collect(),
            false => Vec::new(),
        };
        let with_kin = kin.iter().any(|k| taking.contains(k));
        let forbidden: BTreeSet<SchoolIx> = county
            .pins
            .iter()
            .filter(|p| p.teacher == h.teacher && p.kind == PinKind::Forbid)
            .filter_map(|p| p.school)
            .collect();
        for (office, school) in of.schools.iter().enumerate() {
            if *school == h.from {
                let left = i64::from(h.tenure == Tenure::Due);
                columns.push(Column { head, office, cost: [left, 0, 0, 0] });
                continue;
            }
            let parts = county.school(*school).parts();
            let journey = county.journey(h.teacher, *school);
            let near = most.zip(journey).is_none_or(|(most, journey)| i64::from(journey) <= most);
            let alike = !terms.same_stage.value || parts == county.school(h.from).parts();
            let apart = kin.iter().all(|k| works.get(k) != Some(school)) && !(with_kin && of.places[office] > 1);
            if near && alike && apart && parts.contains(&person.part) && !forbidden.contains(school) {
                let early = i64::from(h.tenure == Tenure::Serving);
                let journey = i64::from(journey.unwrap_or(0).div_ceil(100));
                let number = lottery::head_number(seed, &person.id, &county.school(*school).id);
                columns.push(Column { head, office, cost: [0, early, journey, i64::from(number)] });
            }
        }
    }
    columns
}

/// Where everybody works who is not retired.
fn works(county: &County, moves: &[Move], heads: &[Head]) -> BTreeMap<TeacherIx, SchoolIx> {
    let mut works: BTreeMap<TeacherIx, SchoolIx> =
        county.teacher_ixs().map(|teacher| (teacher, county.serves_at(teacher))).collect();
    works.extend(moves.iter().map(|m| (m.teacher, m.to)));
    works.extend(heads.iter().filter(|h| h.moves()).map(|h| (h.teacher, h.to)));
    works
}

/// Kilometres in whole metres.
fn metres(km: Decimal) -> i64 {
    km.floor_of(1_000)
}
