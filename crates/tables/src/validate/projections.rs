//! The projections table → what is foreseen for later years.
//!
//! A row's kind says which of its cells are read. Rows are judged one by one here, and together in
//! [`super::projection_checks`].

use super::projection_checks::{self as checks, Told};
use super::row::Row;
use super::teachers::check_missing_stage;
use super::{Context, People};
use crate::schema::PROJECTIONS;
use crate::table::{Col, Table};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::NeedRow;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::school::{Part, School};
use std::collections::BTreeMap;

/// Most classes of a part and of one grade, as in the schools table.
const MAX_CLASSES: (i64, i64) = (600, 199);
/// Most teachers who begin at a school in one year.
const MAX_RECRUITS: i64 = 500;

/// The columns of the table.
pub(super) struct Cols {
    pub year: Col,
    pub kind: Col,
    pub school: Col,
    pub stage: Col,
    pub grade: Col,
    pub subject: Col,
    pub teacher: Col,
    pub count: Col,
}

/// Where a row about a school stands.
#[derive(Clone, Copy)]
struct Seat {
    school: SchoolIx,
    part: Part,
    grade: Option<u8>,
}

/// What a row says of itself; its kind says which of its other cells are read.
#[derive(Default)]
pub(crate) struct ProjectionDraft {
    /// From when on.
    pub year: Option<SchoolYear>,
    /// What is foreseen.
    pub kind: Option<&'static str>,
}

/// Reads the table.
pub(super) fn read(
    table: &Table,
    cx: &Context<'_>,
    people: People<'_>,
    needs: &[NeedRow],
    findings: &mut Findings,
) -> Vec<Projection> {
    let [year, kind, school, stage] = table.cols(["school_year", "kind", "school_id", "stage"]);
    let [grade, subject, teacher, count] = table.cols(["grade", "subject", "teacher_id", "count"]);
    let cols = Cols { year, kind, school, stage, grade, subject, teacher, count };
    let [first, rest, _] = PROJECTIONS.order(&["school_year"], &[]);
    let mut told = Told::default();
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (against, mut draft) = (cx.against(people), ProjectionDraft::default());
        PROJECTIONS.read(&first, row, against, &mut draft);
        let year = draft.year.filter(|y| check_projection_not_later(row, cols.year, *y, cx.year));
        PROJECTIONS.read(&rest, row, against, &mut draft);
        let asked = draft.kind;
        let reader = Reader { cols: &cols, cx, people, needs };
        let read = asked.and_then(|kind| reader.what(row, kind));
        let (Some((what, sound)), Some(year)) = (read, year) else {
            reader.doubt(row, asked, &mut told);
            continue;
        };
        let projection = Projection { year, what };
        if !check_doubled_projection(row, table, cols.kind, projection, &mut seen) {
            told.rows.push((projection, at, sound));
        }
    }
    checks::check_series(table, &cols, cx.year, people, &told, findings);
    checks::check_people(table, &cols, people, &told, findings);
    told.rows.into_iter().filter(|(.., sound)| *sound).map(|(projection, ..)| projection).collect()
}

/// What a row is read against.
struct Reader<'a> {
    cols: &'a Cols,
    cx: &'a Context<'a>,
    people: People<'a>,
    needs: &'a [NeedRow],
}

