//! The relatives table → who is to be kept apart from whom.

use super::row::Row;
use super::{Context, People};
use crate::schema::RELATIVES;
use crate::table::{Col, Table};
use lungang_domain::county::Relative;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::TeacherIx;
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct RelativeDraft {
    /// One of the two.
    pub teacher: Option<TeacherIx>,
    /// The other.
    pub relative: Option<TeacherIx>,
    /// What they are to one another.
    pub relation: Option<String>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, findings: &mut Findings) -> Vec<Relative> {
    let [relative, teacher_name] = table.cols(["relative_id", "teacher_name"]);
    let mut all = Vec::with_capacity(table.len());
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let draft: RelativeDraft = RELATIVES.read_all(row, cx.against(People::NOBODY));
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        let (Some(one), Some(other)) = (draft.teacher, draft.relative) else { continue };
        if !check_own_relative(row, relative, one == other)
            && !check_doubled_relative(row, table, relative, (one.min(other), one.max(other)), &mut seen)
        {
            all.push(Relative { teacher: one, relative: other, relation: draft.relation.unwrap_or_default() });
        }
    }
    all
}

fn check_own_relative(row: &mut Row<'_>, col: Col, own: bool) -> bool {
    if own {
        let finding = Finding::error("own-relative", row.place(col));
        row.tell(finding);
    }
    own
}

type Pair = (TeacherIx, TeacherIx);

/// The same two people joined twice, in whatever order: one row is enough.
fn check_doubled_relative(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    key: Pair,
    seen: &mut BTreeMap<Pair, usize>,
) -> bool {
    let first = seen.get(&key).copied();
    match first {
        Some(first) => {
            let finding = Finding::warning("doubled-relative", row.place(col));
            row.tell(finding.with("first", table.raw.rows[first].number));
        }
        None => _ = seen.insert(key, row.at),
    }
    first.is_some()
}
