//! Checks of schools: a function a finding, named by its code.

use super::Context;
use super::row::Row;
use super::schools::{Cols, Counts, SchoolDraft, grades_of};
use super::teachers::NOWHERE;
use crate::table::{Col, Table};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::SchoolIx;
use lungang_domain::policy::Staffing;
use lungang_domain::school::{School, SchoolStage};
use lungang_domain::teacher::Teacher;
use std::collections::BTreeMap;

/// From this many pupils in a class on somebody should look.
const CROWDED: u32 = 100;
/// From this many on a number is wrong.
const ABSURD: u32 = 200;

/// Pupils and classes of a row, checked against one another.
pub(super) fn check_counts(row: &mut Row<'_>, cols: &Cols, draft: &SchoolDraft, limits: &Staffing) {
    let SchoolDraft { stage, pupils, classes, .. } = draft;
    if *stage == Some(SchoolStage::NineYear) {
        check_nine_year_totals(row, cols, pupils, classes);
    }
    if let (Some(p), Some(c)) = (pupils.sum(), classes.sum()) {
        check_classes_without_pupils(row, cols, p, c);
        check_pupils_without_classes(row, cols, p, c);
        check_class_size(row, cols, p, c);
        check_large_classes(row, cols, (pupils, classes), limits);
        check_large_school(row, cols, *stage, p, limits);
    }
}

/// Pupils or classes: a total, and by grade.
pub(super) fn read_counts(row: &mut Row<'_>, total: Col, by_grade: &[Col; 9], stage: Option<SchoolStage>) -> Counts {
    let stated = by_grade.iter().any(|c| !row.is_empty(*c));
    let mut counts = Counts { total: row.count(total), grades: None };
    if stated {
        counts.grades = Some(by_grade.map(|c| row.count(c).unwrap_or(0)));
    } else if row.is_empty(total) && by_grade.iter().any(|c| row.has(*c)) {
        // The total need not be there as long as the grades are.
        if row.has(total) { row.check_empty_cell(total) } else { check_no_count(row, total) }
    }
    if let (Some(grades), Some(stage)) = (&counts.grades, stage) {
        for (at, col) in by_grade.iter().enumerate() {
            if grades[at] > 0 && !grades_of(stage).contains(&at) {
                check_grade_outside_stage(row, *col, at);
            }
        }
    }
    if let (Some(total_count), Some(grades)) = (counts.total, &counts.grades) {
        check_grade_sum(row, total, total_count, grades.iter().sum());
    }
    counts
}

fn check_no_count(row: &mut Row<'_>, col: Col) {
    let (name, zh) = row.names(col);
    let finding = Finding::error("no-count", row.place(col)).with("column", name).with("column_zh", zh);
    row.tell(finding);
}

fn check_grade_outside_stage(row: &mut Row<'_>, col: Col, grade: usize) {
    let finding = Finding::error("grade-outside-stage", row.place(col)).with("grade", grade + 1);
    let finding = finding.with("value", row.shown(col));
    row.tell(finding);
}

fn check_grade_sum(row: &mut Row<'_>, col: Col, total: u32, sum: u32) {
    if total != sum {
        let finding = Finding::error("grade-sum", row.place(col)).with("total", total).with("sum", sum);
        row.tell(finding);
    }
}

fn check_nine_year_totals(row: &mut Row<'_>, cols: &Cols, pupils: &Counts, classes: &Counts) {
    for (col, counts) in [(cols.pupils, pupils), (cols.classes, classes)] {
        if counts.grades.is_none() && counts.total.is_some_and(|t| t > 0) {
            let finding = Finding::warning("nine-year-totals", row.place(col));
            row.tell(finding);
        }
    }
}

fn check_classes_without_pupils(row: &mut Row<'_>, cols: &Cols, pupils: u32, classes: u32) {
    if pupils == 0 && classes > 0 {
        let finding = Finding::error("classes-without-pupils", row.place(cols.pupils)).with("classes", classes);
        row.tell(finding);
    }
}

fn check_pupils_without_classes(row: &mut Row<'_>, cols: &Cols, pupils: u32, classes: u32) {
    if pupils > 0 && classes == 0 {
        let finding = Finding::error("pupils-without-classes", row.place(cols.classes)).with("pupils", pupils);
        row.tell(finding);
    }
}

