//! Kilometres between schools: a matrix, of which one half may be left blank.

use crate::draft::{Draft, DraftRow};
use crate::postings::Listed;
use crate::question::Desk;
use crate::read::At;
use crate::recognise::{Kind, Recognised, kilometres};
use crate::schools::Schools;
use lungang_domain::finding::Finding;
use lungang_tables::says_no_row;
use std::collections::{BTreeMap, HashMap};

/// Reads every matrix of kilometres.
pub fn read(sheets: &[Recognised], schools: &mut Schools, desk: &mut Desk<'_>) -> Listed {
    let mut table = Draft { table: "travel", rows: Vec::new() };
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    let mut seen: HashMap<(usize, usize), String> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Distances) {
        let header = sheet.sheet.header.map_or(1, |(first, _)| first);
        let named =
            |at: usize| sheet.sheet.columns.iter().find(|c| c.at == at).map(|c| c.own.clone()).unwrap_or_default();
        let across: Vec<(usize, Option<usize>)> = sheet
            .fields()
            .filter(|(field, _)| *field == "km")
            .map(|(_, at)| (at, schools.find(&named(at), sheet.sheet.place(header, Some(at)), desk)))
            .collect();
        let Some(first) = sheet.field("from") else { continue };
        let before = table.rows.len();
        for row in sheet.sheet.rows() {
            let numbers = row.cells.iter().any(|(at, cell)| *at > first && kilometres(&cell.show()).is_some());
            if row.cell(first).is_empty()
                || row.cells.len() < 2
                || !numbers && says_no_row(&row.cell(first).show(), false).is_some()
            {
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
                let km = kilometres(&cell.show()).unwrap_or_else(|| cell.show());
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
