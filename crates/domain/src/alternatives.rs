//! Other plans that are as good: equal in every goal but the lottery, or within a stated slack, and as different as can be.

use crate::id::TeacherIx;
use crate::plan::{GoalValue, Move, Retask, Visit};
use std::collections::{BTreeMap, BTreeSet};

/// A goal that alternatives keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The plan's own value.
    pub goal: GoalValue,
    /// By how much an alternative may be worse.
    pub slack: i64,
}

/// Another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its moves, sorted.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject, sorted.
    pub retasks: Vec<Retask>,
    /// Who teaches at several schools, sorted.
    pub visits: Vec<Visit>,
    /// Its goals, in the order of the kept ones.
    pub goals: Vec<i64>,
    /// Its goals that are drawn, in order.
    pub drawn: Vec<GoalValue>,
    /// The least number of teachers whose decision differs, over the plan and the alternatives before it.
    pub distance: u32,
    /// Whether it is proved that none is more different.
    pub proved: bool,
}

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// As many as were asked for.
    Found,
    /// Proved: there are no more.
    NoMore,
    /// Stopped before.
    Stopped,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternatives {
    /// Goals that are kept, in order.
    pub kept: Vec<Kept>,
    /// How many were asked for.
    pub asked: u32,
    /// The alternatives, in the order in which they were found.
    pub found: Vec<Alternative>,
    /// How it ended.
    pub ending: Ending,
}

/// Teachers whose decision differs between two plans, in order.
pub fn differing(a: &[Move], b: &[Move]) -> Vec<TeacherIx> {
    let by_teacher = |moves: &[Move]| -> BTreeMap<TeacherIx, Move> { moves.iter().map(|m| (m.teacher, *m)).collect() };
    let (a, b) = (by_teacher(a), by_teacher(b));
    let all: BTreeSet<TeacherIx> = a.keys().chain(b.keys()).copied().collect();
    all.into_iter().filter(|t| a.get(t) != b.get(t)).collect()
}
