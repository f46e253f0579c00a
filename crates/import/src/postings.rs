//! Past and running postings: who, from where, to where, and when.

use crate::desk::Desk;
use crate::draft::{Draft, DraftRow};
use crate::identity::Key;
use crate::layout::Row;
use crate::people::{Named, People};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, Recognised};
use crate::roster::Roster;
use crate::schools::Schools;
use crate::stands;
use crate::stay_fields::{Fields, LISTED};
use crate::stays::{self, Stay};
use crate::values::{self, Values};
use std::collections::BTreeMap;

/// What was read of the sheets of one kind.
#[derive(Debug)]
pub struct Listed {
    /// The tables that came of it.
    pub drafts: Vec<Draft>,
    /// Rows that were left out, by sheet.
    pub left_out: BTreeMap<usize, LeftOut>,
    /// Rows that were read, by sheet.
    pub read: BTreeMap<usize, usize>,
}

/// Reads every sheet of postings.
pub fn read(
    sheets: &[Recognised],
    people: &People<'_>,
    schools: &mut Schools,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
) -> Listed {
    let mut table = Draft { table: "postings", rows: Vec::new() };
    let mut listed = Listed { drafts: vec![], left_out: BTreeMap::new(), read: BTreeMap::new() };
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Postings) {
        let Some(name) = sheet.field("teacher_name").or_else(|| sheet.field("teacher_id")) else { continue };
        let (rows, out) = read::rows(sheet, name, desk);
        listed.left_out.insert(at, out);
        let before = table.rows.len();
        for row in rows {
            for fields in &LISTED {
                if fields.is_main() || stays::is_stated(sheet, row, fields) {
                    posting(
                        (sheet, at, row),
                        fields,
                        name,
                        people,
                        schools,
                        (key, values),
                        desk,
                        &mut table,
                        &mut listed,
                    );
                }
            }
        }
        listed.read.insert(at, table.rows.len() - before);
    }
    listed.drafts.push(table);
    listed
}

#[allow(clippy::too_many_arguments, reason = "what a row is read against")]
fn posting(
    (sheet, at, row): (&Recognised, usize, Row<'_>),
    fields: &Fields,
    name: usize,
    people: &People<'_>,
    schools: &mut Schools,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
    table: &mut Draft,
    listed: &mut Listed,
) {
    let cell = |column: usize| At { read: sheet, sheet: at, row, column };
    let Some(mut made) = stays::schools_of((sheet, at, row), fields, schools, desk) else { return };
    // People stand on the roster of the school that they came from.
    let from =
        made.text("from_school").and_then(|id| schools.known(id)).or_else(|| own_school(sheet, row, schools, desk));
    let to = made.text("to_school").and_then(|id| schools.known(id));
    let named = Named { serves_at: to, ..named(sheet, row, name, from, (key, values), desk) };
    let place = sheet.sheet.place(row.number, Some(name));
    let Some(who) = people.find(&named, schools, "postings", place, desk) else { return };
    made.put("teacher_id", people.id(who), cell(name).spot());
    made.put("teacher_name", named.name.clone(), cell(name).spot());
    let who = stays::called(&named.name, &made, schools);
    match stays::complete((sheet, at, row), fields, made, &who, values, desk) {
        Stay::Counts(made) => table.rows.push(made),
        Stay::Not => listed.left_out.entry(at).or_default().entry("not-exchange").or_default().push(row.number),
        Stay::None => {}
    }
}

/// Adds the stays that stand beside people on a roster; what a list has too is one posting, and where the two differ it is told.
pub fn add_beside(listed: &mut Listed, roster: &Roster, sheets: &[Recognised], desk: &mut Desk<'_>) {
    let Some(table) = listed.drafts.iter_mut().find(|d| d.table == "postings") else { return };
    for (who, stay) in &roster.stays {
        let person = &roster.people[*who];
        let mut made = stay.clone();
        made.put("teacher_id", person.id.clone(), person.spot);
        made.put("teacher_name", person.name.clone(), person.spot);
        let same = |row: &&DraftRow| ["teacher_id", "to_school", "start"].iter().all(|c| row.text(c) == made.text(c));
        let Some(known) = table.rows.iter().find(same) else {
            table.rows.push(made);
            continue;
        };
        if let (Some((other, Some(spot))), Some(own)) = (made.cells.get("end"), known.text("end"))
            && other != own
        {
            let place = sheets[spot.sheet].sheet.place(spot.row, Some(spot.column));
            let finding = stands::first_stands(place, own, other);
            desk.findings.push(finding);
        }
    }
}

/// The school that a row says somebody is of.
pub fn own_school(sheet: &Recognised, row: Row<'_>, schools: &mut Schools, desk: &mut Desk<'_>) -> Option<usize> {
    let column = sheet.field("own_school").filter(|c| !row.cell(*c).is_empty())?;
    schools.find(&row.cell(column).show(), sheet.sheet.place(row.number, Some(column)), desk)
}

/// How a row names somebody.
pub fn named(
    sheet: &Recognised,
    row: Row<'_>,
    name: usize,
    school: Option<usize>,
    (key, values): (&Key, &Values),
    desk: &mut Desk<'_>,
) -> Named {
    let of = |field: &str| sheet.field(field).map(|c| row.cell(c).show()).filter(|t| !values::nothing(t));
    let identity = of("identity").and_then(|n| values::identity(&n, |number| key.pseudonym(number)).is());
    let subjects = sheet.field("own_subjects").and_then(|c| {
        desk.renamed(values.renamed(row.cell(c)));
        let said = values.read("teachers", "subjects", row.cell(c), Default::default()).is()?;
        said.into_iter().find(|(column, _)| *column == "subjects").map(|(_, text)| text)
    });
    let name = sheet.field("teacher_name").unwrap_or(name);
    Named {
        name: row.cell(name).show(),
        school,
        subjects,
        number: of("teacher_id"),
        pseudonym: identity.map(|(.., p)| p),
        serves_at: None,
    }
}
