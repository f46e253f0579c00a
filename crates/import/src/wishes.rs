//! Wishes, side by side or one a row; whoever has a row has applied.

use crate::desk::Desk;
use crate::draft::{Draft, DraftRow};
use crate::identity::Key;
use crate::people::People;
use crate::postings::{Listed, named, own_school};
use crate::read::{self, At};
use crate::recognise::{Kind, Recognised};
use crate::schools::Schools;
use crate::values::Values;
use lungang_domain::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// Reads every sheet of wishes.
pub fn read(
    sheets: &[Recognised],
    people: &People<'_>,
    schools: &mut Schools,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
) -> Listed {
    let mut wishes = Draft { table: "wishes", rows: Vec::new() };
    let mut applications = Draft { table: "applications", rows: Vec::new() };
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    let mut applied: BTreeSet<usize> = BTreeSet::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Wishes) {
        let Some(name) = sheet.field("teacher_name").or_else(|| sheet.field("teacher_id")) else { continue };
        let (rows, out) = read::rows(sheet, name, desk);
        listed.left_out.insert(at, out);
        listed.read.insert(at, rows.len());
        for row in rows {
            let cell = |column: usize| At { read: sheet, sheet: at, row, column };
            let school = own_school(sheet, row, schools, desk);
            let named = named(sheet, row, name, school, (key, values), desk);
            let place = sheet.sheet.place(row.number, Some(name));
            let Some(who) = people.find(&named, schools, "wishes", place, desk) else { continue };
            let mut head = DraftRow::default();
            head.put("teacher_id", people.id(who), cell(name).spot());
            head.put("teacher_name", named.name.clone(), cell(name).spot());
            if applied.insert(who) {
                let mut application = head.clone();
                if let Some(column) = sheet.field("date") {
                    read::cell(cell(column), "applications", "date", &mut application, values, desk);
                }
                applications.rows.push(application);
            }
            for (rank, column) in ranks(sheet, row) {
                if crate::values::nothing(&row.cell(column).show()) {
                    continue;
                }
                let place = sheet.sheet.place(row.number, Some(column));
                let Some(wished) = schools.find(&row.cell(column).show(), place.clone(), desk) else {
                    if schools.is_elsewhere(&row.cell(column).show()) {
                        desk.findings.push(Finding::warning("import-row-elsewhere", place));
                    }
                    continue;
                };
                let mut wish = head.clone();
                wish.put("rank", rank.to_string(), cell(column).spot());
                wish.put("school_id", schools.id(wished), cell(column).spot());
                wishes.rows.push(wish);
            }
        }
    }
    listed.drafts.extend([wishes, applications]);
    listed
}

/// The columns of a row's wishes with their ranks: side by side, or the only one with the rank that the row states.
fn ranks(sheet: &Recognised, row: crate::layout::Row<'_>) -> Vec<(u32, usize)> {
    let aside = sheet.fields().filter_map(|(f, c)| Some((f.strip_prefix("school_")?.parse().ok()?, c)));
    let mut all: Vec<(u32, usize)> = aside.collect();
    all.sort_unstable();
    if all.is_empty()
        && let (Some(rank), Some(school)) = (sheet.field("rank"), sheet.field("school_id"))
        && let Ok(rank) = row.cell(rank).show().trim().parse()
    {
        all.push((rank, school));
    }
    all
}
