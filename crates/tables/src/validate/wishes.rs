//! The wishes table → wishes.

use super::row::Row;
use super::{Context, People};
use crate::schema::WISHES;
use crate::table::{Col, Table};
use lungang_domain::county::Wish;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct WishDraft {
    /// Who.
    pub teacher: Option<TeacherIx>,
    /// Which of their wishes it is.
    pub rank: Option<u32>,
    /// Where to.
    pub school: Option<SchoolIx>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<Wish> {
    let [rank, school] = table.cols(["rank", "school_id"]);
    let [teacher_name, school_name] = table.cols(["teacher_name", "school_name"]);
    let mut wishes = Vec::with_capacity(table.len());
    let (mut ranks, mut schools) = (BTreeMap::new(), BTreeMap::new());
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let draft: WishDraft = WISHES.read_all(row, cx.against(people));
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        cx.check_school_name(row, school_name, draft.school);
        let (Some(who), Some(number), Some(to)) = (draft.teacher, draft.rank, draft.school) else { continue };
        check_doubled_rank(row, table, rank, (who, number), &mut ranks);
        let own = people.teachers.get(who.at()).is_some_and(|t| t.school == to);
        if !check_wish_for_own_school(row, school, own) {
            check_doubled_wish(row, table, school, (who, to), &mut schools);
            wishes.push(Wish { teacher: who, rank: number, school: to });
        }
    }
    wishes
}

fn check_doubled_rank(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    key: (TeacherIx, u32),
    seen: &mut BTreeMap<(TeacherIx, u32), usize>,
) {
    if let Some(first) = seen.get(&key) {
        let finding = Finding::error("doubled-rank", row.place(col)).with("rank", key.1);
        row.tell(finding.with("first", table.raw.rows[*first].number));
    } else {
        seen.insert(key, row.at);
    }
}

fn check_wish_for_own_school(row: &mut Row<'_>, col: Col, own: bool) -> bool {
    if own {
        let finding = Finding::warning("wish-for-own-school", row.place(col));
        row.tell(finding);
    }
    own
}

/// The same school wished for twice: the county keeps the better rank, whichever row it stands in.
fn check_doubled_wish(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    key: (TeacherIx, SchoolIx),
    seen: &mut BTreeMap<(TeacherIx, SchoolIx), usize>,
) {
    if let Some(first) = seen.get(&key) {
        let finding = Finding::warning("doubled-wish", row.place(col));
        row.tell(finding.with("first", table.raw.rows[*first].number));
    } else {
        seen.insert(key, row.at);
    }
}
