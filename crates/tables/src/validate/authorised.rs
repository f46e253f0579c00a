//! The authorised table → the county's total of posts.

use super::row::Row;
use super::{Context, People};
use crate::schema::AUTHORISED;
use crate::table::{Col, Table};
use lungang_domain::county::Authorised;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::school::{ByPart, Part};

/// What a row says.
#[derive(Default)]
pub(crate) struct AuthorisedDraft {
    /// The word for the stage, or for all.
    pub stage: Option<&'static str>,
    /// How many.
    pub posts: Option<u32>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, findings: &mut Findings) -> Authorised {
    let stage = table.col("stage");
    let mut total: Option<(u32, usize)> = None;
    let mut by_part: ByPart<Option<(u32, usize)>> = ByPart::default();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let AuthorisedDraft { stage: word, posts: count } = AUTHORISED.read_all(row, cx.against(People::NOBODY));
        if word.is_none() && !row.is_empty(stage) {
            continue;
        }
        let Some(count) = count else { continue };
        let slot = match word.and_then(Part::from_name) {
            Some(part) => by_part.get_mut(part),
            None => &mut total,
        };
        match slot {
            Some((_, first)) => check_doubled_authorised(row, table, stage, *first),
            None => *slot = Some((count, at)),
        }
    }
    let stages = Part::ALL.map(|p| *by_part.get(p));
    let sum: Option<u32> = stages.iter().map(|s| s.map(|(posts, _)| posts)).sum();
    if let Some((_, at)) = total.take_if(|(posts, _)| sum == Some(*posts)) {
        tell_sum(&mut Row::new(table, at, findings), table, stage);
    }
    match (total, stages.into_iter().flatten().next()) {
        (Some((_, at)), Some((_, other))) => {
            check_mixed_authorised(&mut Row::new(table, at, findings), table, stage, other);
            Authorised::Open
        }
        (Some((posts, _)), None) => Authorised::Total(posts),
        (None, Some(_)) => {
            let posts = |p: Part| by_part.get(p).map(|(n, _)| n);
            Authorised::ByPart(ByPart { primary: posts(Part::Primary), junior: posts(Part::Junior) })
        }
        (None, None) => Authorised::Open,
    }
}

fn check_doubled_authorised(row: &mut Row<'_>, table: &Table, col: Col, first: usize) {
    let finding = Finding::error("doubled-authorised", row.place(col));
    row.tell(finding.with("first", table.raw.rows[first].number));
}

/// A total beside all the stages that it adds up is no row of its own.
fn tell_sum(row: &mut Row<'_>, table: &Table, col: Col) {
    let finding = Finding::warning("total-row", row.place(col)).with("label", row.shown(col)).with("count", 1);
    row.tell(finding.with("rows", table.raw.rows[row.at].number));
}

fn check_mixed_authorised(row: &mut Row<'_>, table: &Table, col: Col, other: usize) {
    let finding = Finding::error("mixed-authorised", row.place(col));
    row.tell(finding.with("other", table.raw.rows[other].number));
}
