//! One cell being read into what its row becomes, with all that its table is read against.

use super::needs;
use super::place;
use super::row::Row;
use super::school_checks;
use super::schools::Counts;
use super::teachers::{self, Subjects};
use super::travel;
use super::vocabulary::{PolicyWords, Vocabulary};
use super::{Context, People};
use crate::table::Col;
use jiff::civil::Date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::school::{Part, School, SchoolStage};
use lungang_domain::travel::Position;

/// What the rows of a table are read against.
#[derive(Clone, Copy)]
pub(crate) struct Against<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) people: People<'a>,
}

/// A cell of a row; what is wrong with it is told.
pub(crate) struct Reading<'a, 'r> {
    pub(crate) row: &'a mut Row<'r>,
    pub(crate) col: Col,
    pub(crate) against: Against<'a>,
}

impl Reading<'_, '_> {
    /// An id.
    pub(crate) fn id(&mut self) -> Option<String> {
        self.row.id(self.col)
    }

    /// Free text.
    pub(crate) fn text(&mut self) -> Option<String> {
        self.row.text(self.col)
    }

    /// A whole number within the column's bounds.
    pub(crate) fn int(&mut self) -> Option<i64> {
        self.row.int(self.col)
    }

    /// A whole number that the column's bounds make a count.
    pub(crate) fn count(&mut self) -> Option<u32> {
        self.row.count(self.col)
    }

    /// Kilometres as metres.
    pub(crate) fn metres(&mut self) -> Option<u32> {
        self.row.metres(self.col)
    }

    /// A calendar day.
    pub(crate) fn day(&mut self) -> Option<Date> {
        self.row.day(self.col)
    }

    /// The calendar day on which something ends: of a month alone its last.
    pub(crate) fn last_day(&mut self) -> Option<Date> {
        self.row.last_day(self.col)
    }

    /// A school year.
    pub(crate) fn year(&mut self) -> Option<SchoolYear> {
        self.row.year(self.col)
    }

    /// Yes or no; an empty cell is no.
    pub(crate) fn flag(&mut self) -> bool {
        self.row.flag(self.col)
    }

    /// One of the column's words, as what it stands for.
    pub(crate) fn choice<T>(&mut self, from_name: fn(&str) -> Option<T>) -> Option<T> {
        self.row.choice(self.col).and_then(from_name)
    }

    /// One of the column's words.
    pub(crate) fn word(&mut self) -> Option<&'static str> {
        self.row.choice(self.col)
    }

    /// A word of one of the policy's lists; an unknown one is told under `code`.
    pub(crate) fn of_policy<T: Copy>(
        &mut self,
        list: fn(&PolicyWords) -> &Vocabulary<T>,
        code: &'static str,
    ) -> Option<T> {
        self.row.word(self.col, list(&self.against.cx.words), code)
    }

    /// A subject.
    pub(crate) fn subject(&mut self) -> Option<SubjectIx> {
        self.of_policy(|words| &words.subjects, "unknown-subject")
    }

    /// The subjects of a teacher.
    pub(crate) fn subjects(&mut self) -> Subjects {
        teachers::subjects(self.row, self.col, self.against.cx)
    }

    /// The backbone level of a teacher, and the word where it leaves open who granted it.
    pub(crate) fn backbone(&mut self) -> (Option<u8>, Option<String>) {
        teachers::backbone(self.row, self.col, self.against.cx)
    }

    /// The exemptions of a teacher.
    pub(crate) fn exemptions(&mut self) -> Vec<u8> {
        teachers::exemptions(self.row, self.col, self.against.cx)
    }

    /// A school.
    pub(crate) fn school(&mut self) -> Option<SchoolIx> {
        self.against.cx.school(self.row, self.col)
    }

    /// The id of a school or a teacher, as their own tables write it.
    pub(crate) fn end(&mut self) -> Option<String> {
        travel::end(self.row, self.col, self.against.cx)
    }

    /// A teacher.
    pub(crate) fn teacher(&mut self) -> Option<TeacherIx> {
        self.against.cx.teacher(self.row, self.col)
    }

    /// The stage of a teacher at a school.
    pub(crate) fn part_of_teacher(&mut self, school: Option<SchoolIx>) -> Part {
        self.part(school, teachers::check_stage_not_at_school)
    }

    /// The stage of a post that a school needs.
    pub(crate) fn part_of_need(&mut self, school: Option<SchoolIx>) -> Part {
        self.part(school, needs::check_need_outside_stage)
    }

    /// A stage, which need not be stated where the school has one part, checked against the school's parts.
    fn part(&mut self, school: Option<SchoolIx>, check: fn(&mut Row<'_>, Col, Part, Option<&School>)) -> Part {
        let at_school = school.and_then(|s| self.against.cx.staged(self.against.people.schools, s));
        let part = teachers::part(self.row, self.col, at_school);
        check(self.row, self.col, part, at_school);
        part
    }

    /// Pupils or classes: the total in this cell, and by grade in those of `grades`.
    pub(crate) fn counts(&mut self, grades: &[&str; 9], stage: Option<SchoolStage>) -> Counts {
        let grades = grades.map(|name| self.row.col(name));
        school_checks::read_counts(self.row, self.col, &grades, stage)
    }

    /// A pair of coordinates: the longitude in this cell, the latitude in that of `latitude`.
    pub(crate) fn position(&mut self, latitude: &str) -> Option<Position> {
        let latitude = self.row.col(latitude);
        place::position(self.row, self.col, latitude)
    }
}
