//! What is foreseen for the years to come: a row of the projections table.

use crate::calendar::SchoolYear;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::school::{Part, School};
use serde::{Deserialize, Serialize};

/// A row of the projections table: something that holds from the first day of a school year on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Projection {
    /// From which school year.
    pub year: SchoolYear,
    /// What.
    pub what: Projected,
}

/// What is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Projected {
    /// A school's part has so many pupils.
    Pupils {
        /// School.
        school: SchoolIx,
        /// Stage.
        part: Part,
        /// Pupils.
        count: u32,
    },
    /// A school's part has so many classes, in one grade where that is stated.
    Classes {
        /// School.
        school: SchoolIx,
        /// Stage.
        part: Part,
        /// Grade 1-9; `None`: all of the part, spread evenly, lower grades first.
        grade: Option<u8>,
        /// Classes.
        count: u32,
    },
    /// So many new teachers begin at a school.
    Recruits {
        /// School.
        school: SchoolIx,
        /// Stage.
        part: Part,
        /// Subject.
        subject: SubjectIx,
        /// How many.
        count: u32,
    },
    /// A teacher goes for good.
    Departure(TeacherIx),
    /// A teacher goes on leave.
    Leave(TeacherIx),
    /// A teacher's leave is over.
    Return(TeacherIx),
}

impl Projected {
    /// Enters what is foreseen of a school; what is foreseen of people is left to whoever keeps them.
    pub fn enter(self, schools: &mut [School]) {
        match self {
            Projected::Pupils { school, part, count } => {
                let school = &mut schools[school.at()];
                *school.pupils.get_mut(part) = count;
                let pupils = school.pupils.primary.saturating_add(school.pupils.junior);
                school.boarding = school.boarding.min(pupils);
            }
            Projected::Classes { school, part, grade, count } => {
                let classes = &mut schools[school.at()].classes;
                let grades = part.grades();
                match grade.map(|g| usize::from(g.saturating_sub(1))).filter(|g| grades.contains(g)) {
                    Some(grade) => classes[grade] = count,
                    None => {
                        // A total is spread evenly, lower grades first, as the schools table's is.
                        let n = grades.len() as u32;
                        for (at, grade) in (0u32..).zip(grades) {
                            classes[grade] = count / n + u32::from(at < count % n);
                        }
                    }
                }
            }
            Projected::Recruits { .. } | Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => {}
        }
    }

    /// The name used in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Projected::Pupils { .. } => "pupils",
            Projected::Classes { .. } => "classes",
            Projected::Recruits { .. } => "recruits",
            Projected::Departure(_) => "departure",
            Projected::Leave(_) => "leave",
            Projected::Return(_) => "return",
        }
    }

    /// The school and its part, where it is about one.
    pub fn seat(self) -> Option<(SchoolIx, Part)> {
        match self {
            Projected::Pupils { school, part, .. }
            | Projected::Classes { school, part, .. }
            | Projected::Recruits { school, part, .. } => Some((school, part)),
            Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => None,
        }
    }

    /// The grade, 1-9, where it is about one.
    pub fn grade(self) -> Option<u8> {
        match self {
            Projected::Classes { grade, .. } => grade,
            Projected::Pupils { .. } | Projected::Recruits { .. } => None,
            Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => None,
        }
    }

    /// The subject, where it is about one.
    pub fn subject(self) -> Option<SubjectIx> {
        match self {
            Projected::Recruits { subject, .. } => Some(subject),
            Projected::Pupils { .. } | Projected::Classes { .. } => None,
            Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => None,
        }
    }

    /// The teacher, where it is about one.
    pub fn teacher(self) -> Option<TeacherIx> {
        match self {
            Projected::Departure(teacher) | Projected::Leave(teacher) | Projected::Return(teacher) => Some(teacher),
            Projected::Pupils { .. } | Projected::Classes { .. } | Projected::Recruits { .. } => None,
        }
    }

    /// How many, where it is about a number.
    pub fn count(self) -> Option<u32> {
        match self {
            Projected::Pupils { count, .. } | Projected::Classes { count, .. } | Projected::Recruits { count, .. } => {
                Some(count)
            }
            Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => None,
        }
    }
}
