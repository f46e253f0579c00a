//! The postings table → past and running exchanges.

use super::row::Row;
use super::teachers::NOWHERE;
use super::{Context, People};
use crate::raw::Cell;
use crate::schema::POSTINGS;
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::county::Posting;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct PostingDraft {
    /// Who.
    pub teacher: Option<TeacherIx>,
    /// From where.
    pub from: Option<SchoolIx>,
    /// Where to.
    pub to: Option<SchoolIx>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Subject taught there.
    pub subject: Option<SubjectIx>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<Posting> {
    let [from, to, start, end] = table.cols(["from_school", "to_school", "start", "end"]);
    let [teacher_name, from_name, to_name] = table.cols(["teacher_name", "from_name", "to_name"]);
    let [ends, rest, taught] = POSTINGS.order(&["teacher_id", "from_school", "to_school"], &["subject"]);
    let mut postings = Vec::with_capacity(table.len());
    let mut by_teacher: BTreeMap<TeacherIx, Vec<(Date, Date, usize)>> = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (against, mut draft) = (cx.against(people), PostingDraft::default());
        POSTINGS.read(&ends, row, against, &mut draft);
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        cx.check_school_name(row, from_name, draft.from);
        cx.check_school_name(row, to_name, draft.to);
        POSTINGS.read(&rest, row, against, &mut draft);
        check_end_on_a_first(row, table, end);
        POSTINGS.read(&taught, row, against, &mut draft);
        let PostingDraft {
            teacher: Some(who),
            from: Some(a),
            to: Some(b),
            start: Some(first),
            end: Some(last),
            subject,
        } = draft
        else {
            continue;
        };
        let posting = Posting { teacher: who, from: a, to: b, start: first, end: last, subject };
        if check_end_before_start(row, end, &posting) {
            continue;
        }
        check_posting_to_itself(row, to, &posting);
        let day = cx.year.first_day();
        let running = first <= day && day <= last;
        let elsewhere = people.teachers.get(who.at()).is_some_and(|t| t.school != a && t.school != NOWHERE);
        check_posting_from_elsewhere(row, from, running && elsewhere);
        by_teacher.entry(who).or_default().push((first, last, at));
        postings.push(posting);
    }
    for list in by_teacher.values_mut() {
        list.sort_unstable();
        for pair in list.windows(2) {
            let ((_, last, earlier), (first, _, later)) = (pair[0], pair[1]);
            if first <= last {
                check_overlapping_postings(&mut Row::new(table, later, findings), table, start, earlier);
            }
        }
    }
    postings
}

/// A month that is typed into a workbook becomes its first day: an end there may mean the last.
fn check_end_on_a_first(row: &mut Row<'_>, table: &Table, col: Col) {
    if let (true, Cell::Date(day)) = (table.raw.excel, table.cell(row.at, col))
        && day.day() == 1
    {
        let finding = Finding::warning("end-on-a-first", row.place(col)).with("value", day);
        row.tell(finding.with("last", day.last_of_month()));
    }
}

fn check_end_before_start(row: &mut Row<'_>, col: Col, posting: &Posting) -> bool {
    let wrong = posting.end < posting.start;
    if wrong {
        let finding = Finding::error("end-before-start", row.place(col)).with("start", posting.start);
        row.tell(finding.with("end", posting.end));
    }
    wrong
}

fn check_posting_to_itself(row: &mut Row<'_>, col: Col, posting: &Posting) {
    if posting.from == posting.to {
        let finding = Finding::error("posting-to-itself", row.place(col));
        row.tell(finding);
    }
}

fn check_posting_from_elsewhere(row: &mut Row<'_>, col: Col, wrong: bool) {
    if wrong {
        let finding = Finding::warning("posting-from-elsewhere", row.place(col)).with("school", row.shown(col));
        row.tell(finding);
    }
}

fn check_overlapping_postings(row: &mut Row<'_>, table: &Table, col: Col, first: usize) {
    let finding = Finding::error("overlapping-postings", row.place(col));
    row.tell(finding.with("first", table.raw.rows[first].number));
}
