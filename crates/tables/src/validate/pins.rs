//! The pins table → decisions made by hand.

use super::row::Row;
use super::{Context, People};
use crate::names::Directory;
use crate::pin_flag::FLAG;
use crate::schema::PINS;
use crate::table::{Col, Table, Tables};
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::School;
use lungang_domain::teacher::Teacher;
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct PinDraft {
    /// Who.
    pub teacher: Option<TeacherIx>,
    /// What is asked.
    pub kind: Option<PinKind>,
    /// Where.
    pub school: Option<SchoolIx>,
    /// In which subject.
    pub subject: Option<SubjectIx>,
    /// Why, in the office's words.
    pub reason: Option<String>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, people: People<'_>, findings: &mut Findings) -> Vec<Pin> {
    let [kind, school, subject] = table.cols(["kind", "school_id", "subject"]);
    let [teacher_name, school_name] = table.cols(["teacher_name", "school_name"]);
    let [first, rest, _] = PINS.order(&["teacher_id", "kind", "school_id"], &[]);
    let mut pins: Vec<Pin> = Vec::with_capacity(table.len());
    let mut by_teacher: BTreeMap<TeacherIx, Vec<(usize, usize)>> = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (against, mut draft) = (cx.against(people), PinDraft::default());
        PINS.read(&first, row, against, &mut draft);
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        cx.check_school_name(row, school_name, draft.school);
        PINS.read(&rest, row, against, &mut draft);
        let PinDraft { teacher: Some(who), kind: Some(asked), school: to, subject: subject_ix, reason } = draft else {
            continue;
        };
        if asked == PinKind::Post {
            if row.is_empty(school) {
                check_pin_without_school(row, school);
            }
            if let (Some(t), Some(to)) = (people.teachers.get(who.at()), to) {
                check_pin_to_own_school(row, school, t, to);
                // Their stage may follow from that of their school.
                if cx.staged(people.schools, t.school).is_some() {
                    check_pin_wrong_stage(row, school, t, cx.staged(people.schools, to));
                }
                if !cx.doubts.subjects.contains(&who) {
                    check_pin_wrong_subject(row, subject, t, subject_ix, cx.policy);
                }
            }
        }
        by_teacher.entry(who).or_default().push((pins.len(), at));
        let reason = reason.unwrap_or_default();
        pins.push(Pin { teacher: who, kind: asked, school: to, subject: subject_ix, reason });
    }
    for list in by_teacher.values().filter(|l| l.len() > 1) {
        for (n, (pin, row_at)) in list.iter().enumerate() {
            let clash = list[..n].iter().find(|(earlier, _)| clashes(&pins[*earlier], &pins[*pin]));
            if let Some((_, first)) = clash {
                check_contradictory_pins(&mut Row::new(table, *row_at, findings), table, kind, *first);
            }
        }
    }
    pins
}

/// Where the pins of a county stand: their rows in the table, or the command line.
pub struct PinPlaces {
    rows: BTreeMap<(TeacherIx, PinKind, Option<SchoolIx>), Place>,
    /// The table, for a pin of which no row is known.
    table: Place,
    typed: Place,
}

impl PinPlaces {
    /// Of the tables that a county was made of.
    pub fn of(tables: &Tables, county: &County) -> PinPlaces {
        let (schools, teachers) = (Directory::schools(county), Directory::teachers(county));
        let place = |table: Option<&Table>| table.map(Table::place).unwrap_or_default();
        let table = tables.table("pins");
        let mut rows = BTreeMap::new();
        // What is wrong with a cell was told when it was read.
        let mut told = Findings::default();
        for (table, at) in table.into_iter().flat_map(|table| (0..table.len()).map(move |at| (table, at))) {
            let [teacher, kind, school] = table.cols(["teacher_id", "kind", "school_id"]);
            let row = &mut Row::new(table, at, &mut told);
            let who = row.id(teacher).and_then(|word| teachers.find(&word).one());
            let Some((who, asked)) = who.zip(row.choice(kind).and_then(PinKind::from_name)) else { continue };
            let to = row.id(school).and_then(|word| schools.find(&word).one()).map(SchoolIx::new);
            rows.entry((TeacherIx::new(who), asked, to)).or_insert_with(|| row.place(teacher));
        }
        PinPlaces { rows, table: place(table), typed: place(tables.pins.as_ref()) }
    }

