//! The travel table → distances between ids.

use super::row::Row;
use super::{Context, People, id_hint};
use crate::names::Named;
use crate::schema::TRAVEL;
use crate::table::{Col, Table};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::travel::{TravelTable, Trip};
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct TripDraft {
    /// The id of the place it begins at.
    pub from: Option<String>,
    /// The id of the place it ends at.
    pub to: Option<String>,
    /// How far.
    pub metres: Option<u32>,
    /// How long.
    pub minutes: Option<u32>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, findings: &mut Findings) -> TravelTable {
    let [to, km, minutes] = table.cols(["to", "km", "minutes"]);
    let mut travel = TravelTable::default();
    let mut seen: BTreeMap<(String, String), (Trip, usize)> = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let draft: TripDraft = TRAVEL.read_all(row, cx.against(People::NOBODY));
        let TripDraft { from: Some(a), to: Some(b), metres, minutes: time } = draft else { continue };
        let trip = Trip { metres, minutes: time };
        if check_trip_to_itself(row, to, a == b) || check_trip_without_value(row, km, minutes) {
            continue;
        }
        let key = (a, b);
        match seen.get(&key) {
            Some((first, first_at)) if *first != trip => check_doubled_trip(row, table, km, *first_at),
            Some(_) => {}
            None => {
                travel.insert(key.0.clone(), key.1.clone(), trip);
                seen.insert(key, (trip, at));
            }
        }
    }
    travel
}

/// The id of a school or a teacher, as their own tables write it.
pub(super) fn end(row: &mut Row<'_>, col: Col, cx: &Context<'_>) -> Option<String> {
    let id = row.id(col)?;
    match (cx.school_names.has_id(&id), cx.teacher_names.has_id(&id)) {
        (true, true) => {
            check_ambiguous_end(row, col, &id);
            return None;
        }
        (true, false) | (false, true) => return Some(id),
        (false, false) => {}
    }
    let school = cx.named_school(row, col, &id);
    if school != Named::Nobody {
        return school.one().map(|at| cx.school_names.id(at).to_owned());
    }
    let teacher = cx.named_teacher(row, col, &id);
    if teacher != Named::Nobody {
        return teacher.one().map(|at| cx.teacher_names.id(at).to_owned());
    }
    // Where a table of either is not there, this was told with it.
    if cx.school_ids.is_empty() || cx.teacher_ids.is_empty() {
        return None;
    }
    let finding = Finding::error("unknown-end", row.place(col)).with("id", &id);
    row.tell_hinted(finding, || id_hint(&id, &cx.school_ids));
    None
}

/// An id that a school and a teacher share: nobody can tell which of the two is meant.
fn check_ambiguous_end(row: &mut Row<'_>, col: Col, id: &str) {
    let finding = Finding::error("ambiguous-end", row.place(col)).with("id", id);
    row.tell(finding);
}

fn check_trip_to_itself(row: &mut Row<'_>, col: Col, itself: bool) -> bool {
    if itself {
        let finding = Finding::warning("trip-to-itself", row.place(col));
        row.tell(finding);
    }
    itself
}

fn check_trip_without_value(row: &mut Row<'_>, km: Col, minutes: Col) -> bool {
    let empty = row.is_empty(km) && row.is_empty(minutes);
    if empty {
        let finding = Finding::warning("trip-without-value", row.place(km));
        row.tell(finding);
    }
    empty
}

fn check_doubled_trip(row: &mut Row<'_>, table: &Table, col: Col, first: usize) {
    let finding = Finding::error("doubled-trip", row.place(col));
    row.tell(finding.with("first", table.raw.rows[first].number));
}
