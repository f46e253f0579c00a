//! A plan's `heads.csv`, or a table made by hand: which head leads which school from now on.

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
pub struct HeadRow {
    /// Who.
    pub teacher_id: String,
    /// The school led from now on.
    pub to_school: String,
    /// Where the row stands.
    pub place: Place,
}

/// Reads a table of heads (CSV, Excel or Parquet; headers in either language).
///
/// Names of the `county` may stand for ids as in [`read_assignments`](crate::assignments::read_assignments).
///
/// Rows whose required cells cannot be read are told and left out.
pub fn read_heads(path: &Path, options: &raw::ReadOptions, county: Option<&County>) -> (Vec<HeadRow>, Findings) {
    let mut findings = Findings::default();
    let Some(table) = single::read(path, options, schema::heads(), &mut findings) else {
        return (Vec::new(), findings);
    };
    let names = county.map(Names::of);
    let names = names.as_ref();
    let [teacher, to] = table.cols(["teacher_id", "to_school"]);
    let mut rows = Vec::with_capacity(table.len());
    for at in 0..table.len() {
        let row = &mut Row::new(&table, at, &mut findings);
        if [teacher, to].iter().all(|col| row.is_empty(*col)) {
            continue;
        }
        let (id, led) = (row.id(teacher), row.id(to));
        let id = id.and_then(|id| Names::teacher(names, row, teacher, id));
        let led = led.and_then(|id| Names::school(names, row, to, id));
        let (Some(teacher_id), Some(to_school)) = (id, led) else { continue };
        rows.push(HeadRow { teacher_id, to_school, place: table.cell_place(at, Col(None)) });
    }
    (rows, findings)
}