    /// The place of a pin.
    pub fn place(&self, pin: &Pin) -> Place {
        let row = self.rows.get(&(pin.teacher, pin.kind, pin.school));
        if pin.reason == FLAG { &self.typed } else { row.unwrap_or(&self.table) }.clone()
    }
}

/// Whether no plan can keep both.
fn clashes(a: &Pin, b: &Pin) -> bool {
    use PinKind::*;
    match (a.kind, b.kind) {
        (Post, Post) => {
            let subjects_differ = a.subject.is_some() && b.subject.is_some() && a.subject != b.subject;
            a.school != b.school || subjects_differ
        }
        (Stay, Post | Leave) | (Post | Leave, Stay) => true,
        (Post, Forbid) => forbids(b, a),
        (Forbid, Post) => forbids(a, b),
        (Leave, Forbid) => b.school.is_none() && b.subject.is_none(),
        (Forbid, Leave) => a.school.is_none() && a.subject.is_none(),
        (Forbid, Forbid | Stay) | (Stay, Forbid | Stay) | (Leave, Leave | Post) | (Post, Leave) => false,
    }
}

/// Whether a ban covers a post: an empty school or subject of a ban means all of them.
fn forbids(ban: &Pin, post: &Pin) -> bool {
    (ban.school.is_none() || ban.school == post.school) && (ban.subject.is_none() || ban.subject == post.subject)
}

/// Tells pins of the command line that no plan can keep beside one of the table.
pub(super) fn check_flags_contradict(
    flags: &Table,
    typed: &[Pin],
    standing: &[Pin],
    teachers: &[Teacher],
    findings: &mut Findings,
) {
    for pin in typed.iter().filter(|pin| standing.iter().any(|s| s.teacher == pin.teacher && clashes(s, pin))) {
        let teacher = teachers.get(pin.teacher.at()).map_or("", |t| t.id.as_str());
        findings.push(Finding::error("pin-contradicts-table", flags.place()).with("teacher", teacher));
    }
}

fn check_contradictory_pins(row: &mut Row<'_>, table: &Table, col: Col, first: usize) {
    let finding = Finding::error("contradictory-pins", row.place(col));
    row.tell(finding.with("first", table.raw.rows[first].number));
}

fn check_pin_without_school(row: &mut Row<'_>, col: Col) {
    let finding = Finding::error("pin-without-school", row.place(col));
    row.tell(finding);
}

fn check_pin_to_own_school(row: &mut Row<'_>, col: Col, teacher: &Teacher, to: SchoolIx) {
    if teacher.school == to {
        let finding = Finding::error("pin-to-own-school", row.place(col)).with("teacher", &teacher.id);
        row.tell(finding);
    }
}

fn check_pin_wrong_stage(row: &mut Row<'_>, col: Col, teacher: &Teacher, to: Option<&School>) {
    if let Some(to) = to.filter(|s| !s.parts().contains(&teacher.part)) {
        let finding = Finding::error("pin-wrong-stage", row.place(col)).with("school", &to.name);
        row.tell(finding.with("stage", teacher.part.word()));
    }
}

fn check_pin_wrong_subject(
    row: &mut Row<'_>,
    col: Col,
    teacher: &Teacher,
    subject: Option<SubjectIx>,
    policy: &Policy,
) {
    if let Some(subject) = subject.filter(|s| !teacher.subjects.contains(s)) {
        let theirs: Vec<&str> = teacher.subjects.iter().map(|s| policy.subject_id(*s)).collect();
        let name = |s: &SubjectIx| policy.subjects[s.at()].name.zh.as_str();
        let zh: Vec<&str> = teacher.subjects.iter().map(name).collect();
        let finding = Finding::error("pin-wrong-subject", row.place(col)).with("subject", policy.subject_id(subject));
        row.tell(
            finding
                .with("teacher", &teacher.id)
                .with("subjects", theirs.join(";"))
                .with("subject_zh", name(&subject))
                .with("subjects_zh", zh.join("、")),
        );
    }
}
