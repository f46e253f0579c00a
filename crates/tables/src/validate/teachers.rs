//! The teachers table → the roster.

use super::row::Row;
use super::{Context, Ids, People, couples, teacher_checks};
use crate::cells;
use crate::raw::Cell;
use crate::schema::{TEACHERS, keys};
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::school::{Part, School};
use lungang_domain::teacher::Teacher;

/// The columns whose cells are checked against one another, or against other rows.
pub(super) struct Cols {
    pub subjects: Col,
    pub birth: Col,
    pub joined: Col,
    pub office: Col,
    pub rural_years: Col,
    pub spouse: Col,
    pub together: Col,
}

/// Stands for a school that is not known; never reaches a county.
pub(super) const NOWHERE: SchoolIx = SchoolIx(u32::MAX);

/// What a row becomes: a teacher, but for what follows from more than one cell.
pub(crate) struct TeacherDraft {
    /// The teacher; school, subjects and day of joining are those of the other fields.
    pub teacher: Teacher,
    /// The school, where it is known.
    pub school: Option<SchoolIx>,
    /// The subjects as they are stated.
    pub subjects: Subjects,
    /// When service at the school began, where it is known.
    pub joined: Option<Date>,
    /// The word for the spouse.
    pub spouse: Option<String>,
    /// The word for the backbone level where it leaves open who granted it.
    pub ungraded: Option<String>,
}

impl TeacherDraft {
    fn new(id: Option<&str>) -> TeacherDraft {
        let teacher = Teacher::new(id.unwrap_or_default(), NOWHERE, Part::Primary, Date::ZERO);
        TeacherDraft {
            teacher,
            school: None,
            subjects: Subjects::default(),
            joined: None,
            spouse: None,
            ungraded: None,
        }
    }

    /// Puts into the teacher what follows from more than one cell; whether it is known what they teach.
    fn settle(&mut self) -> bool {
        let Subjects { known, doubled, stated } = &mut self.subjects;
        let taught = known.len() + *doubled == *stated;
        self.teacher.subjects = std::mem::take(known);
        self.teacher.school = self.school.unwrap_or(NOWHERE);
        self.teacher.joined = self.joined.unwrap_or(Date::ZERO);
        taught
    }
}

/// The columns by which others are judged.
const FIRST: [&str; 6] = ["school_id", "role", "status", "subjects", "stage", "joined_school"];

/// Reads the table; a row with an id always gives a teacher, so that others can refer to it.
pub(super) fn read(table: &Table, cx: &mut Context<'_>, schools: &[School], findings: &mut Findings) -> Vec<Teacher> {
    let [subjects, birth, joined, office, rural_years, spouse, together] =
        table.cols(["subjects", "birth_date", "joined_school", "office_since", "rural_years", "spouse_id", "together"]);
    let cols = Cols { subjects, birth, joined, office, rural_years, spouse, together };
    let [first, rest, last] = TEACHERS.order(&FIRST, &["spouse_id"]);
    let mut ids = Ids::new(table.col("teacher_id"));
    let mut teachers = Vec::with_capacity(table.len());
    let mut rows = Vec::with_capacity(table.len());
    let mut spouses = Vec::with_capacity(table.len());
    let mut ungraded = Vec::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let id = ids.check_doubled_id(row, table);
        let mut draft = TeacherDraft::new(id.as_deref());
        let against = cx.against(People { schools, teachers: &[] });
        TEACHERS.read(&first, row, against, &mut draft);
        TEACHERS.read(&rest, row, against, &mut draft);
        let taught = draft.settle() && row.has(cols.subjects);
        check_teacher(row, &cols, cx, &draft);
        TEACHERS.read(&last, row, against, &mut draft);
        ungraded.extend(draft.ungraded.take().map(|word| (at, word)));
        if id.is_some() {
            cx.doubts.subjects.extend((!taught).then_some(TeacherIx::new(teachers.len())));
            teachers.push(draft.teacher);
            rows.push(at);
            spouses.push(draft.spouse);
        }
    }
    teacher_checks::check_backbone_without_grade(table, &ungraded, findings);
    couples::join(table, &cols, &mut teachers, &rows, &spouses, findings);
    teachers
}

/// Checks of a teacher as a whole.
fn check_teacher(row: &mut Row<'_>, cols: &Cols, cx: &Context<'_>, draft: &TeacherDraft) {
    let teacher = &draft.teacher;
    teacher_checks::check_office(row, cols.office, cx.year, teacher);
    teacher_checks::check_dates(row, cols, cx.year, teacher, draft.joined);
    if teacher.teaches() && draft.subjects.stated == 0 {
        teacher_checks::check_no_subject(row, cols.subjects);
    }
    if let (true, Some(main)) = (teacher.teaches(), teacher.main_subject()) {
        teacher_checks::check_subject_without_posts(row, cols.subjects, &cx.policy.subjects[main.at()]);
    }
}

