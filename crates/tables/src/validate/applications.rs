//! The applications table → who applied to move.

use super::row::Row;
use super::{Context, People};
use crate::schema::APPLICATIONS;
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::county::Application;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::TeacherIx;
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct ApplicationDraft {
    /// Who.
    pub teacher: Option<TeacherIx>,
    /// When.
    pub date: Option<Date>,
}

/// Reads the table; of several rows of one teacher the first counts.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<Application> {
    let [teacher_id, teacher_name] = table.cols(["teacher_id", "teacher_name"]);
    let mut first: BTreeMap<TeacherIx, usize> = BTreeMap::new();
    let mut applications = Vec::with_capacity(table.len());
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let draft: ApplicationDraft = APPLICATIONS.read_all(row, cx.against(people));
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        let Some(teacher) = draft.teacher else { continue };
        match first.get(&teacher) {
            Some(earlier) => check_doubled_application(row, teacher_id, table.raw.rows[*earlier].number),
            None => {
                first.insert(teacher, at);
                applications.push(Application { teacher, date: draft.date });
            }
        }
    }
    applications
}

fn check_doubled_application(row: &mut Row<'_>, col: Col, first: u32) {
    let finding = Finding::warning("doubled-application", row.place(col)).with("first", first);
    row.tell(finding);
}
