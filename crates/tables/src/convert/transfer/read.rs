//! From the four tables to a study, with everything that is wrong in them.

use super::specs::{ASSIGN, REQ, SCHOOLS, TEACHERS};
use crate::mapping::TableMapping;
use crate::raw::{RawTable, ReadOptions, read_county_tables};
use crate::read::bind;
use crate::schema::TableSpec;
use crate::table::{Col, Table};
use crate::validate::Row;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::nearest;
use std::collections::BTreeMap;
use std::path::Path;

/// A transfer study; what points to a school or teacher is a position in the lists.
#[derive(Debug, Default)]
pub(super) struct Study {
    pub schools: Vec<School>,
    pub teachers: Vec<Teacher>,
    pub needs: Vec<Need>,
    /// By teacher and school; whole where nothing was found wrong.
    pub pairs: BTreeMap<(usize, usize), Pair>,
}

#[derive(Debug)]
pub(super) struct School {
    pub id: String,
    pub name: String,
    pub underserved: bool,
    pub weight: u32,
}

#[derive(Debug)]
pub(super) struct Teacher {
    pub id: String,
    pub name: String,
    pub school: usize,
    /// The one type of post that they can fill.
    pub kind: String,
    pub must_leave: bool,
    pub years: u32,
}

#[derive(Debug)]
pub(super) struct Need {
    pub school: usize,
    pub kind: String,
    pub required: u32,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub allowed: bool,
    pub welfare: i64,
    pub burden: i64,
}

/// Positions by id; a second row with the same id is told.
#[derive(Default)]
struct Known(BTreeMap<String, (usize, usize)>);

impl Known {
    /// Takes note of the id that the row would have; `None` where it has none of its own.
    fn note(&mut self, row: &mut Row<'_>, table: &Table, col: Col, position: usize) -> Option<String> {
        let id = row.id(col)?;
        if let Some((_, first)) = self.0.get(&id) {
            let finding = Finding::error("doubled-id", row.place(col)).with("id", &id);
            row.tell(finding.with("first", table.raw.rows[*first].number));
            return None;
        }
        self.0.insert(id.clone(), (position, row.at));
        Some(id)
    }

    /// The position of the id in a cell; an unknown one is told.
    fn find(&self, row: &mut Row<'_>, col: Col, whose: Whose) -> Option<usize> {
        let id = row.id(col)?;
        let found = self.0.get(&id).map(|(position, _)| *position);
        // Where none is known at all, the cause was told with their table.
        if found.is_none() && !self.0.is_empty() {
            let finding = match whose {
                Whose::School => Finding::error("unknown-school", row.place(col)),
                Whose::Teacher => Finding::error("unknown-teacher", row.place(col)),
            };
            row.tell_hinted(finding.with("id", &id), || nearest::id_hint(&id, self.0.keys().map(String::as_str)));
        }
        found
    }
}

#[derive(Clone, Copy)]
enum Whose {
    School,
    Teacher,
}

/// Reads the tables of a folder or workbook.
pub(super) fn read(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Study {
    let mut raws = read_county_tables(path, options, findings);
    // Of the empty ones only the four count, and are told with them.
    let mut blank = Vec::new();
    findings.retain(|f| {
        let empty = f.code == "empty-table";
        blank.extend(empty.then(|| f.place.clone()));
        !empty
    });
    // Where something could not be read, this was told with the files.
    let silent = findings.has_errors();
    let mut take = |spec: &'static TableSpec| table(path, spec, &mut raws, &blank, silent, findings);
    let (schools, teachers, req, assign) = (take(&SCHOOLS), take(&TEACHERS), take(&REQ), take(&ASSIGN));

    let mut study = Study::default();
    let (mut school_ids, mut teacher_ids) = (Known::default(), Known::default());
    if let Some(t) = &schools {
        read_schools(t, &mut study, &mut school_ids, findings);
    }
    if let Some(t) = &teachers {
        read_teachers(t, &mut study, &school_ids, &mut teacher_ids, findings);
    }
    if let Some(t) = &req {
        read_needs(t, &mut study, &school_ids, findings);
    }
    if let Some(t) = &assign {
        read_pairs(t, &mut study, &school_ids, &teacher_ids, findings);
        if !findings.has_errors() {
            check_missing_pair(t, &study, findings);
        }
    }
    study
}

/// One of the tables, bound to its columns; a table or column that is not there is told.
fn table(
    path: &Path,
    spec: &'static TableSpec,
    raws: &mut Vec<RawTable>,
    blank: &[Place],
    silent: bool,
    findings: &mut Findings,
) -> Option<Table> {
    let Some(at) = raws.iter().position(|r| spec.is_named(&r.name)) else {
        let stem = |p: &Place| Path::new(&p.file).file_stem().map(|n| n.to_string_lossy().into_owned());
        let named = |p: &&Place| {
            stem(p).is_some_and(|n| spec.is_named(&n)) || p.sheet.as_ref().is_some_and(|n| spec.is_named(n))
        };
        if let Some(place) = blank.iter().find(named) {
            findings.push(Finding::error("convert-no-rows", place.clone()).with("table", spec.name));
        } else if !silent {
            let place = Place::file(path.display().to_string());
            findings.push(Finding::error("convert-missing-table", place).with("table", spec.name));
        }
        return None;
    };
    // As foreign tables are: columns that mean nothing here are passed over. What is missing is told in other words.
    let mut bound = Findings::default();
    let table = bind(spec, raws.remove(at), Some(&TableMapping::default()), None, &mut bound);
    bound.retain(|f| f.code != "missing-column");
    findings.extend(bound);
    for column in spec.columns.iter().filter(|c| c.required && !table.has(c.name)) {
        let place = Place { column: Some(column.name.to_owned()), ..table.place() };
        let hint = nearest::hint(column.name, table.raw.headers.iter().map(|h| h.text.as_str()));
        let finding = Finding::error("convert-missing-column", place).with("column", column.name);
        findings.push(finding.with("table", spec.name).with("hint", hint));
    }
    if table.is_empty() {
        findings.push(Finding::error("convert-no-rows", table.place()).with("table", spec.name));
    }
    Some(table)
}

fn read_schools(table: &Table, study: &mut Study, ids: &mut Known, findings: &mut Findings) {
    let [id, name, underserved, weight] = table.cols(["school_id", "school_name", "underserved", "w_j"]);
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let known = ids.note(row, table, id, study.schools.len());
        let (name, underserved, weight) = (row.text(name), row.flag(underserved), row.count(weight));
        let Some(id) = known else { continue };
        let name = name.unwrap_or_else(|| id.clone());
        study.schools.push(School { id, name, underserved, weight: weight.unwrap_or(0) });
    }
}