fn check_class_size(row: &mut Row<'_>, cols: &Cols, pupils: u32, classes: u32) {
    if classes == 0 || pupils / classes < CROWDED {
        return;
    }
    let finding = if pupils / classes >= ABSURD {
        Finding::error("absurd-class-size", row.place(cols.pupils))
    } else {
        Finding::warning("crowded-class", row.place(cols.pupils))
    };
    row.tell(finding.with("pupils", pupils).with("classes", classes).with("size", pupils / classes));
}

/// Large classes (大班额), by the average of every grade where grades are stated, else of the school.
fn check_large_classes(row: &mut Row<'_>, cols: &Cols, (pupils, classes): (&Counts, &Counts), limits: &Staffing) {
    let of_grades = |(p, c): ([u32; 9], [u32; 9])| (0..9).map(|g| (Some(g + 1), p[g], c[g])).collect::<Vec<_>>();
    let whole = || pupils.sum().zip(classes.sum()).map(|(p, c)| (None, p, c)).into_iter().collect();
    let sizes: Vec<(Option<usize>, u32, u32)> = pupils.grades.zip(classes.grades).map_or_else(whole, of_grades);
    // What is beyond that is told as a slip of the pen.
    let sizes = sizes.into_iter().filter(|(_, p, c)| *c > 0 && p / c < CROWDED);
    let very = limits.very_large_class.as_ref().map_or(CROWDED, |very| very.value);
    let (very_large, large): (Vec<_>, Vec<_>) =
        sizes.filter(|(_, p, c)| *p >= limits.large_class.value * c).partition(|(_, p, c)| *p >= very * c);
    for (code, from, found) in
        [("very-large-class", very, very_large), ("large-class", limits.large_class.value, large)]
    {
        let Some(size) = found.iter().map(|(_, p, c)| p.div_ceil(*c)).max() else { continue };
        let grades: Option<Vec<String>> = found.iter().map(|(grade, ..)| grade.map(|g| g.to_string())).collect();
        let grades = grades.map_or_else(|| "@grades.all".to_owned(), |grades| grades.join(", "));
        let finding = Finding::warning(code, row.place(cols.pupils)).with("from", from).with("size", size);
        row.tell(finding.with("grades", grades));
    }
}

fn check_large_school(row: &mut Row<'_>, cols: &Cols, stage: Option<SchoolStage>, pupils: u32, limits: &Staffing) {
    let Some(most) = &limits.large_school else { return };
    let most = if stage == Some(SchoolStage::NineYear) { most.value.nine_year } else { most.value.one_stage };
    if pupils > most {
        let finding = Finding::warning("large-school", row.place(cols.pupils));
        row.tell(finding.with("most", most).with("pupils", pupils));
    }
}

/// Checks of one row that need its whole school.
pub(super) fn check_row(row: &mut Row<'_>, cols: &Cols, school: &School, counted: bool) {
    if counted {
        check_boarding(row, cols, school);
    }
    check_beds(row, cols, school);
    check_title_posts(row, cols, school);
}

fn check_boarding(row: &mut Row<'_>, cols: &Cols, school: &School) {
    let pupils = school.pupils.primary + school.pupils.junior;
    if school.boarding > pupils {
        let finding = Finding::warning("boarding-above-pupils", row.place(cols.boarding));
        row.tell(finding.with("boarding", school.boarding).with("pupils", pupils));
    }
}

fn check_beds(row: &mut Row<'_>, cols: &Cols, school: &School) {
    let by_sex = school.beds_male.unwrap_or(0) + school.beds_female.unwrap_or(0);
    if let Some(beds) = school.beds.filter(|beds| by_sex > *beds) {
        let finding = Finding::warning("beds-by-sex", row.place(cols.beds));
        row.tell(finding.with("beds", beds).with("sum", by_sex));
    }
}

fn check_title_posts(row: &mut Row<'_>, cols: &Cols, school: &School) {
    let posts = school.posts_senior.unwrap_or(0) + school.posts_intermediate.unwrap_or(0);
    if let Some(establishment) = school.establishment.filter(|e| posts > *e) {
        let finding = Finding::warning("title-posts-above-establishment", row.place(cols.posts_senior));
        row.tell(finding.with("posts", posts).with("establishment", establishment));
    }
}

/// Whether a school's central school is another one.
pub(super) fn check_own_central_school(row: &mut Row<'_>, cols: &Cols, own: bool) -> bool {
    if own {
        // Many tables write a central school as managed by itself: harmless, and left out.
        let finding = Finding::warning("own-central-school", row.place(cols.central));
        row.tell(finding);
    }
    !own
}

