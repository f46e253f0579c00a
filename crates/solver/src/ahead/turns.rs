//! Whoever has moved is not moved again within the term and the years of rest: Σ x ≤ 1 over any so many years.

use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Policy;
use std::collections::{BTreeMap, BTreeSet};

/// Years from a move to the next one of the same teacher; where moves carry the post nobody is planned to move twice.
pub(super) fn gap(policy: &Policy) -> usize {
    if policy.movement.carries_post.value {
        return usize::MAX;
    }
    usize::from(policy.movement.term_years.value.max(1)).saturating_add(policy.eligibility.rest_years.value as usize)
}

/// A row between years.
pub(super) struct Turn {
    /// The teacher, as the first of the years numbers them.
    pub teacher: TeacherIx,
}

/// The rows between years.
pub(super) struct Turns {
    pub rows: Vec<Turn>,
    of: Vec<BTreeMap<TeacherIx, Vec<u32>>>,
}

impl Turns {
    /// The rows that a teacher's moves in a year touch.
    pub(super) fn of(&self, year: usize, teacher: TeacherIx) -> impl Iterator<Item = u32> + '_ {
        self.of[year].get(&teacher).into_iter().flatten().copied()
    }
}

/// A row for every teacher and span of years in which more than one of them could move.
pub(super) fn turns(years: &[Formulation<'_>], candidates: &[Vec<Candidate>]) -> Turns {
    let mut by_id: BTreeMap<&str, BTreeSet<(usize, TeacherIx)>> = BTreeMap::new();
    for (at, (year, candidates)) in years.iter().zip(candidates).enumerate() {
        for c in candidates.iter().filter(|c| c.moves()) {
            by_id.entry(&year.world.teacher(c.teacher).id).or_default().insert((at, c.teacher));
        }
    }
    let mut turns = Turns { rows: Vec::new(), of: vec![BTreeMap::new(); years.len()] };
    let gap = years.first().map_or(1, |y| gap(y.world.policy));
    for could in by_id.values() {
        let could: Vec<(usize, TeacherIx)> = could.iter().copied().collect();
        let mut covered = 0;
        for (i, (start, teacher)) in could.iter().enumerate() {
            let end = i + could[i..].partition_point(|(year, _)| year - start < gap);
            // A span within the one before says nothing more.
            if end - i < 2 || end <= covered {
                continue;
            }
            covered = end;
            let row = turns.rows.len() as u32;
            turns.rows.push(Turn { teacher: *teacher });
            for (year, teacher) in &could[i..end] {
                turns.of[*year].entry(*teacher).or_default().push(row);
            }
        }
    }
    turns
}
