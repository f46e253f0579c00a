//! Kilometres between schools: a matrix, of which one half may be left blank.

use crate::draft::{Draft, DraftRow};
use crate::postings::Listed;
use crate::question::Desk;
use crate::read::At;
use crate::recognise::{Kind, Recognised};
use crate::schools::Schools;
use lungang_domain::finding::Finding;
use std::collections::{BTreeMap, HashMap};

/// Reads every matrix of kilometres.
pub fn read(sheets: &[Recognised], schools: &mut Schools, desk: &mut Desk<'_>) -> Listed {
    let mut table = Draft { table: "travel", rows: Vec::new() };
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    let mut seen: HashMap<(usize, usize), String> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Distances) {
        let header = sheet.sheet.header.map_or(1, |(first, _)| first);
        let across: Vec<(usize, Option<usize>)> = sheet
            .sheet
            .columns
            .iter()
            .map(|c| (c.at, schools.find(&c.own, sheet.sheet.place(header, Some(c.at)), desk)))
            .collect();
        let first = sheet.sheet.rows().filter_map(|row| row.cells.first().map(|(column, _)| *column)).min();
        let Some(first) = first else { continue };
        let before = table.rows.len();
        for row in sheet.sheet.rows() {
            if row.cell(first).is_empty() {
                continue;
            }
            let from = schools.find(&row.cell(first).show(), sheet.sheet.place(row.number, Some(first)), desk);
            let Some(from) = from else { continue };
            for (column, to) in across.iter().filter(|(column, _)| *column > first) {
                let (Some(to), cell) = (to, row.cell(*column)) else { continue };
                if cell.is_empty() || from == *to || crate::values::nothing(&cell.show()) {
                    continue;
                }
                let spot = At { read: sheet, sheet: at, row, column: *column };
                let km = cell.show().trim_end_matches("公里").trim_end_matches("km").trim().to_owned();
                match seen.get(&(*to, from)) {
                    Some(other) if *other == km => continue,
                    Some(other) => {
                        let place = sheet.sheet.place(row.number, Some(*column));
                        let finding = Finding::warning("import-contradiction", place).with("first", other);
                        desk.findings.push(finding.with("second", &km));
                    }
                    None => {}
                }
                seen.insert((from, *to), km.clone());
                let mut trip = DraftRow::default();
                trip.put("from", schools.id(from), spot.spot());
                trip.put("to", schools.id(*to), spot.spot());
                trip.put("km", km, spot.spot());
                table.rows.push(trip);
            }
        }
        listed.read.insert(at, table.rows.len() - before);
    }
    listed.drafts.push(table);
    listed
}
