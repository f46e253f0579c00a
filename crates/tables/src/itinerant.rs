//! A plan's `itinerant.csv`, or a table made by hand: who teaches how many periods at which schools.

use crate::names::Names;
use crate::raw;
use crate::schema;
use crate::single;
use crate::table::Col;
use crate::validate::Row;
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Place};
use lungang_domain::school::Part;
use std::path::Path;

/// A row; ids are as written, and whether they exist is for the reader of the plan to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Who.
    pub teacher_id: String,
    /// Where.
    pub school: String,
    /// Stage.
    pub stage: Option<Part>,
    /// Subject, as written.
    pub subject: String,
    /// Periods a week.
    pub periods: u32,
    /// Where the row stands.
    pub place: Place,
}

/// Reads a table of itinerant teachers (CSV, Excel or Parquet; headers in either language).
///
/// Names of the `county` may stand for ids as in [`read_assignments`](crate::assignments::read_assignments).
///
/// Rows whose required cells cannot be read are told and left out.
pub fn read_visits(path: &Path, options: &raw::ReadOptions, county: Option<&County>) -> (Vec<VisitRow>, Findings) {
    let mut findings = Findings::default();
    let Some(table) = single::read(path, options, schema::itinerant(), &mut findings) else {
        return (Vec::new(), findings);
    };
    let names = county.map(Names::of);
    let names = names.as_ref();
    let [teacher, school, stage, subject, periods] =
        table.cols(["teacher_id", "school", "stage", "subject", "periods"]);
    let mut rows = Vec::with_capacity(table.len());
    for at in 0..table.len() {
        let row = &mut Row::new(&table, at, &mut findings);
        if [teacher, school, subject, periods].iter().all(|col| row.is_empty(*col)) {
            continue;
        }
        let part = row.choice(stage).and_then(Part::from_name);
        let (id, to, taught, count) = (row.id(teacher), row.id(school), row.text(subject), row.count(periods));
        let id = id.and_then(|id| Names::teacher(names, row, teacher, id));
        let to = to.and_then(|id| Names::school(names, row, school, id));
        let (Some(teacher_id), Some(school), Some(subject), Some(periods)) = (id, to, taught, count) else { continue };
        rows.push(VisitRow {
            teacher_id,
            school,
            stage: part,
            subject,
            periods,
            place: table.cell_place(at, Col(None)),
        });
    }
    (rows, findings)
}
