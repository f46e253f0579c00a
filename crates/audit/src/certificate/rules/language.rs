//! `language`: Σ of the moves below their post's level − breach ≤ 0; only where the rule is soft. Where it is hard there are no
//! such columns.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::language::{self, below};
use lungang_domain::id::{SubjectIx, TeacherIx};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// The row, and the level of every subject.
struct Language {
    row: Option<RowIx>,
    asked: Vec<Option<usize>>,
}

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let soft = reading.policy.rules.mode(RuleName::Language) == Mode::Soft;
    let row = soft.then(|| rows.add("language", Range::at_most(0)));
    if let Some(row) = row {
        auxiliaries.give_way(reading, RuleName::Language, row, -1, reading.county.teachers.len() as i64);
    }
    let subjects = (0..reading.policy.subjects.len()).map(SubjectIx::new);
    Box::new(Language { row, asked: subjects.map(|k| language::asked(reading, Some(k))).collect() })
}

impl Rule for Language {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        let has = reading.county.teacher(column.step.teacher).language;
        let asked = column.step.subject.and_then(|k| self.asked.get(k.at()).copied().flatten());
        out.extend(self.row.filter(|_| below(has, asked)).map(|row| (row, 1)));
    }
}
