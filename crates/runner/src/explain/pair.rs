//! Why a teacher does not go to a school: what forbids it, or what it would cost.

use super::ask::Ask;
use super::no_move;
use crate::counterfactual::pin;
use crate::year::YearError;
use lungang_domain::county::PinKind;
use lungang_domain::explanation::OfPair;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_solver::model::candidates::{Candidate, Leaver};
use lungang_solver::model::world::World;

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
    let instead = ask.planned.move_of(teacher);
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
        answer.no_move = no_move::reasons(&world, teacher, school, subject);
        return Ok(answer);
    }
    let pins = [pin(teacher, PinKind::Post, Some(school), subject)];
    let (comes, others) = ask.pinned_with_others(&pins, teacher)?;
    (answer.comes, answer.others) = (Some(comes), others);
    Ok(answer)
}
