//! Whose decision differs from what was published, and why.

use super::words;
use crate::block::{CSV, Column, Table, WORKBOOK};
use crate::difference::{decision, why};
use crate::naming::Naming;
use lungang_domain::replan::{Difference, PersonChange, Post};
use lungang_results::names;

/// A person a row. A table for machines has each decision by its ids, under the names of its columns.
pub fn changes(of: &Naming<'_>, difference: &Difference) -> Table {
    let (lang, county, policy) = (of.lang, of.county, of.policy);
    let reason = |p: &PersonChange| why(lang, county, policy, &difference.events, &p.why);
    let event = |p: &PersonChange| p.why.event().and_then(|at| difference.events.get(at)).map(|e| e.kind.name());
    let school = |post: &Option<Post>| post.as_ref().map(|p| p.school_id.clone());
    let stage = |post: &Option<Post>| post.as_ref().map(|p| p.stage.name());
    let subject = |post: &Option<Post>| post.as_ref().map(|p| p.subject.clone());
    let machine = |name: &str| Column::words(name).only(CSV);
    Table::of(&difference.people)
        .column(words(lang, "teacher-id").called(CSV, "teacher_id"), |p| &p.teacher_id)
        .column(words(lang, "name").called(CSV, "name"), |p| of.called(&p.name))
        .column(words(lang, "published").only(WORKBOOK), |p| decision(lang, policy, p.before.as_ref()))
        .column(words(lang, "from-now-on").only(WORKBOOK), |p| decision(lang, policy, p.after.as_ref()))
        .column(machine("published_school"), |p| school(&p.before))
        .column(machine("published_stage"), |p| stage(&p.before))
        .column(machine("published_subject"), |p| subject(&p.before))
        .column(machine("new_school"), |p| school(&p.after))
        .column(machine("new_stage"), |p| stage(&p.after))
        .column(machine("new_subject"), |p| subject(&p.after))
        .column(machine("reason"), |p| p.why.name())
        .column(machine("event"), |p| event(p))
        .column(words(lang, "why").called(CSV, "words"), |p| reason(p))
        .table()
        .titled(WORKBOOK, names::word(lang, "sheet.changes"))
        .fit(2, 60)
}