impl Reader<'_> {
    /// What the row foresees, and whether its count is sound too; nothing where it is not known of whom or what.
    fn what(&self, row: &mut Row<'_>, kind: &'static str) -> Option<(Projected, bool)> {
        let cols = self.cols;
        let (school, subject, teacher) = match kind {
            "pupils" | "classes" => (true, false, false),
            "recruits" => (true, true, false),
            _ => (false, false, true),
        };
        let read = [
            (cols.school, school),
            (cols.stage, school),
            (cols.grade, kind == "classes"),
            (cols.subject, subject),
            (cols.teacher, teacher),
            (cols.count, school),
        ];
        for (col, _) in read.iter().filter(|(_, read)| !read) {
            check_projection_cell_unused(row, *col, kind);
        }
        let needed = [(cols.school, school), (cols.subject, subject), (cols.teacher, teacher), (cols.count, school)];
        for (col, needed) in needed {
            if needed && row.is_empty(col) {
                check_projection_lacks(row, col, kind);
            }
        }
        if teacher {
            return self.person(row, kind).map(|what| (what, true));
        }
        let taught = if subject { row.word(cols.subject, &self.cx.words.subjects, "unknown-subject") } else { None };
        let seat = self.seat(row, kind == "classes");
        let max = match (kind, seat.and_then(|s| s.grade)) {
            ("classes", None) => MAX_CLASSES.0,
            ("classes", Some(_)) => MAX_CLASSES.1,
            ("recruits", _) => MAX_RECRUITS,
            _ => i64::MAX,
        };
        let number = row.int(cols.count).and_then(|n| row.check_range(cols.count, n, (0, max), n.to_string()));
        let number = number.and_then(|n| u32::try_from(n).ok());
        let Seat { school, part, grade } = seat?;
        // A row whose count alone is wrong still says that the year is stated.
        let count = number.unwrap_or(0);
        let what = match kind {
            "pupils" => Projected::Pupils { school, part, count },
            "classes" => Projected::Classes { school, part, grade, count },
            _ => {
                let subject = taught?;
                self.check_projection_subject_not_taught(row, school, part, subject);
                Projected::Recruits { school, part, subject, count }
            }
        };
        Some((what, number.is_some()))
    }

    /// Notes of which school a row that was left out may state a year.
    fn doubt(&self, row: &Row<'_>, kind: Option<&str>, told: &mut Told) {
        let col = self.cols.school;
        let of_a_school = kind.map_or(!row.is_empty(col), |kind| matches!(kind, "pupils" | "classes"));
        match self.cx.find_school(&row.shown(col)) {
            _ if !of_a_school => {}
            Some(school) => told.doubtful.extend([school]),
            None => told.all_doubtful = true,
        }
    }

    fn person(&self, row: &mut Row<'_>, kind: &str) -> Option<Projected> {
        let who: TeacherIx = self.cx.teacher(row, self.cols.teacher)?;
        Some(match kind {
            "departure" => Projected::Departure(who),
            "leave" => Projected::Leave(who),
            _ => Projected::Return(who),
        })
    }

    /// School, stage and grade; a grade says the stage of a nine-year school where the row does not.
    fn seat(&self, row: &mut Row<'_>, by_grade: bool) -> Option<Seat> {
        let cols = self.cols;
        let school_ix = self.cx.school(row, cols.school);
        let word = row.choice(cols.stage);
        let number = if by_grade { row.count(cols.grade).and_then(|g| u8::try_from(g).ok()) } else { None };
        let school_ix = school_ix?;
        let school = self.cx.staged(self.people.schools, school_ix)?;
        let unreadable = |row: &Row<'_>, col, nothing: bool| nothing && !row.is_empty(col);
        if unreadable(row, cols.stage, word.is_none()) || by_grade && unreadable(row, cols.grade, number.is_none()) {
            return None;
        }
        let part = match (word.and_then(Part::from_name), school.parts(), number) {
            (Some(part), ..) => part,
            (None, [only], _) => *only,
            (None, _, Some(grade)) => Part::ALL.into_iter().find(|p| holds(*p, grade))?,
            (None, _, None) => {
                check_missing_stage(row, cols.stage, school);
                return None;
            }
        };
        let inside = check_projection_outside_stage(row, cols.stage, part, school)
            && check_projection_outside_grade(row, cols.grade, part, number);
        inside.then_some(Seat { school: school_ix, part, grade: number })
    }

    /// Recruits of a subject that no class of the school's part has in its timetable and no row of the needs asks for.
    fn check_projection_subject_not_taught(&self, row: &mut Row<'_>, school: SchoolIx, part: Part, subject: SubjectIx) {
        let (spec, there) = (&self.cx.policy.subjects[subject.at()], &self.people.schools[school.at()]);
        let weekly = spec.weekly.as_ref().map_or([0; 9], |w| w.value);
        // A part without classes yet may have any of its grades later.
        let open = |grade: &usize| there.classes[*grade] > 0 || there.classes_of(part) == 0;
        let timetabled = spec.posts && part.grades().filter(open).any(|grade| weekly[grade] > 0);
        let asked = self.needs.iter().any(|n| (n.school, n.part, n.subject) == (school, part, subject));
        if !timetabled && !asked {
            let col = self.cols.subject;
            let finding = Finding::warning("projection-subject-not-taught", row.place(col)).with("subject", &spec.id);
            let finding = finding.with("subject_zh", &spec.name.zh).with("school", &there.name);
            row.tell(finding.with("stage", part.word()));
        }
    }
}

/// Whether the part has the grade, 1 to 9.
fn holds(part: Part, grade: u8) -> bool {
    part.grades().contains(&usize::from(grade).wrapping_sub(1))
}

fn check_projection_not_later(row: &mut Row<'_>, col: Col, year: SchoolYear, planned: SchoolYear) -> bool {
    let later = year > planned;
    if !later {
        let finding = Finding::error("projection-not-later", row.place(col)).with("year", year.label());
        row.tell(finding.with("planned", planned.label()));
    }
    later
}

fn check_projection_lacks(row: &mut Row<'_>, col: Col, kind: &'static str) {
    let (name, zh) = row.names(col);
    let finding = Finding::error("projection-lacks", row.place(col)).with("column", name).with("column_zh", zh);
    row.tell(finding.with("kind", kind).with("kind_zh", checks::zh(kind)));
}

fn check_projection_cell_unused(row: &mut Row<'_>, col: Col, kind: &'static str) {
    if !row.is_empty(col) {
        let (name, zh) = row.names(col);
        let finding = Finding::warning("projection-cell-unused", row.place(col)).with("column", name);
        let finding = finding.with("column_zh", zh).with("value", row.shown(col));
        row.tell(finding.with("kind", kind).with("kind_zh", checks::zh(kind)));
    }
}

fn check_projection_outside_stage(row: &mut Row<'_>, col: Col, part: Part, school: &School) -> bool {
    let inside = school.parts().contains(&part);
    if !inside {
        let finding = Finding::error("projection-outside-stage", row.place(col)).with("stage", part.word());
        row.tell(finding.with("school", &school.name));
    }
    inside
}

fn check_projection_outside_grade(row: &mut Row<'_>, col: Col, part: Part, grade: Option<u8>) -> bool {
    let Some(grade) = grade.filter(|g| !holds(part, *g)) else { return true };
    let finding = Finding::error("projection-outside-grade", row.place(col)).with("grade", grade);
    row.tell(finding.with("stage", part.word()));
    false
}

/// The same said twice, whether with the same count or another.
fn check_doubled_projection(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    projection: Projection,
    seen: &mut BTreeMap<Projection, usize>,
) -> bool {
    let mut key = projection;
    match &mut key.what {
        Projected::Pupils { count, .. } | Projected::Classes { count, .. } | Projected::Recruits { count, .. } => {
            *count = 0;
        }
        Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => {}
    }
    let first = *seen.entry(key).or_insert(row.at);
    if first != row.at {
        let finding = Finding::error("doubled-projection", row.place(col));
        row.tell(finding.with("first", table.raw.rows[first].number));
    }
    first != row.at
}
