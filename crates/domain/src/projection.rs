//! What is foreseen for the years to come: a row of the projections table.

use crate::calendar::SchoolYear;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::school::Part;
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
