//! The needs table → overrides of computed needs.

use super::row::Row;
use super::teachers::part;
use super::{Context, People};
use crate::table::{Col, Table};
use lungang_domain::county::NeedRow;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::school::{Part, School};
use lungang_domain::words::Lang;
use std::collections::BTreeMap;

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<NeedRow> {
    let [school, stage, subject, required, limit, weight] =
        table.cols(["school_id", "stage", "subject", "required", "limit", "weight"]);
    let mut needs = Vec::with_capacity(table.len());
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let school_ix = cx.school(row, school);
        let at_school = school_ix.and_then(|s| cx.staged(people.schools, s));
        let part = part(row, stage, at_school);
        check_need_outside_stage(row, stage, part, at_school);
        let subject_ix = row.word(subject, &cx.words.subjects, "unknown-subject");
        let (count, limit_count, weight) = (row.count(required), row.count(limit), row.count(weight));
        check_limit_below_required(row, limit, count, limit_count);
        if let (Some(school), Some(taught), Some(required)) = (school_ix, subject_ix, count) {
            check_doubled_need(row, table, subject, (school, part, taught), &mut seen);
            needs.push(NeedRow { school, part, subject: taught, required, limit: limit_count, weight });
        }
    }
    needs
}

fn check_need_outside_stage(row: &mut Row<'_>, col: Col, part: Part, school: Option<&School>) {
    if let Some(school) = school.filter(|s| !s.parts().contains(&part)) {
        let finding = Finding::error("need-outside-stage", row.place(col)).with("stage", part.name());
        row.tell(finding.with("school", &school.name).with("stage_zh", part.say(Lang::Zh)));
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
