//! Checks of teachers: a function a finding, named by its code.

use super::row::Row;
use super::teachers::Cols;
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::calendar::{SchoolYear, full_years};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::policy::Subject;
use lungang_domain::teacher::{Role, Status, Teacher};

/// Nobody is taken on before this age.
const YOUNGEST: i64 = 16;
/// From this age on somebody on duty should be looked at.
const OLDEST: i64 = 75;

/// The dates of a teacher, taken on the first day of the school year.
pub(super) fn check_dates(row: &mut Row<'_>, cols: &Cols, year: SchoolYear, teacher: &Teacher, joined: Option<Date>) {
    let day = year.first_day();
    if let Some(joined) = joined {
        check_joined_in_future(row, cols.joined, joined, day);
    }
    let Some(birth) = teacher.birth else { return };
    if check_born_in_future(row, cols.birth, birth, day) {
        return;
    }
    if let Some(joined) = joined {
        check_joined_too_young(row, cols.joined, birth, joined);
    }
    if teacher.status == Status::OnDuty {
        check_too_old(row, cols.birth, birth, day);
    }
    check_rural_years(row, cols.rural_years, teacher.rural_years, full_years(birth, day));
}

/// Since when somebody heads the school: whoever does, and not from a day to come.
pub(super) fn check_office(row: &mut Row<'_>, col: Col, year: SchoolYear, teacher: &Teacher) {
    let Some(since) = teacher.office_since else { return };
    let day = year.first_day();
    if !matches!(teacher.role, Role::Principal | Role::VicePrincipal) {
        let finding = Finding::warning("office-without-role", row.place(col)).with("since", since);
        row.tell(finding);
    } else if since > day {
        let finding = Finding::warning("office-in-future", row.place(col)).with("since", since).with("day", day);
        row.tell(finding);
    }
}

fn check_joined_in_future(row: &mut Row<'_>, col: Col, joined: Date, day: Date) {
    if joined > day {
        let finding = Finding::warning("joined-in-future", row.place(col)).with("joined", joined).with("day", day);
        row.tell(finding);
    }
}

fn check_born_in_future(row: &mut Row<'_>, col: Col, birth: Date, day: Date) -> bool {
    let future = birth >= day;
    if future {
        let finding = Finding::error("born-in-future", row.place(col)).with("birth", birth).with("day", day);
        row.tell(finding);
    }
    future
}

fn check_joined_too_young(row: &mut Row<'_>, col: Col, birth: Date, joined: Date) {
    if joined < birth {
        let finding = Finding::error("joined-before-born", row.place(col)).with("birth", birth);
        row.tell(finding.with("joined", joined));
        return;
    }
    let age = full_years(birth, joined);
    if age < YOUNGEST {
        let finding = Finding::error("joined-too-young", row.place(col)).with("birth", birth).with("joined", joined);
        row.tell(finding.with("age", age).with("youngest", YOUNGEST));
    }
}

fn check_too_old(row: &mut Row<'_>, col: Col, birth: Date, day: Date) {
    let age = full_years(birth, day);
    if age > OLDEST {
        let finding = Finding::warning("too-old", row.place(col)).with("birth", birth).with("age", age);
        row.tell(finding);
    }
}

fn check_rural_years(row: &mut Row<'_>, col: Col, years: u32, age: i64) {
    if i64::from(years) > (age - YOUNGEST).max(0) {
        let finding = Finding::warning("rural-years", row.place(col)).with("years", years).with("age", age);
        row.tell(finding);
    }
}

/// Backbone levels that leave open who granted them, told once of all.
pub(super) fn check_backbone_without_grade(table: &Table, open: &[(usize, String)], findings: &mut Findings) {
    if let Some((at, word)) = open.first() {
        let place = table.cell_place(*at, table.col("backbone"));
        let finding = Finding::warning("backbone-without-grade", place).with("value", word);
        findings.push(finding.with("count", open.len()));
    }
}

/// Somebody who teaches has a subject.
pub(super) fn check_no_subject(row: &mut Row<'_>, col: Col) {
    if row.has(col) {
        let finding = Finding::error("no-subject", row.place(col));
        row.tell(finding);
    }
}

/// The same subject twice in a cell.
pub(super) fn check_doubled_subject(row: &mut Row<'_>, col: Col, subject: &str) {
    let finding = Finding::warning("doubled-subject", row.place(col)).with("subject", subject);
    row.tell(finding);
}

/// Subjects taught besides, in brackets behind the main one.
pub(super) fn check_subject_besides(row: &mut Row<'_>, col: Col, word: &str) {
    let finding = Finding::warning("subject-besides", row.place(col)).with("value", word);
    row.tell(finding);
}

/// A main subject that the policy gives no posts.
pub(super) fn check_subject_without_posts(row: &mut Row<'_>, col: Col, subject: &Subject) {
    if !subject.posts {
        let finding = Finding::warning("subject-without-posts", row.place(col)).with("subject", &subject.name.zh);
        row.tell(finding.with("id", &subject.id));
    }
}
