//! How far a plan departs from what was published: whose decision differs, teacher by teacher.

use crate::columns::Step;
use crate::kinds::FaultKind;
use crate::world::World;
use lungang_domain::audit::Fault;
use lungang_domain::county::County;
use lungang_domain::goal::{CHANGES, EDITS};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::published::Decided;
use lungang_domain::school::Part;
use std::collections::BTreeMap;

/// What was stated of a teacher: to stay, or a move, which is `None` where it can no longer be made.
#[derive(Debug)]
pub(crate) enum Stated {
    Stay,
    Move(Option<(SchoolIx, Part, SubjectIx)>),
}

/// The rows that count, and the number of moves among all of them; `None` where nothing was published, or nothing edited.
pub(crate) fn stated(county: &County, edited: bool) -> Option<(BTreeMap<TeacherIx, Stated>, i64)> {
    let published = county.published.as_ref()?;
    let mut departed = published.departed.iter().filter(|row| row.edited || !edited).peekable();
    let mut rows = BTreeMap::new();
    for row in published.decisions.iter().filter(|row| row.edited || !edited) {
        let stated = match &row.decided {
            Decided::Stays => Stated::Stay,
            Decided::Moves { to, part, subject } => Stated::Move(Some((*to, *part, *subject))),
            Decided::Lost { .. } => Stated::Move(None),
        };
        rows.insert(row.teacher, stated);
    }
    if edited && rows.is_empty() && departed.peek().is_none() {
        return None;
    }
    let moves = rows.values().filter(|s| matches!(s, Stated::Move(_))).count();
    let gone = departed.filter(|row| !row.school.is_empty()).count();
    Some((rows, (moves + gone) as i64))
}

/// What a move adds to the published moves that are not made: −1 where it is one, 1 where its teacher was to stay.
pub(crate) fn of_move(rows: &BTreeMap<TeacherIx, Stated>, others_stay: bool, step: &Step) -> i128 {
    match rows.get(&step.teacher) {
        Some(Stated::Move(Some((to, part, subject)))) => {
            let made = (*to, *part) == (step.to, step.part) && step.subject == Some(*subject);
            if made { -1 } else { 0 }
        }
        Some(Stated::Move(None)) => 0,
        Some(Stated::Stay) => 1,
        None => i128::from(others_stay),
    }
}

/// The goals with their values, where the county says what was published.
pub(crate) fn recompute(world: &World<'_>) -> Vec<(String, i64)> {
    let county = world.before.county;
    let value = |name: &str, edited: bool| {
        let (rows, _) = stated(county, edited)?;
        let published = county.published.as_ref()?;
        let gone = published.departed.iter().filter(|row| (row.edited || !edited) && !row.school.is_empty()).count();
        let differs = |t: &TeacherIx| {
            let mut steps = world.moves_of(*t);
            let (first, second) = (steps.next(), steps.next());
            match (rows.get(t), first) {
                (Some(Stated::Move(Some((to, part, subject)))), Some(step)) => {
                    second.is_some() || (step.to, step.part, step.subject) != (*to, *part, Some(*subject))
                }
                (Some(Stated::Move(_)), _) => true,
                (Some(Stated::Stay), step) => step.is_some(),
                (None, step) => !edited && step.is_some(),
            }
        };
        Some((name.to_owned(), (county.teacher_ixs().filter(differs).count() + gone) as i64))
    };
    [(EDITS, true), (CHANGES, false)].into_iter().filter_map(|(name, edited)| value(name, edited)).collect()
}

/// The fault of a plan with more changes than the county allows.
pub(crate) fn above_limit(county: &County, goals: &[(String, i64)]) -> Option<Fault> {
    let limit = i64::from(county.published.as_ref()?.at_most?);
    let (_, changes) = goals.iter().find(|(name, _)| name == CHANGES).filter(|(_, changes)| *changes > limit)?;
    Some(Fault {
        kind: FaultKind::ChangesAboveLimit.name().to_owned(),
        teacher: None,
        school: None,
        expected: Some(format!("{CHANGES}: {limit}")),
        found: Some(format!("{CHANGES}: {changes}")),
        place: None,
    })
}
