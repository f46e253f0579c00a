//! What the tables and a plan say of one teacher.

use super::county::reasons;
use crate::block::{Cell, Column, Layout, PAGE, Table};
use crate::naming::Naming;
use crate::pages::{people, words};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::calendar::full_years;
use lungang_domain::county::County;
use lungang_domain::document::PlanDocument;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// What the tables say of a teacher, and the verdict with all that speaks against it.
pub fn facts(county: &County, policy: &Policy, who: &Eligibility, at: TeacherIx, lang: Lang) -> String {
    let naming = Naming::new(lang, county, policy);
    let teacher = county.teacher(at);
    let mut sheet = Sheet::new(lang);
    let against = reasons(policy, who.of(at), lang);
    sheet.section_called("verdict", word(lang, "person.verdict"));
    let (sign, key) = if against.is_empty() { ("✓", "eligible") } else { ("✗", "not-eligible") };
    sheet.paragraph(&format!("{sign} {}", word(lang, &format!("person.{key}"))));
    if !against.is_empty() {
        sheet.list(&against);
    }
    sheet.section_called("facts", word(lang, "person.facts"));
    let header = |key: &str| names::word(lang, &format!("col.{key}"));
    let value = |section: &str, value: Option<String>| value.map(|v| say(lang, &format!("{section}.{v}"), &[]));
    let rows: Vec<(String, Cell)> = vec![
        (header("teacher-id"), Cell::from(&teacher.id)),
        (header("name"), naming.name(at)),
        (header("sex"), teacher.sex.map(|sex| names::sex(lang, sex)).into()),
        (header("age"), people::age(&naming, at).into()),
        (header("school"), naming.school(teacher.school).into()),
        (header("stage"), names::stage(lang, teacher.part).into()),
        (header("subjects"), Cell::stated(people::subjects(&naming, at))),
        (header("title"), names::title(lang, teacher.title).into()),
        (header("backbone"), names::backbone(lang, policy, teacher.backbone).into()),
        (header("role"), value("role", name_of(&teacher.role)).into()),
        (header("duty"), value("duty", name_of(&teacher.status)).into()),
        (header("years-here"), full_years(teacher.joined, county.reference_day()).into()),
        (word(lang, "person.applied"), names::word(lang, if teacher.volunteer { "yes" } else { "no" }).into()),
    ];
    let table = Table::of(rows)
        .column(Column::words(word(lang, "person.item")), |(name, _)| name.clone())
        .column(words(lang, "value"), |(_, cell)| cell.clone())
        .table();
    sheet.table(&table.layout(Layout::Small));
    wishes(&mut sheet, &naming, at);
    postings(&mut sheet, &naming, at);
    sheet.fragment().html
}

/// The schools that a teacher wishes for, in order.
fn wishes(sheet: &mut Sheet, of: &Naming<'_>, at: TeacherIx) {
    let Some(wishes) = of.county.wishes_of(at).filter(|wishes| !wishes.is_empty()) else { return };
    let mut ranked: Vec<_> = wishes.iter().collect();
    ranked.sort_by_key(|(_, rank)| **rank);
    let table = Table::of(ranked)
        .column(words(of.lang, "wish"), |(_, rank)| **rank)
        .column(words(of.lang, "school"), |(school, _)| of.school(**school))
        .table();
    sheet.table(&table.titled(PAGE, word(of.lang, "person.wishes")).layout(Layout::Small));
}

/// Where a teacher was sent before.
fn postings(sheet: &mut Sheet, of: &Naming<'_>, at: TeacherIx) {
    let postings = of.county.postings_of(at);
    if postings.is_empty() {
        return;
    }
    let day = |day: jiff::civil::Date| Cell::Day(day.year(), day.month(), day.day());
    let table = Table::of(postings)
        .column(words(of.lang, "from-school"), |p| of.school(p.from))
        .column(words(of.lang, "to-school"), |p| of.school(p.to))
        .column(words(of.lang, "start"), |p| day(p.start))
        .column(words(of.lang, "end"), |p| day(p.end))
        .table();
    sheet.table(&table.titled(PAGE, word(of.lang, "person.postings")));
}

/// The name under which a value stands in tables and words.
fn name_of(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// What a plan decides on a teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Moves.
    Moves,
    /// Stays and teaches another subject.
    Retasked,
    /// Stays.
    Stays,
}

/// What a plan decides on a teacher, and why, in sentences.
pub fn decision(
    document: &PlanDocument,
    county: &County,
    policy: &Policy,
    teacher: &str,
    lang: Lang,
) -> (Decision, Vec<String>) {
    let naming = Naming::new(lang, county, policy);
    if let Some(m) = document.moves.iter().find(|m| m.teacher_id == teacher) {
        let args = [
            ("from", naming.school_of(&m.from_school)),
            ("to", naming.school_of(&m.to_school)),
            ("stage", names::stage(lang, m.stage)),
            ("subject", names::subject_of_id(lang, policy, &m.subject)),
            ("start", m.start.clone()),
            ("end", m.end.clone()),
        ];
        let mut said = vec![sentence(lang, "person.moves", &args)];
        said.extend(m.distance_km.map(|km| sentence(lang, "person.km", &[("km", format!("{km:.1}"))])));
        said.extend(m.because.iter().map(|b| match b.clause.as_str() {
            "" => b.words.clone(),
            clause => say(lang, "explain.resting", &[("words", &b.words), ("clause", clause)]),
        }));
        return (Decision::Moves, said);
    }
    if let Some(r) = document.retasks.iter().find(|r| r.teacher_id == teacher) {
        let subject = |id: &str| names::subject_of_id(lang, policy, id);
        let args = [("from", subject(&r.from)), ("to", subject(&r.to))];
        return (Decision::Retasked, vec![sentence(lang, "person.retasked", &args)]);
    }
    (Decision::Stays, vec![word(lang, "person.stays")])
}
