//! A plan's `retasks.csv`, or a table made by hand: who stays at the school and teaches which other subject there.

use crate::names::Names;
use crate::raw;
use crate::schema;
use crate::single;
use crate::table::Col;
use crate::validate::Row;
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Place};
use std::path::Path;

/// A row; ids are as written, and whether they exist is for the reader of the plan to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetaskRow {
    /// Who.
    pub teacher_id: String,
    /// Name, as written.
    pub name: Option<String>,
    /// The home school.
    pub school: Option<String>,
    /// Subject that is left, as written.
    pub from: Option<String>,
    /// Subject that is taught instead, as written.
    pub to: String,
    /// Where the row stands.
    pub place: Place,
}

/// Reads a table of retasked teachers (CSV, Excel or Parquet; headers in either language).
///
/// Names of the `county` may stand for ids as in [`read_assignments`](crate::assignments::read_assignments).
///
/// Rows whose required cells cannot be read are told and left out.
pub fn read_retasks(path: &Path, options: &raw::ReadOptions, county: Option<&County>) -> (Vec<RetaskRow>, Findings) {
    let mut findings = Findings::default();
    let Some(table) = single::read(path, options, schema::retasks(), &mut findings) else {
        return (Vec::new(), findings);
    };
    let names = county.map(Names::of);
    let names = names.as_ref();
    let [teacher, name, school, from, to] = table.cols(["teacher_id", "name", "school", "from_subject", "to_subject"]);
    let mut rows = Vec::with_capacity(table.len());
    for at in 0..table.len() {
        let row = &mut Row::new(&table, at, &mut findings);
        if [teacher, to].iter().all(|col| row.is_empty(*col)) {
            continue;
        }
        let (id, home, left, taught) = (row.id(teacher), row.id(school), row.text(from), row.text(to));
        let called = row.text(name);
        let id = id.and_then(|id| Names::teacher(names, row, teacher, id));
        let school = home.and_then(|id| Names::school(names, row, school, id));
        let (Some(teacher_id), Some(to)) = (id, taught) else { continue };
        let place = table.cell_place(at, Col(None));
        rows.push(RetaskRow { teacher_id, name: called, school, from: left, to, place });
    }
    (rows, findings)
}
