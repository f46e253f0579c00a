//! What the rows of the projections table say together: years without a gap, and people who can do what is foreseen.

use super::People;
use super::projections::Cols;
use super::row::Row;
use crate::schema::PROJECTION_KINDS;
use crate::table::{Col, Table};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::school::Part;
use lungang_domain::teacher::Status;
use std::collections::{BTreeMap, BTreeSet};

/// The rows that could be understood.
#[derive(Default)]
pub(super) struct Told {
    /// Each with its row, and whether its count is sound too.
    pub rows: Vec<(Projection, usize, bool)>,
    /// Schools of which a row was left out that may state a year.
    pub doubtful: BTreeSet<SchoolIx>,
    /// Whether that school is not known either.
    pub all_doubtful: bool,
}

/// What is stated year by year: pupils or classes of a school's part.
type Series = (&'static str, SchoolIx, Part);
/// The rows of one year: the grade where one is stated, and the row.
type Year = Vec<(Option<u8>, usize)>;

/// The Chinese word of a kind.
pub(super) fn zh(kind: &'static str) -> &'static str {
    PROJECTION_KINDS.iter().find(|c| c.name == kind).map_or(kind, |c| c.zh)
}

/// Pupils and classes by school and part: every year up to the last one stated, in one way of stating it.
pub(super) fn check_series(
    table: &Table,
    cols: &Cols,
    planned: SchoolYear,
    people: People<'_>,
    told: &Told,
    findings: &mut Findings,
) {
    let mut all: BTreeMap<Series, BTreeMap<SchoolYear, Year>> = BTreeMap::new();
    for (projection, at, _) in &told.rows {
        let (series, grade) = match projection.what {
            Projected::Pupils { school, part, .. } => (("pupils", school, part), None),
            Projected::Classes { school, part, grade, .. } => (("classes", school, part), grade),
            _ => continue,
        };
        all.entry(series).or_default().entry(projection.year).or_default().push((grade, *at));
    }
    for (series, years) in &all {
        for year in years.values() {
            check_projection_classes_mixed(table, cols.grade, year, findings);
        }
        // The year that seems to lack may be the one of a row that was told already.
        if !told.all_doubtful && !told.doubtful.contains(&series.1) {
            check_projection_year_missing(table, cols.year, planned, (*series, years), people, findings);
        }
    }
}

/// A total of the part beside classes by grade: nobody can tell which of the two counts.
fn check_projection_classes_mixed(table: &Table, col: Col, year: &Year, findings: &mut Findings) {
    let total = year.iter().find(|(grade, _)| grade.is_none());
    let graded = year.iter().find(|(grade, _)| grade.is_some());
    let (Some((_, total)), Some((_, graded))) = (total, graded) else { return };
    let row = &mut Row::new(table, *total.max(graded), findings);
    let finding = Finding::error("projection-classes-mixed", row.place(col));
    row.tell(finding.with("first", table.raw.rows[*total.min(graded)].number));
}

fn check_projection_year_missing(
    table: &Table,
    col: Col,
    planned: SchoolYear,
    ((kind, school, part), years): (Series, &BTreeMap<SchoolYear, Year>),
    people: People<'_>,
    findings: &mut Findings,
) {
    let Some((last, rows)) = years.last_key_value() else { return };
    let missing: Vec<String> = (planned.0 + 1..last.0)
        .map(SchoolYear)
        .filter(|year| !years.contains_key(year))
        .map(SchoolYear::label)
        .collect();
    let (false, Some((_, at)), Some(school)) = (missing.is_empty(), rows.first(), people.schools.get(school.at()))
    else {
        return;
    };
    let row = &mut Row::new(table, *at, findings);
    let finding = Finding::error("projection-year-missing", row.place(col)).with("years", missing.join(", "));
    let finding = finding.with("kind", kind).with("kind_zh", zh(kind));
    let finding = finding.with("school", &school.name).with("last", last.label());
    row.tell(finding.with("stage", part.word()));
}

/// What happens to a teacher in one year, in the order in which it does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Return,
    Leave,
    Departure,
}

/// People by their years: nobody goes twice, comes back without having been away, or leaves while away.
pub(super) fn check_people(table: &Table, cols: &Cols, people: People<'_>, told: &Told, findings: &mut Findings) {
    let mut all: BTreeMap<TeacherIx, Vec<(SchoolYear, Event, usize)>> = BTreeMap::new();
    for (projection, at, _) in &told.rows {
        let (who, event) = match projection.what {
            Projected::Departure(who) => (who, Event::Departure),
            Projected::Leave(who) => (who, Event::Leave),
            Projected::Return(who) => (who, Event::Return),
            _ => continue,
        };
        all.entry(who).or_default().push((projection.year, event, *at));
    }
    for (who, events) in &mut all {
        events.sort_unstable();
        let Some(teacher) = people.teachers.get(who.at()) else { continue };
        let mut away = matches!(teacher.status, Status::Leave | Status::Seconded | Status::Absent);
        let mut gone: Option<(SchoolYear, usize)> = None;
        for &(year, event, at) in events.iter() {
            let row = &mut Row::new(table, at, findings);
            if let Some((since, first)) = gone {
                check_projection_after_departure(row, table, cols.teacher, &teacher.id, (since, first));
                continue;
            }
            match event {
                Event::Return => {
                    check_projection_not_on_leave(row, cols.teacher, &teacher.id, away);
                    away = false;
                }
                Event::Leave => {
                    check_projection_on_leave_already(row, cols.teacher, &teacher.id, away);
                    away = true;
                }
                Event::Departure => gone = Some((year, at)),
            }
        }
    }
}

fn check_projection_after_departure(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    teacher: &str,
    (since, first): (SchoolYear, usize),
) {
    let finding = Finding::warning("projection-after-departure", row.place(col)).with("teacher", teacher);
    row.tell(finding.with("year", since.label()).with("first", table.raw.rows[first].number));
}

fn check_projection_not_on_leave(row: &mut Row<'_>, col: Col, teacher: &str, away: bool) {
    if !away {
        let finding = Finding::warning("projection-not-on-leave", row.place(col)).with("teacher", teacher);
        row.tell(finding);
    }
}

fn check_projection_on_leave_already(row: &mut Row<'_>, col: Col, teacher: &str, away: bool) {
    if away {
        let finding = Finding::warning("projection-on-leave-already", row.place(col)).with("teacher", teacher);
        row.tell(finding);
    }
}
