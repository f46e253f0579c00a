//! Teachers with the verdict on each: who may be asked to move, and what speaks against the others; who applied and is not sent.

use super::{counted, words};
use crate::block::{Cell, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Move;
use lungang_results::names;

/// Teachers with the reasons against each, in words; `reasons` gives a terminal their column.
pub fn verdicts(of: &Naming<'_>, teachers: &[(TeacherIx, Vec<String>)], reasons: bool) -> Table {
    let (lang, county, policy) = (of.lang, of.county, of.policy);
    let separator = |key: &str| names::word(lang, key);
    let teacher = |at: &TeacherIx| county.teacher(*at);
    let subjects = |at: &TeacherIx| {
        let all = teacher(at).subjects.iter().map(|k| names::subject(lang, policy, *k));
        all.collect::<Vec<_>>().join(&separator("word-separator"))
    };
    let verdict = |reasons: &[String]| names::word(lang, if reasons.is_empty() { "yes" } else { "no" });
    let book = WORKBOOK;
    Table::of(teachers)
        .column(words(lang, "teacher-id"), |(at, _)| &teacher(at).id)
        .column(words(lang, "name"), |(at, _)| of.name(*at))
        .column(words(lang, "school"), |(at, _)| of.school(teacher(at).school))
        .column(words(lang, "stage").only(book), |(at, _)| Cell::Word(names::stage(lang, teacher(at).part)))
        .column(words(lang, "subjects").only(book), |(at, _)| subjects(at))
        .column(words(lang, "eligible").only(book), |(_, reasons)| Cell::Word(verdict(reasons)))
        .column(words(lang, "reasons").only(book.and(TERMINAL.given(reasons))), |(_, reasons)| {
            reasons.join(&separator("list-separator"))
        })
        .table()
        .fit(2, 40)
}

/// Teachers who applied and are not sent (报名未安排), each with what speaks against it; where nothing does, the plan chose others.
pub fn not_sent(of: &Naming<'_>, who: &Eligibility, moves: &[Move]) -> Table {
    let (lang, county) = (of.lang, of.county);
    let sent = |at: &TeacherIx| moves.iter().any(|m| m.teacher == *at);
    let applied = county.teacher_ixs().filter(|at| county.teacher(*at).volunteer && !sent(at));
    let why = |at: TeacherIx| {
        let verdict = who.of(at);
        let against: Vec<String> = verdict.reasons.iter().map(|r| names::reason(lang, of.policy, *r)).collect();
        match against.is_empty() {
            true => names::word(lang, "applied.not-chosen"),
            false => against.join(&names::word(lang, "list-separator")),
        }
    };
    let applied: Vec<TeacherIx> = applied.collect();
    let title = counted(lang, "report.applied.not-sent", applied.len());
    Table::of(applied)
        .column(words(lang, "teacher-id"), |at| &county.teacher(*at).id)
        .column(words(lang, "name"), |at| of.name(*at))
        .column(words(lang, "school"), |at| of.school(county.teacher(*at).school))
        .column(words(lang, "reasons"), |at| why(*at))
        .table()
        .titled(TERMINAL, title.clone())
        .titled(PAGE, title)
        .fit(2, 60)
}
