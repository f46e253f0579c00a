//! Class teachers and teachers of graduating grades, whom the policy names, are not moved.
//!
//! No move is of a teacher who is any of those in `who`; moves. A word of `who` of which the roster has nobody cannot be
//! checked: every move lacks it. Practice.

use super::measured::{Measured, breach};
use crate::columns::Step;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::missing::Missing;
use lungang_domain::policy::{ContinuityWho, Mode};

/// Looks at every move.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    let who = &reading.policy.rules.continuity.who.value;
    let recorded = |kind: &ContinuityWho| match kind {
        ContinuityWho::ClassTeacher => (Missing::ClassTeacher, reading.county.teachers.iter().any(|t| t.class_teacher)),
        ContinuityWho::Graduating => (Missing::GraduatingGrade, reading.county.teachers.iter().any(|t| t.graduating)),
    };
    let blanks: Vec<Missing> = who.iter().map(recorded).filter(|(_, any)| !any).map(|(missing, _)| missing).collect();
    blanks.iter().for_each(|missing| measured.lacks(*missing, world.steps.len()));
    if blanks.len() == who.len() {
        return measured;
    }
    for step in &world.steps {
        let seen = broken(reading, step).then(|| Breach {
            school: Some(reading.school_id(step.from)),
            teachers: vec![reading.teacher_id(step.teacher)],
            ..breach(BreachKind::Continuity, 0, 1)
        });
        measured.look(seen.map(|seen| (seen, 1)));
    }
    measured
}

/// Whether the rule, where it is hard, leaves no column for the move.
pub(super) fn shuts(reading: &Reading<'_>, step: &Step) -> bool {
    reading.policy.rules.continuity.mode == Mode::Hard && broken(reading, step)
}

/// Whether the teacher is one of those who are not moved.
pub(crate) fn broken(reading: &Reading<'_>, step: &Step) -> bool {
    let teacher = reading.county.teacher(step.teacher);
    reading.policy.rules.continuity.who.value.iter().any(|who| match who {
        ContinuityWho::ClassTeacher => teacher.class_teacher,
        ContinuityWho::Graduating => teacher.graduating,
    })
}
