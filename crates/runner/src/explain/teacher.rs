//! Why a teacher moves as the plan says, or stays: how certain that is, and what else there was.

use super::ask::Ask;
use crate::counterfactual::pin;
use crate::year::YearError;
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::explanation::{Alternative, AtLeast, Comes, Made, NoMove, OfTeacher};
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::Who;
use lungang_domain::school::Side;
use lungang_solver::engine::fast::{Reached, reach};
use lungang_solver::model::world::World;
use lungang_solver::serves::serves;
use rayon::prelude::*;

/// Answers for a teacher.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn explain(ask: &Ask<'_>, teacher: TeacherIx, most: usize) -> Result<OfTeacher, YearError> {
    let model = ask.model()?;
    let planned = ask.planned.move_of(teacher);
    let reached = by_school(reach(&model, &ask.start(), &ask.objectives(&model), teacher));
    let moves = reached.iter().filter(|r| r.choice.is_some()).count();
    let choice = |r: &Reached| r.choice.map(|c| c.stands_for());
    let at = reached.iter().find(|r| choice(r) == planned).and_then(|r| r.choice);
    // A move up serves its pair only beside its partner, so all moves are looked at.
    let because = || {
        let plan = ask.planned.plan();
        let serves = serves(ask.county, &ask.policy, &ask.needs, &ask.who, &plan);
        let each = plan.moves.iter().zip(serves);
        each.filter(|(m, _)| m.teacher == teacher).flat_map(|(_, serves)| serves).collect()
    };
    let made = planned.zip(at).map(|(planned, c)| Made {
        planned,
        direction: c.direction.unwrap_or(Direction::Level),
        metres: c.metres,
        serves: because(),
    });
    let no_move = if moves == 0 { anywhere(&model.world, teacher) } else { Vec::new() };
    let goal_names: Vec<String> = model.goals.iter().map(|g| g.name.clone()).collect();
    drop(model);
    let mut answer = OfTeacher {
        teacher,
        reasons: ask.who.of(teacher).reasons.clone(),
        waived: ask.who.of(teacher).waived.clone(),
        pins: ask.county.pins.iter().filter(|p| p.teacher == teacher).cloned().collect(),
        moves: moves as u32,
        no_move,
        made,
        retasked: ask.planned.retasks.iter().find(|r| r.teacher == teacher).map(|r| r.subject),
        visits: ask.planned.visits.iter().filter(|v| v.teacher == teacher).copied().collect(),
        head: ask.planned.heads.iter().flat_map(|h| &h.heads).find(|h| h.teacher == teacher).copied(),
        otherwise: None,
        others: Vec::new(),
        alternatives: Vec::new(),
        rest: Vec::new(),
    };
    if moves == 0 {
        return Ok(answer);
    }
    let otherwise = match planned {
        Some(m) => pin(teacher, PinKind::Forbid, Some(m.to), Some(m.subject)),
        None => pin(teacher, PinKind::Leave, None, None),
    };
    let mut others: Vec<&Reached> = reached.iter().filter(|r| choice(r) != planned).collect();
    // The least costly first: those of which nothing is proved, then those that lose in the last goals and little.
    // Staying is what is asked for most often, whatever it costs.
    others.sort_by_key(|r| (choice(r).is_some(), r.loss.map(|(goal, least)| (usize::MAX - goal, least))));
    let (solved, rest) = others.split_at(most.min(others.len()));
    let choices: Vec<Option<Move>> = solved.iter().copied().map(choice).collect();
    let pins: Vec<Pin> = std::iter::once(otherwise).chain(choices.iter().map(|c| made_so(teacher, *c))).collect();
    // Each is a solve of its own from the same plan.
    let came: Vec<_> = pins.par_iter().map(|pin| ask.pinned_with_others(std::slice::from_ref(pin), teacher)).collect();
    let mut came = came.into_iter();
    if let Some(otherwise) = came.next() {
        let (comes, changed) = otherwise?;
        (answer.otherwise, answer.others) = (Some(comes), changed);
    }
    for (choice, came) in choices.into_iter().zip(came) {
        let (comes, others) = came?;
        answer.alternatives.push(Alternative { choice, comes, others });
    }
    answer.alternatives.sort_by_key(|a| (rank(&a.comes), a.choice));
    answer.rest = rest
        .iter()
        .map(|r| AtLeast {
            choice: choice(r),
            loss: r.loss.and_then(|(goal, least)| Some((goal_names.get(goal)?.clone(), least))),
        })
        .collect();
    Ok(answer)
}

/// What keeps a teacher who may move from moving anywhere, whatever the school; what keeps from a school is told of that school.
fn anywhere(world: &World<'_>, teacher: TeacherIx) -> Vec<NoMove> {
    let home = world.teacher(teacher).school;
    let mut reasons = Vec::new();
    if world.sides[home.at()] == Side::Outside {
        reasons.push(NoMove::Outside(home));
    }
    if world.policy.movement.asked() == Who::Volunteers && !world.teacher(teacher).volunteer {
        reasons.push(NoMove::NotApplied);
    }
    if world.policy.strict_continuity() && world.goes_on(teacher) {
        reasons.push(NoMove::Continuity);
    }
    reasons
}

/// Staying is one choice, whatever the teacher is given to teach at home: it is sure to cost what the cheapest of these does.
fn by_school(reached: Vec<Reached>) -> Vec<Reached> {
    let stays = |r: &Reached| r.choice.is_none_or(|c| !c.moves());
    let (at_home, mut away): (Vec<Reached>, Vec<Reached>) = reached.into_iter().partition(stays);
    let cheapest = at_home.into_iter().min_by_key(|r| r.loss.map(|(goal, least)| (usize::MAX - goal, least)));
    away.extend(cheapest.map(|r| Reached { choice: None, ..r }));
    away.sort_by_key(|r| r.choice.map(|c| c.post));
    away
}

/// A pin that makes a choice.
fn made_so(teacher: TeacherIx, choice: Option<Move>) -> Pin {
    match choice {
        Some(m) => pin(teacher, PinKind::Post, Some(m.to), Some(m.subject)),
        None => pin(teacher, PinKind::Stay, None, None),
    }
}

/// The least costly first, the impossible last.
fn rank(comes: &Comes) -> (u8, Vec<i64>) {
    match comes {
        Comes::Possible { goals, .. } => (0, goals.iter().map(|g| g.loss()).collect()),
        Comes::Unknown => (1, Vec::new()),
        Comes::Impossible { .. } => (2, Vec::new()),
    }
}
