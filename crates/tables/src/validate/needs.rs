//! The needs table → overrides of computed needs.

use super::row::Row;
use super::{Context, People};
use crate::schema::NEEDS;
use crate::table::{Col, Table};
use lungang_domain::county::NeedRow;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::school::{Part, School};
use std::collections::BTreeMap;

/// What a row says.
pub(crate) struct NeedDraft {
    /// The school.
    pub school: Option<SchoolIx>,
    /// The stage.
    pub part: Part,
    /// The subject.
    pub subject: Option<SubjectIx>,
    /// Posts.
    pub required: Option<u32>,
    /// Most teachers.
    pub limit: Option<u32>,
    /// Weight of a short post.
    pub weight: Option<u32>,
}

impl Default for NeedDraft {
    fn default() -> NeedDraft {
        NeedDraft { school: None, part: Part::Primary, subject: None, required: None, limit: None, weight: None }
    }
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<NeedRow> {
    let [subject, limit] = table.cols(["subject", "limit"]);
    let mut needs = Vec::with_capacity(table.len());
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let NeedDraft { school, part, subject: taught, required, limit: most, weight } =
            NEEDS.read_all(row, cx.against(people));
        check_limit_below_required(row, limit, required, most);
        if let (Some(school), Some(taught), Some(required)) = (school, taught, required) {
            check_doubled_need(row, table, subject, (school, part, taught), &mut seen);
            needs.push(NeedRow { school, part, subject: taught, required, limit: most, weight });
        }
    }
    needs
}

pub(super) fn check_need_outside_stage(row: &mut Row<'_>, col: Col, part: Part, school: Option<&School>) {
    if let Some(school) = school.filter(|s| !s.parts().contains(&part)) {
        let finding = Finding::error("need-outside-stage", row.place(col)).with("stage", part.word());
        row.tell(finding.with("school", &school.name));
    }
}

fn check_limit_below_required(row: &mut Row<'_>, col: Col, required: Option<u32>, limit: Option<u32>) {
    if let (Some(required), Some(limit)) = (required, limit)
        && limit < required
    {
        let finding = Finding::warning("limit-below-required", row.place(col)).with("limit", limit);
        row.tell(finding.with("required", required));
    }
}

fn check_doubled_need(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    key: (SchoolIx, Part, SubjectIx),
    seen: &mut BTreeMap<(SchoolIx, Part, SubjectIx), usize>,
) {
    match seen.get(&key) {
        Some(first) => {
            let finding = Finding::error("doubled-need", row.place(col));
            row.tell(finding.with("first", table.raw.rows[*first].number));
        }
        None => {
            seen.insert(key, row.at);
        }
    }
}
