//! Teachers with the verdict on each: who may be asked to move, and what speaks against the others.

use super::words;
use crate::block::{Cell, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::id::TeacherIx;
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
