//! The published table → what was published before the plan is made again.
//!
//! A row may name a teacher, a school or a subject that the county no longer has: its move cannot be made, and counts as a
//! change whatever is decided.

use super::row::Row;
use super::{Context, People};
use crate::names::Named;
use crate::schema::PUBLISHED;
use crate::table::{Col, Table};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::published::{Decided, Decision, Departed, Published};
use lungang_domain::school::Part;
use std::collections::BTreeMap;

/// What a row says, by its words: they may name somebody or something that is gone.
#[derive(Default)]
pub(crate) struct PublishedDraft {
    /// Who.
    pub teacher: Option<String>,
    /// Where.
    pub school: Option<String>,
    /// In which subject.
    pub subject: Option<String>,
    /// In which stage.
    pub part: Option<Part>,
    /// Whether it was set by hand.
    pub edited: bool,
}

/// Reads the table; `at_most` is what `county.toml` allows.
pub(super) fn read(
    table: &Table,
    cx: &Context<'_>,
    people: People<'_>,
    at_most: Option<u32>,
    findings: &mut Findings,
) -> Published {
    let [teacher, school] = table.cols(["teacher_id", "school_id"]);
    let [teacher_name, school_name] = table.cols(["teacher_name", "school_name"]);
    let mut published = Published { at_most, ..Published::default() };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let draft: PublishedDraft = PUBLISHED.read_all(row, cx.against(people));
        let PublishedDraft { teacher: Some(typed), school: to, subject: taught, part, edited } = draft else {
            continue;
        };
        let named = cx.named_teacher(row, teacher, &typed);
        if matches!(named, Named::Several(_)) {
            continue;
        }
        let named = named.one().map(TeacherIx::new);
        cx.check_teacher_name(row, teacher_name, named);
        let id = named.map_or(typed, |who| cx.teacher_names.id(who.at()).to_owned());
        if check_doubled_published(row, table, teacher, &id, &mut seen) {
            continue;
        }
        let school_word = to.clone().unwrap_or_default();
        let subject_word = taught.clone().unwrap_or_default();
        let Some(who) = named else {
            // Where no teacher at all is known, the cause was told with their table.
            if !cx.teacher_ids.is_empty() {
                check_departed(row, teacher, &id);
            }
            published.departed.push(Departed { teacher_id: id, school: school_word, subject: subject_word, edited });
            continue;
        };
        let decided = match to.as_deref() {
            None => Decided::Stays,
            Some(word) => {
                let subject = match &taught {
                    Some(word) => cx.words.subjects.get(word),
                    None => people.teachers.get(who.at()).and_then(|t| t.main_subject()),
                };
                let part = part.or_else(|| people.teachers.get(who.at()).map(|t| t.part));
                let school_ix = cx.named_school(row, school, word).one().map(SchoolIx::new);
                cx.check_school_name(row, school_name, school_ix);
                match (school_ix, part, subject) {
                    (Some(to), Some(part), Some(subject)) => Decided::Moves { to, part, subject },
                    _ => Decided::Lost { school: school_word, subject: subject_word },
                }
            }
        };
        let unknown = taught.is_none() && cx.doubts.subjects.contains(&who);
        if !cx.school_ids.is_empty() && !unknown {
            check_lost_post(row, school, &decided);
        }
        published.decisions.push(Decision { teacher: who, decided, edited });
    }
    published
}

fn check_doubled_published(
    row: &mut Row<'_>,
    table: &Table,
    col: Col,
    id: &str,
    seen: &mut BTreeMap<String, usize>,
) -> bool {
    let Some(first) = seen.insert(id.to_owned(), row.at) else { return false };
    seen.insert(id.to_owned(), first);
    let finding = Finding::error("doubled-published", row.place(col)).with("id", id);
    row.tell(finding.with("first", table.raw.rows[first].number));
    true
}

fn check_departed(row: &mut Row<'_>, col: Col, id: &str) {
    let finding = Finding::warning("published-departed", row.place(col)).with("id", id);
    row.tell(finding);
}

fn check_lost_post(row: &mut Row<'_>, col: Col, decided: &Decided) {
    if let Decided::Lost { school, subject } = decided {
        let finding = Finding::warning("published-lost", row.place(col)).with("school", school);
        row.tell(finding.with("subject", subject));
    }
}
