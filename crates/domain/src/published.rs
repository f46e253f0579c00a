//! What was published before a plan is made again: who was to go where, and who was to stay.

use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::school::Part;
use serde::{Deserialize, Serialize};

/// What was published of one teacher.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Decided {
    /// The teacher stays.
    Stays,
    /// The teacher moves to this post.
    Moves {
        /// Where to.
        to: SchoolIx,
        /// Stage of the post.
        part: Part,
        /// Subject of the post.
        subject: SubjectIx,
    },
    /// The teacher moves to a school or subject that the county no longer has, by the words of the table.
    Lost {
        /// The school as written.
        school: String,
        /// The subject as written.
        subject: String,
    },
}

impl Decided {
    /// Whether it is a move.
    pub fn moves(&self) -> bool {
        !matches!(self, Decided::Stays)
    }
}

/// One row of what was published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// Who.
    pub teacher: TeacherIx,
    /// What was decided.
    pub decided: Decided,
    /// Whether the office set it by hand: such rows are kept before all others.
    pub edited: bool,
}

/// A row about a teacher who is no longer on the roster; its move cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Departed {
    /// The teacher's id.
    pub teacher_id: String,
    /// The school as written; empty: the teacher was to stay.
    pub school: String,
    /// The subject as written.
    pub subject: String,
    /// Whether the office set it by hand.
    pub edited: bool,
}

impl Departed {
    /// Whether it is a move.
    pub fn moves(&self) -> bool {
        !self.school.is_empty()
    }
}

/// What was published. A teacher without a row was to stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Rows by teacher, sorted, each teacher once.
    pub decisions: Vec<Decision>,
    /// Rows about teachers who are no longer on the roster, sorted.
    pub departed: Vec<Departed>,
    /// The most changes that are allowed; absent: as few as possible.
    pub at_most: Option<u32>,
}

impl Published {
    /// What was published of a teacher; `None` where there is no row.
    pub fn of(&self, teacher: TeacherIx) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&teacher, |d| d.teacher).ok()?;
        self.decisions.get(at)
    }

    /// Whether the office set any row by hand.
    pub fn is_edited(&self) -> bool {
        self.decisions.iter().any(|d| d.edited) || self.departed.iter().any(|d| d.edited)
    }

    /// The same with teachers and schools renumbered, and sorted.
    pub(crate) fn renumbered(
        mut self,
        teacher: impl Fn(TeacherIx) -> TeacherIx,
        school: impl Fn(SchoolIx) -> SchoolIx,
    ) -> Published {
        for decision in &mut self.decisions {
            decision.teacher = teacher(decision.teacher);
            if let Decided::Moves { to, .. } = &mut decision.decided {
                *to = school(*to);
            }
        }
        self.decisions.sort();
        self.decisions.dedup_by_key(|d| d.teacher);
        self.departed.sort();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_teacher() {
        let decision = |n| Decision { teacher: TeacherIx(n), decided: Decided::Stays, edited: n == 4 };
        let published = Published { decisions: [1, 4].map(decision).to_vec(), ..Published::default() };
        assert_eq!(published.of(TeacherIx(4)).map(|d| d.edited), Some(true));
        assert_eq!(published.of(TeacherIx(2)), None);
        assert!(published.is_edited());
    }
}
