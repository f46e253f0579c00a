//! Wishes that count (FORMULATION §7): those that can come true, numbered anew.

use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::collections::BTreeMap;

/// The counted rank of every wish to which a move leads, by teacher.
pub type Counted = BTreeMap<TeacherIx, BTreeMap<SchoolIx, u32>>;

/// Every wish that counts; `leads` says whether a move leads from a teacher to a school.
pub fn counted(county: &County, leads: impl Fn(TeacherIx, SchoolIx) -> bool) -> Counted {
    let mut all = Counted::new();
    for teacher in county.teacher_ixs() {
        let Some(wishes) = county.wishes_of(teacher) else { continue };
        let mut possible: Vec<(u32, &str, SchoolIx)> = Vec::new();
        for (school, rank) in wishes.iter().filter(|(school, _)| leads(teacher, **school)) {
            possible.push((*rank, &county.school(*school).id, *school));
        }
        possible.sort_unstable();
        all.insert(teacher, possible.into_iter().zip(1..).map(|((.., school), rank)| (school, rank)).collect());
    }
    all
}
