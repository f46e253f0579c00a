//! What a row of the county is written with: the lists that it points into, and words in the language of the headers.

use super::Value;
use crate::schema::{ColumnSpec, Kind};
use lungang_domain::county::CountyParts;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::policy::{Level, Policy};
use lungang_domain::words::Lang;

/// Writes the cells of one column.
#[derive(Clone, Copy)]
pub(crate) struct Pen<'a> {
    /// The county.
    pub(crate) parts: &'a CountyParts,
    /// Its policy, whose words tables use.
    pub(crate) policy: &'a Policy,
    /// The column.
    pub(super) column: &'static ColumnSpec,
    pub(super) lang: Lang,
    /// Whether any school is private: if none is, nothing is said of it.
    pub(super) private: bool,
}

impl Pen<'_> {
    /// The column's word of this English name.
    pub(crate) fn choice(&self, name: &'static str) -> Value {
        let choices = if let Kind::Choice(choices) = self.column.kind { choices } else { &[] };
        Value::text(choices.iter().find(|c| c.name == name).map_or(name, |c| c.word(self.lang)))
    }

    /// Yes or no.
    pub(crate) fn flag(&self, yes: bool) -> Value {
        Value::text(if yes { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") })
    }

    /// Who runs a school.
    pub(crate) fn ownership(&self, public: bool) -> Value {
        if self.private { self.choice(if public { "public" } else { "private" }) } else { Value::Empty }
    }

    /// A school's id.
    pub(crate) fn school(&self, school: SchoolIx) -> Value {
        Value::text(&self.parts.schools[school.at()].id)
    }

    /// A teacher's id.
    pub(crate) fn teacher(&self, teacher: TeacherIx) -> Value {
        Value::text(&self.parts.teachers[teacher.at()].id)
    }

    /// A subject: its word in Chinese tables, its id in others.
    pub(crate) fn subject(&self, subject: SubjectIx) -> Value {
        Value::text(self.subject_word(subject))
    }

    /// Several subjects.
    pub(crate) fn subjects(&self, subjects: &[SubjectIx]) -> Value {
        joined(subjects.iter().map(|subject| self.subject_word(*subject)))
    }

    /// A level of a ladder of the policy by its position.
    pub(crate) fn level(&self, ladder: &[Level], at: u8) -> Value {
        Value::text(self.level_word(ladder, at))
    }

    /// Exemptions of the policy by their positions.
    pub(crate) fn exemptions(&self, exemptions: &[u8]) -> Value {
        let known = &self.policy.eligibility.exemptions.value;
        joined(exemptions.iter().map(|at| self.level_word(known, *at)))
    }

    fn subject_word(&self, subject: SubjectIx) -> &str {
        let subject = self.policy.subjects.get(subject.at());
        subject.map_or("", |s| self.lang.pick(&s.name.zh, &s.id))
    }

    fn level_word<'l>(&self, ladder: &'l [Level], at: u8) -> &'l str {
        let level = ladder.get(usize::from(at));
        level.map_or("", |level| self.lang.pick(&level.name.zh, &level.id))
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> Value {
    Value::text(&words.collect::<Vec<_>>().join(";"))
}