fn read_teachers(table: &Table, study: &mut Study, schools: &Known, ids: &mut Known, findings: &mut Findings) {
    let [id, name, school, kind, must, years] = table.cols([
        "teacher_id",
        "teacher_name",
        "current_school",
        "type_key",
        "compulsory_transfer",
        "years_service",
    ]);
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let known = ids.note(row, table, id, study.teachers.len());
        let (name, years) = (row.text(name).unwrap_or_default(), row.count(years).unwrap_or(0));
        let (school, kind, must) = (schools.find(row, school, Whose::School), row.id(kind), stated_flag(row, must));
        let Some(id) = known else { continue };
        // A teacher whose row has a fault is known all the same: other tables may speak of them.
        let (school, kind) = (school.unwrap_or(0), kind.unwrap_or_default());
        study.teachers.push(Teacher { id, name, school, kind, must_leave: must == Some(true), years });
    }
}

fn read_needs(table: &Table, study: &mut Study, schools: &Known, findings: &mut Findings) {
    let [school, kind, required, limit, present] =
        table.cols(["school_id", "type_key", "L_jsm", "U_jsm", "current_count"]);
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    // Where teachers have faults, what is counted of them says nothing.
    let sound = !findings.has_errors();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (to, key, count) = (schools.find(row, school, Whose::School), row.id(kind), row.count(required));
        let unlimited = row.shown(limit).eq_ignore_ascii_case("inf");
        let most = if unlimited { None } else { row.count(limit) };
        let stated = row.count(present);
        let (Some(to), Some(key), Some(required)) = (to, key, count) else { continue };
        if let Some(first) = seen.insert((to, key.clone()), at) {
            let finding = Finding::error("convert-doubled-need", row.place(kind)).with("type", &key);
            row.tell(finding.with("first", table.raw.rows[first].number));
        }
        let here = study.teachers.iter().filter(|t| t.school == to && t.kind == key).count();
        if let Some(stated) = stated.filter(|n| sound && *n as usize != here) {
            let finding = Finding::warning("convert-count-differs", row.place(present)).with("stated", stated);
            row.tell(finding.with("found", here));
        }
        study.needs.push(Need { school: to, kind: key, required, limit: most });
    }
}

fn read_pairs(table: &Table, study: &mut Study, schools: &Known, teachers: &Known, findings: &mut Findings) {
    let [teacher, school, c, r, compat, welfare, burden] =
        table.cols(["teacher_id", "school_id", "c_ij", "r_ij", "compat", "p_ij", "d_ij"]);
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (who, to) = (teachers.find(row, teacher, Whose::Teacher), schools.find(row, school, Whose::School));
        let flags = [c, r, compat].map(|col| stated_flag(row, col));
        let (welfare, burden) = (row.int(welfare), row.int(burden));
        let (Some(who), Some(to)) = (who, to) else { continue };
        if let Some(first) = seen.insert((who, to), at) {
            let finding = Finding::error("convert-doubled-pair", row.place(school));
            row.tell(finding.with("first", table.raw.rows[first].number));
        }
        let allowed = flags.iter().all(|f| *f == Some(true));
        let pair = Pair { allowed, welfare: welfare.unwrap_or(0), burden: burden.unwrap_or(0) };
        study.pairs.insert((who, to), pair);
    }
}

/// Yes or no that must be said.
fn stated_flag(row: &mut Row<'_>, col: Col) -> Option<bool> {
    if row.is_empty(col) {
        row.check_empty_cell(col);
        return None;
    }
    Some(row.flag(col))
}

/// A teacher without a row for a school: nobody has said whether they may go there and what it is worth.
fn check_missing_pair(table: &Table, study: &Study, findings: &mut Findings) {
    for (t, teacher) in study.teachers.iter().enumerate() {
        for (s, school) in study.schools.iter().enumerate() {
            if !study.pairs.contains_key(&(t, s)) {
                let finding = Finding::error("convert-missing-pair", table.place()).with("teacher", &teacher.id);
                findings.push(finding.with("school", &school.id));
            }
        }
    }
}
