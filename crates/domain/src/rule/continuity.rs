//! Class teachers and teachers of graduating grades are not moved.

use super::card::{Asked, Card, Cure, GivesWay, Hires, Lever, OfShare, Row, Shuts, Told};
use super::switch::parameters;
use crate::audit::Unit;
use crate::policy::Param;
use crate::teacher::Teacher;
use serde::{Deserialize, Serialize};

/// Whose pupils keep their teacher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContinuityWho {
    /// 班主任
    ClassTeacher,
    /// Teachers of graduating grades (毕业班).
    Graduating,
}

impl ContinuityWho {
    /// Whether a teacher is one of them.
    pub fn is(self, teacher: &Teacher) -> bool {
        match self {
            ContinuityWho::ClassTeacher => teacher.class_teacher,
            ContinuityWho::Graduating => teacher.graduating,
        }
    }
}

parameters! {
    /// 教学延续
    Continuity {
        /// Who is not moved.
        who: Param<Vec<ContinuityWho>>,
    }
}

pub(super) const CARD: Card = Card {
    figures: &[],
    rows: &[Row {
        names: &[""],
        given: false,
        asks: |_| Asked::Nothing,
        counts: None,
        share: OfShare::No,
        binds: true,
        eased: false,
        told: Told::Named,
        cure: Cure::Exception,
        hires: Hires::No,
        narrows: None,
    }],
    gives_way: GivesWay::Whole,
    unit: Unit::Instances,
    levers: &[Lever::Off],
    shuts: Shuts::Unfit,
    bites: |county| county.teachers.iter().any(|t| t.class_teacher || t.graduating),
};
