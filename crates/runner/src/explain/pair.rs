//! Why a teacher does not go to a school: what forbids it, or what it would cost.

use super::ask::Ask;
use super::no_move;
use crate::counterfactual::{Answer, pin};
use crate::year::YearError;
use lungang_domain::county::PinKind;
use lungang_domain::explanation::{Changed, OfPair};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::plan::Move;
use lungang_solver::model::candidates::{Candidate, Leaver};
use lungang_solver::model::world::World;
use std::collections::{BTreeMap, BTreeSet};

/// Answers for a teacher and a school.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn explain(
    ask: &Ask<'_>,
    teacher: TeacherIx,
    school: SchoolIx,
    subject: Option<SubjectIx>,
) -> Result<OfPair, YearError> {
    let instead = ask.planned_move(teacher);
    let planned = instead.is_some_and(|m| m.to == school && subject.is_none_or(|k| k == m.subject));
    let world = World::new(ask.county, &ask.policy, &ask.needs, &ask.who, ask.planned.run.seed);
    let meant = |c: &Candidate| c.to == school && subject.is_none_or(|k| k == c.subject);
    let exists = Leaver::new(&world, teacher).is_some_and(|l| l.each(&world).any(|c| meant(&c)));
    let mut answer = OfPair {
        teacher,
        school,
        subject,
        planned,
        instead,
        reasons: Vec::new(),
        no_move: Vec::new(),
        comes: None,
        others: Vec::new(),
    };
    if planned {
        return Ok(answer);
    }
    if !exists {
        answer.reasons = ask.who.of(teacher).reasons.clone();
        answer.no_move = no_move::reasons(ask, &world, teacher, school, subject);
        return Ok(answer);
    }
    let pins = [pin(teacher, PinKind::Post, Some(school), subject)];
    // With the lottery, so that the plan it comes to, and who moves otherwise in it, is one and the same everywhere.
    let best = ask.solve.pinned(ask.county, &ask.planned.policy, &pins)?;
    if let Answer::Plan(best) = &best {
        answer.others = changes(ask, &best.moves, teacher);
    }
    answer.comes = Some(ask.comes(&best, true, |model| model.ask(&pins))?);
    Ok(answer)
}

/// For whom another plan decides otherwise, one teacher left out.
fn changes(ask: &Ask<'_>, moves: &[Move], but: TeacherIx) -> Vec<Changed> {
    let by = |moves: &[Move]| moves.iter().map(|m| (m.teacher, *m)).collect::<BTreeMap<TeacherIx, Move>>();
    let (before, after) = (by(&ask.planned.moves), by(moves));
    let all: BTreeSet<TeacherIx> = before.keys().chain(after.keys()).copied().filter(|t| *t != but).collect();
    let of = |teacher: TeacherIx| Changed {
        teacher,
        before: before.get(&teacher).copied(),
        after: after.get(&teacher).copied(),
    };
    all.into_iter().map(of).filter(|c| c.before != c.after).collect()
}
