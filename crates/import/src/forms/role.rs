//! What a teacher does at school: `党组织书记兼校长`, `教导主任`, `会计`, `语文教师`.

use super::said::{key, parted, several};
use super::vocabulary::{Entry, Form, Found};
use super::{Reading, subject, why};
use lungang_domain::teacher::Role;

const FORM: Form = Form("role");

/// What a cell of a post in a school says of a teacher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What they do.
    pub role: Role,
    /// Whether the cell says that they are in charge of a class.
    pub class_teacher: bool,
    /// Whether it is a task that teachers do beside their subject too (会计, 图书管理员): of somebody who has a subject it has to
    /// be asked.
    pub beside: bool,
}

/// A teacher's role. Of several the head's goes before all, and middle leaders (中层) are teachers.
pub fn read(cell: &str) -> Reading<Held> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let whole = one(cell);
    if !matches!(whole, Reading::Ask { why: why::UNKNOWN, .. }) {
        return whole;
    }
    let parts = parts(cell);
    if parts.len() < 2 {
        return whole;
    }
    let mut read: Vec<Held> = Vec::new();
    for part in &parts {
        match one(part) {
            Reading::Is(held) => read.push(held),
            Reading::Nothing => {}
            ask @ Reading::Ask { .. } => return ask,
        }
    }
    together(&read)
}

/// The roles of a cell, which also `兼` parts.
fn parts(cell: &str) -> Vec<String> {
    several(cell)
        .iter()
        .flat_map(|part| part.split('兼').map(|p| p.trim_start_matches(['任', '职']).to_owned()).collect::<Vec<_>>())
        .filter(|part| !key(part).is_empty())
        .collect()
}

fn together(read: &[Held]) -> Reading<Held> {
    let class_teacher = read.iter().any(|held| held.class_teacher);
    let has = |role: Role| read.iter().find(|held| held.role == role).map(|held| Held { class_teacher, ..*held });
    let head = has(Role::Principal).or_else(|| has(Role::VicePrincipal));
    match (head, has(Role::Teacher), has(Role::Administrator).or_else(|| has(Role::Support))) {
        (Some(head), ..) => Reading::Is(head),
        // A teacher who keeps the accounts, or an accountant who teaches.
        (None, Some(teacher), Some(_)) => Reading::may_be(teacher, why::TWO_WORDS),
        (None, Some(teacher), None) => Reading::Is(teacher),
        (None, None, Some(other)) => Reading::Is(other),
        (None, None, None) => Reading::Nothing,
    }
}

fn one(cell: &str) -> Reading<Held> {
    let said = parted(cell);
    match FORM.find(&said) {
        Found::Plain(entry) => entry.reading(held),
        Found::Sharper(entry, _) if said.inside.iter().all(|word| FORM.word(word).is_some()) => entry.reading(held),
        // What is not understood may say that somebody is no head any more.
        Found::Sharper(..) | Found::Remarked(..) | Found::Unclear(_, why::REMARK) => Reading::ask(why::REMARK),
        Found::Unclear(entry, why) => Reading::Ask { suggestion: held(&entry), why },
        Found::Unknown if said.inside.is_empty() && (leads_a_part(&said.word) || teaches(&said.word)) => {
            Reading::Is(Held { role: Role::Teacher, class_teacher: false, beside: false })
        }
        Found::Unknown => Reading::ask(why::UNKNOWN),
    }
}

fn held(entry: &Entry) -> Option<Held> {
    let role = entry.is.as_deref().and_then(Role::from_name)?;
    let with = entry.with.as_deref();
    Some(Held { role, class_teacher: with == Some("class-teacher"), beside: with == Some("beside") })
}

/// `教导处副主任`: who leads a part of a school is a middle leader.
fn leads_a_part(word: &str) -> bool {
    const PARTS: Form = Form("part-of-school");
    let Some(part) = word.strip_suffix("主任") else { return false };
    let part = part.strip_suffix(['副', '正']).or_else(|| part.strip_prefix(['副', '正'])).unwrap_or(part);
    [part, part.strip_suffix(['处', '室', '部', '组', '办']).unwrap_or(part), part.strip_suffix("中心").unwrap_or(part)]
        .iter()
        .any(|part| PARTS.word(part).is_some())
}

/// `语文教师`, `小学数学老师`: named by the subject.
fn teaches(word: &str) -> bool {
    let subject = word.strip_suffix("教师").or_else(|| word.strip_suffix("老师"));
    subject.is_some_and(|subject| !subject.is_empty() && matches!(subject::read(subject), Reading::Is(_)))
}
