//! A plan's `assignments.csv`, or a table made by hand: who goes where.

use crate::cells;
use crate::names::Names;
use crate::raw;
use crate::schema;
use crate::single;
use crate::table::{Col, Table};
use crate::validate::Row;
use jiff::civil::Date;
use lungang_domain::county::County;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::school::Part;
use std::collections::HashMap;
use std::path::Path;

/// A row of an assignments table; ids are as written, and whether they exist is for the reader of the plan to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentRow {
    /// Who.
    pub teacher_id: String,
    /// Name, as written.
    pub name: Option<String>,
    /// Present school, where stated.
    pub from_school: Option<String>,
    /// New school.
    pub to_school: String,
    /// Subject of the post, as written.
    pub subject: Option<String>,
    /// Stage of the post.
    pub stage: Option<Part>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Which way, as written.
    pub direction: Option<String>,
    /// Journey in kilometres, as written.
    pub distance_km: Option<String>,
    /// Rank of the wish that it fulfils, as written.
    pub rank_of_wish: Option<String>,
    /// What it serves, as written.
    pub serves: Option<String>,
    /// Columns that the table has and this row leaves empty.
    pub empty: Vec<&'static str>,
    /// Where the row stands.
    pub place: Place,
}

/// Reads an assignments table (CSV, Excel or Parquet; headers in either language).
///
/// In a table made by hand names of the `county` may stand for ids: a short name of one school is told, one that several may
/// bear is an error with the candidates. Without a county, as for a plan's own table, every id is taken as it is written.
///
/// Rows whose required cells cannot be read are told and left out; a teacher with two rows is told and both are kept.
pub fn read_assignments(
    path: &Path,
    options: &raw::ReadOptions,
    county: Option<&County>,
) -> (Vec<AssignmentRow>, Findings) {
    let mut findings = Findings::default();
    let table = single::read(path, options, schema::assignments(), &mut findings);
    // The program's own sheets have titles.
    findings.retain(|f| f.code != "title-row-skipped");
    let names = county.map(Names::of);
    let rows = table.map(|table| read_rows(&table, names.as_ref(), &mut findings)).unwrap_or_default();
    (rows, findings)
}

/// The columns that are read.
const ALL: [&str; 12] = [
    "teacher_id",
    "name",
    "from_school",
    "to_school",
    "subject",
    "stage",
    "start",
    "end",
    "direction",
    "distance_km",
    "rank_of_wish",
    "serves",
];

fn read_rows(table: &Table, names: Option<&Names>, findings: &mut Findings) -> Vec<AssignmentRow> {
    let all = table.cols(ALL);
    let [teacher, name, from, to, subject, stage, start, end, direction, km, rank, serves] = all;
    let mut rows = Vec::with_capacity(table.len());
    let mut seen: HashMap<String, u32> = HashMap::new();
    for at in 0..table.len() {
        // A line under the list for signatures, in a column that is not read.
        if [teacher, name, from, to, subject].iter().all(|col| cells::text(table.cell(at, *col)).is_none()) {
            continue;
        }
        let mut id = |col: Col, required: bool| {
            let cell = table.cell(at, col);
            match cells::id(cell) {
                Ok(id) => Some(id),
                Err(cells::Fault::Empty) => {
                    if required && table.has_col(col) {
                        let name = col.0.map_or("", |c| table.spec.columns[c].name);
                        findings.push(Finding::error("empty-cell", table.cell_place(at, col)).with("column", name));
                    }
                    None
                }
                Err(cells::Fault::Identity) => None,
                Err(fault) => {
                    let code = if fault == cells::Fault::Rounded { "rounded-id" } else { "wrong-type-id" };
                    let finding = Finding { code, ..Finding::error("wrong-type-id", table.cell_place(at, col)) };
                    findings.push(finding.with("value", cell.show()));
                    None
                }
            }
        };
        let (teacher_id, from_school, to_school) = (id(teacher, true), id(from, false), id(to, true));
        let row = &mut Row::new(table, at, findings);
        let teacher_id = teacher_id.and_then(|id| Names::teacher(names, row, teacher, id));
        let from_school = from_school.and_then(|id| Names::school(names, row, from, id));
        let to_school = to_school.and_then(|id| Names::school(names, row, to, id));
        let stage = stage_of(table, at, stage, findings);
        let start = day(table, at, start, cells::day, findings);
        let end = day(table, at, end, cells::last_day, findings);
        let (Some(teacher_id), Some(to_school)) = (teacher_id, to_school) else { continue };
        let place = table.cell_place(at, Col(None));
        check_doubled_assignment(table, at, teacher, &teacher_id, &mut seen, findings);
        let text = |col: Col| cells::text(table.cell(at, col));
        let empty = ALL.into_iter().zip(all).filter(|(_, col)| table.has_col(*col) && text(*col).is_none());
        rows.push(AssignmentRow {
            teacher_id,
            name: text(name),
            from_school,
            to_school,
            subject: text(subject),
            stage,
            start,
            end,
            direction: text(direction),
            distance_km: text(km),
            rank_of_wish: text(rank),
            serves: text(serves),
            empty: empty.map(|(name, _)| name).collect(),
            place,
        });
    }
    rows
}

fn check_doubled_assignment(
    table: &Table,
    at: usize,
    col: Col,
    id: &str,
    seen: &mut HashMap<String, u32>,
    findings: &mut Findings,
) {
    let number = table.raw.rows[at].number;
    if let Some(first) = seen.get(id) {
        let finding = Finding::warning("doubled-assignment", table.cell_place(at, col)).with("id", id);
        findings.push(finding.with("first", first));
    } else {
        seen.insert(id.to_owned(), number);
    }
}

fn stage_of(table: &Table, at: usize, col: Col, findings: &mut Findings) -> Option<Part> {
    let text = cells::text(table.cell(at, col))?;
    let choice = schema::choose(&schema::PARTS, &text);
    if choice.is_none() {
        let allowed: Vec<String> = schema::PARTS.iter().map(|c| format!("{} {}", c.zh, c.name)).collect();
        let finding = Finding::error("unknown-value", table.cell_place(at, col)).with("value", text);
        findings.push(finding.with("hint", "").with("allowed", allowed.join(" / ")));
    }
    choice.and_then(|c| Part::from_name(c.name))
}

fn day(
    table: &Table,
    at: usize,
    col: Col,
    read: fn(&raw::Cell) -> Result<Date, cells::Fault>,
    findings: &mut Findings,
) -> Option<Date> {
    match read(table.cell(at, col)) {
        Ok(day) => Some(day),
        Err(cells::Fault::Empty) => None,
        Err(_) => {
            let finding = Finding::error("wrong-type-date", table.cell_place(at, col));
            findings.push(finding.with("value", table.cell(at, col).show()));
            None
        }
    }
}
