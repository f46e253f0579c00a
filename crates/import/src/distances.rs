//! Kilometres between schools: a matrix, of which one half may be left blank, or a list with a row a pair.

use crate::desk::Desk;
use crate::draft::{Draft, DraftRow};
use crate::postings::Listed;
use crate::read::At;
use crate::recognise::{Kind, Recognised, kilometres};
use crate::schools::Schools;
use crate::stands;
use lungang_tables::says_no_row;
use std::collections::{BTreeMap, HashMap};

/// The trips that were read, each once: what another cell says otherwise is told.
struct Trips<'a, 'b> {
    rows: Vec<DraftRow>,
    seen: HashMap<(usize, usize), String>,
    schools: &'a mut Schools,
    desk: &'a mut Desk<'b>,
}

impl Trips<'_, '_> {
    fn put(&mut self, spot: At<'_>, from: usize, to: usize) {
        let cell = spot.cell();
        if cell.is_empty() || from == to || crate::values::nothing(&cell.show()) {
            return;
        }
        let km = kilometres(&cell.show()).unwrap_or_else(|| cell.show());
        match self.seen.get(&(to, from)).or_else(|| self.seen.get(&(from, to))) {
            Some(other) if *other == km => return,
            Some(other) => {
                let again = self.seen.contains_key(&(from, to));
                // The way back may be another.
                let said = if again { stands::first_stands } else { stands::both_stand };
                self.desk.findings.push(said(spot.place(), other, &km));
                if again {
                    return;
                }
            }
            None => {}
        }
        self.seen.insert((from, to), km.clone());
        let mut trip = DraftRow::default();
        trip.put("from", self.schools.id(from), spot.spot());
        trip.put("to", self.schools.id(to), spot.spot());
        trip.put("km", km, spot.spot());
        self.rows.push(trip);
    }

    /// A list: from where, where to, and how far, in every row.
    fn list(&mut self, sheet: &Recognised, at: usize, (from, to, km): (usize, usize, usize)) {
        for row in sheet.sheet.rows() {
            if row.cell(from).is_empty()
                || says_no_row(&row.cell(from).show(), kilometres(&row.cell(km).show()).is_some()).is_some()
            {
                continue;
            }
            let ends = [from, to].map(|column| {
                let place = sheet.sheet.place(row.number, Some(column));
                self.schools.find(&row.cell(column).show(), place, self.desk)
            });
            if let [Some(from), Some(to)] = ends {
                self.put(At { read: sheet, sheet: at, row, column: km }, from, to);
            }
        }
    }

    fn matrix(&mut self, sheet: &Recognised, at: usize, first: usize) {
        let header = sheet.sheet.header.map_or(1, |(first, _)| first);
        let named =
            |at: usize| sheet.sheet.columns.iter().find(|c| c.at == at).map(|c| c.own.clone()).unwrap_or_default();
        let across: Vec<(usize, Option<usize>)> = sheet
            .fields()
            .filter(|(field, _)| *field == "km")
            .map(|(_, at)| (at, self.schools.find(&named(at), sheet.sheet.place(header, Some(at)), self.desk)))
            .collect();
        for row in sheet.sheet.rows() {
            let numbers = row.cells.iter().any(|(at, cell)| *at > first && kilometres(&cell.show()).is_some());
            if row.cell(first).is_empty()
                || row.cells.len() < 2
                || !numbers && says_no_row(&row.cell(first).show(), false).is_some()
            {
                continue;
            }
            let place = sheet.sheet.place(row.number, Some(first));
            let Some(from) = self.schools.find(&row.cell(first).show(), place, self.desk) else { continue };
            for (column, to) in across.iter().filter(|(column, _)| *column > first) {
                if let Some(to) = to {
                    self.put(At { read: sheet, sheet: at, row, column: *column }, from, *to);
                }
            }
        }
    }
}

/// Reads every matrix and every list of kilometres.
pub fn read(sheets: &[Recognised], schools: &mut Schools, desk: &mut Desk<'_>) -> Listed {
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    let mut trips = Trips { rows: Vec::new(), seen: HashMap::new(), schools, desk };
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Distances) {
        let before = trips.rows.len();
        match (sheet.field("from"), sheet.field("to"), sheet.field("km")) {
            (Some(from), Some(to), Some(km)) => trips.list(sheet, at, (from, to, km)),
            (Some(first), ..) => trips.matrix(sheet, at, first),
            _ => {}
        }
        listed.read.insert(at, trips.rows.len() - before);
    }
    listed.drafts.push(Draft { table: "travel", rows: trips.rows });
    listed
}