/// The subjects of a cell.
#[derive(Default)]
pub(crate) struct Subjects {
    known: Vec<SubjectIx>,
    doubled: usize,
    stated: usize,
}

/// Words in a list that mean there is nothing to list.
fn means_none(word: &str) -> bool {
    matches!(word, "无" | "-" | "—" | "none" | "否" | "没有" | "/")
}

pub(super) fn subjects(row: &mut Row<'_>, col: Col, cx: &Context<'_>) -> Subjects {
    let mut subjects = Subjects { known: Vec::new(), doubled: 0, stated: 0 };
    // A subject's own name may hold a sign that parts lists.
    let whole = cx.words.subjects.get(&row.shown(col));
    let words = if whole.is_some() { vec![row.shown(col)] } else { row.list(col) };
    for word in words.iter().filter(|w| !means_none(w)) {
        subjects.stated += 1;
        match cx.words.subjects.get(word) {
            Some(subject) if subjects.known.contains(&subject) => {
                subjects.doubled += 1;
                teacher_checks::check_doubled_subject(row, col, word);
            }
            Some(subject) => subjects.known.push(subject),
            None => match with_others(word, cx) {
                Some(all) => {
                    teacher_checks::check_subject_besides(row, col, word);
                    for subject in all {
                        if !subjects.known.contains(&subject) {
                            subjects.known.push(subject);
                        }
                    }
                }
                None => row.unknown_word(col, word, &cx.words.subjects, "unknown-subject"),
            },
        }
    }
    subjects
}

/// `语文（兼音乐、美术）`: a subject, and in brackets those that are taught besides; `None` for anything else.
fn with_others(word: &str, cx: &Context<'_>) -> Option<Vec<SubjectIx>> {
    let (main, others) = keys::remarks(word)?;
    let mut all = vec![cx.words.subjects.get(&main)?];
    for remark in others {
        let besides = BESIDES.iter().find_map(|b| remark.strip_prefix(b))?;
        for other in cells::list(&Cell::Text(besides.to_owned())) {
            all.push(cx.words.subjects.get(&other)?);
        }
    }
    Some(all)
}

/// What stands before a subject that is taught besides another; the longer ones first.
const BESIDES: [&str; 6] = ["兼任教", "兼教", "兼任", "兼", "also ", "and "];

pub(super) fn backbone(row: &mut Row<'_>, col: Col, cx: &Context<'_>) -> (Option<u8>, Option<String>) {
    if row.is_empty(col) {
        return (None, None);
    }
    let text = row.text(col).unwrap_or_default();
    match cx.words.rank(&text) {
        Some((level, open)) => (level, open.then_some(text)),
        None => {
            row.unknown_word(col, &text, &cx.words.backbone, "unknown-backbone");
            (None, None)
        }
    }
}

pub(super) fn exemptions(row: &mut Row<'_>, col: Col, cx: &Context<'_>) -> Vec<u8> {
    let mut known = Vec::new();
    for word in row.list(col).iter().filter(|w| !means_none(w)) {
        match cx.words.exemptions.get(word) {
            Some(exemption) => known.push(exemption),
            None => row.unknown_word(col, word, &cx.words.exemptions, "unknown-exemption"),
        }
    }
    known.sort_unstable();
    known.dedup();
    known
}

/// The stage of a teacher or post: as stated, else the school's where it has one part.
pub(super) fn part(row: &mut Row<'_>, col: Col, school: Option<&School>) -> Part {
    let stated = row.choice(col).and_then(Part::from_name);
    let parts = school.map_or(&[Part::Primary][..], School::parts);
    // A word that is not known was told already.
    if let (None, Some(school), true) = (stated, school, parts.len() > 1 && row.is_empty(col)) {
        check_missing_stage(row, col, school);
    }
    stated.unwrap_or(parts[0])
}

pub(super) fn check_stage_not_at_school(row: &mut Row<'_>, col: Col, part: Part, school: Option<&School>) {
    if let Some(school) = school.filter(|s| !s.parts().contains(&part)) {
        let finding = Finding::warning("stage-not-at-school", row.place(col)).with("stage", part.word());
        row.tell(finding.with("school", &school.name));
    }
}

pub(super) fn check_missing_stage(row: &mut Row<'_>, col: Col, school: &School) {
    let finding = Finding::error("missing-stage", row.place(col)).with("school", &school.name);
    row.tell(finding);
}