/// An alliance of one school is most likely a slip of the pen.
pub(super) fn check_alliance_of_one(
    table: &Table,
    cols: &Cols,
    schools: &[School],
    rows: &[usize],
    findings: &mut Findings,
) {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, school) in schools.iter().enumerate() {
        if let Some(alliance) = &school.alliance {
            members.entry(alliance).or_default().push(at);
        }
    }
    let several: Vec<&str> = members.iter().filter(|(_, m)| m.len() > 1).map(|(a, _)| *a).collect();
    for (alliance, list) in &members {
        if let [only] = list[..] {
            let hint = lungang_domain::nearest::hint(alliance, several.iter().copied());
            let finding = Finding::warning("alliance-of-one", table.cell_place(rows[only], cols.alliance));
            findings.push(finding.with("alliance", alliance).with("hint", hint));
        }
    }
}

/// A school ten degrees or more from the county's middle lies in another province.
pub(super) fn check_far_away(table: &Table, lon: Col, schools: &[School], rows: &[usize], findings: &mut Findings) {
    let mut lons: Vec<i32> = schools.iter().filter_map(|s| s.position).map(|p| p.lon).collect();
    let mut lats: Vec<i32> = schools.iter().filter_map(|s| s.position).map(|p| p.lat).collect();
    if lons.len() < 5 {
        return;
    }
    lons.sort_unstable();
    lats.sort_unstable();
    let (middle_lon, middle_lat) = (lons[lons.len() / 2], lats[lats.len() / 2]);
    for (at, school) in schools.iter().enumerate() {
        let Some(p) = school.position else { continue };
        let far = |a: i32, b: i32| (i64::from(a) - i64::from(b)).abs() > 10_000_000;
        if far(p.lon, middle_lon) || far(p.lat, middle_lat) {
            let finding = Finding::warning("far-away", table.cell_place(rows[at], lon)).with("school", &school.name);
            findings.push(finding);
        }
    }
}

/// Staff on the roster at a school without pupils, and pupils at a school without anybody on the roster.
pub(super) fn check_staff(
    table: &Table,
    cx: &Context<'_>,
    schools: &[School],
    roster: &[Teacher],
    findings: &mut Findings,
) {
    let mut staff = vec![0u32; schools.len()];
    // Somebody whose school is not known may be at any of them.
    let placed = roster.iter().all(|teacher| teacher.school != NOWHERE) && !cx.doubts.teachers_cut;
    for teacher in roster {
        if let Some(count) = staff.get_mut(teacher.school.at()) {
            *count += 1;
        }
    }
    for (at, (school, row)) in schools.iter().zip(&cx.school_rows).enumerate().filter(|(_, (s, _))| s.public) {
        if !cx.doubts.pupils.contains(&SchoolIx::new(at)) {
            check_staff_without_pupils(table, *row, school, staff[at], findings);
        }
        if staff[at] == 0 && placed {
            check_pupils_without_staff(table, *row, school, findings);
        }
    }
}

/// The same for the head-count of a statistics table.
pub(super) fn check_reported_staff(table: &Table, cx: &Context<'_>, schools: &[School], findings: &mut Findings) {
    let counted = |at: usize, school: &School| school.public && !cx.doubts.pupils.contains(&SchoolIx::new(at));
    let rows = schools.iter().zip(&cx.school_rows).enumerate();
    for (_, (school, row)) in rows.filter(|(at, (school, _))| counted(*at, school)) {
        check_staff_without_pupils(table, *row, school, school.staff_reported.unwrap_or(0), findings);
    }
}

fn check_staff_without_pupils(table: &Table, row: usize, school: &School, staff: u32, findings: &mut Findings) {
    if staff > 0 && school.pupils.primary + school.pupils.junior == 0 {
        let place = table.cell_place(row, table.col("pupils"));
        let finding = Finding::warning("staff-without-pupils", place).with("school", &school.name);
        findings.push(finding.with("staff", staff));
    }
}

fn check_pupils_without_staff(table: &Table, row: usize, school: &School, findings: &mut Findings) {
    let pupils = school.pupils.primary + school.pupils.junior;
    if pupils > 0 {
        let place = table.cell_place(row, table.col("school_id"));
        let finding = Finding::warning("pupils-without-staff", place).with("school", &school.name);
        findings.push(finding.with("pupils", pupils));
    }
}
