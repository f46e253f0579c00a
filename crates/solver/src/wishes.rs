//! Wishes that count: those that can come true, because a move leads from the teacher to the school. FORMULATION §7.

use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::collections::BTreeMap;

/// A teacher's wishes that count, with the ranks that count: 1, 2, … in the order of the ranks as written, of the schools
/// among equals; `leads` says to which schools a move leads.
pub fn counted(county: &County, teacher: TeacherIx, leads: impl Fn(SchoolIx) -> bool) -> BTreeMap<SchoolIx, u32> {
    written(county, teacher).into_iter().filter(|school| leads(*school)).zip(1..).collect()
}

/// A teacher's wishes that cannot come true, in the order of the ranks as written.
pub fn hopeless(county: &County, teacher: TeacherIx, leads: impl Fn(SchoolIx) -> bool) -> Vec<SchoolIx> {
    written(county, teacher).into_iter().filter(|school| !leads(*school)).collect()
}

/// The schools that a teacher wishes for, in the order of the ranks as written, of the schools among equals.
fn written(county: &County, teacher: TeacherIx) -> Vec<SchoolIx> {
    let ranks = county.wishes_of(teacher).into_iter().flatten();
    let mut wishes: Vec<(u32, SchoolIx)> = ranks.map(|(school, rank)| (*rank, *school)).collect();
    wishes.sort_unstable();
    wishes.into_iter().map(|(_, school)| school).collect()
}
