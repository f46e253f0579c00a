//! Posts are filled at their level of the national common language.
//!
//! level(t) ≥ the level of the subject where the policy states one, else the minimum, for every move of a teacher whose
//! level is recorded; moves. A level that is not recorded, or that the policy does not state, is not checked.
//! Clauses 三(二)3, 三(四)1.

use super::measured::{Measured, breach};
use crate::columns::Step;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::id::SubjectIx;
use lungang_domain::missing::Missing;

/// Looks at every move; what is required and achieved are positions on the ladder.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    for step in &world.steps {
        let (asked, has) = (asked(reading, step.subject), world.teacher(step).language);
        let (asked, has) = match (asked, has) {
            (None, _) => {
                measured.lacks(Missing::LanguageMinimum, 1);
                continue;
            }
            (Some(_), None) => {
                measured.lacks(Missing::LanguageLevel, 1);
                continue;
            }
            (Some(asked), Some(has)) => (asked, has),
        };
        let below = Some((asked, has)).filter(|(asked, has)| usize::from(*has) < *asked);
        measured.look(below.map(|(asked, has)| {
            let seen = Breach {
                school: Some(reading.school_id(step.to)),
                stage: Some(step.part.name().to_owned()),
                subject: step.subject.and_then(|k| reading.policy.subjects.get(k.at())).map(|k| k.id.clone()),
                teachers: vec![reading.teacher_id(step.teacher)],
                ..breach(BreachKind::Language, asked as i64, i64::from(has))
            };
            (seen, 1)
        }));
    }
    measured
}

/// Whether the rule, where it is hard, leaves no column for the move.
pub(super) fn shuts(reading: &Reading<'_>, step: &Step) -> bool {
    let has = reading.county.teacher(step.teacher).language;
    reading.policy.strict_language() && below(has, asked(reading, step.subject))
}

/// Whether a recorded level lies below the one that is asked for.
pub(crate) fn below(has: Option<u8>, asked: Option<usize>) -> bool {
    has.zip(asked).is_some_and(|(has, asked)| usize::from(has) < asked)
}

/// The level asked for, as a position on the ladder; `None` where none is.
pub(crate) fn asked(reading: &Reading<'_>, subject: Option<SubjectIx>) -> Option<usize> {
    let policy = reading.policy;
    let rule = &policy.rules.language;
    let subject = subject.and_then(|k| policy.subjects.get(k.at()));
    let level = subject.and_then(|k| rule.by_subject.get(&k.id)).or(rule.minimum.as_ref())?;
    policy.ladders.language.value.iter().position(|l| l.id == level.value)
}
