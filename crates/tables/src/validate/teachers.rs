//! The teachers table → the roster.

use super::row::Row;
use super::{Context, Ids, couples, place, teacher_checks};
use crate::cells;
use crate::raw::Cell;
use crate::schema::keys;
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::school::{Part, School};
use lungang_domain::teacher::{Role, Sex, Status, Teacher, Title};
use lungang_domain::words::Lang;

/// The columns of the table.
pub(super) struct Cols {
    pub id: Col,
    name: Col,
    pub school: Col,
    pub subjects: Col,
    pub stage: Col,
    sex: Col,
    pub birth: Col,
    title: Col,
    backbone: Col,
    pub joined: Col,
    status: Col,
    exemptions: Col,
    pub rural_years: Col,
    language: Col,
    role: Col,
    class_teacher: Col,
    graduating: Col,
    home_lon: Col,
    home_lat: Col,
    pub spouse: Col,
    pub together: Col,
}

impl Cols {
    fn of(table: &Table) -> Self {
        let c = |name: &str| table.col(name);
        Cols {
            id: c("teacher_id"),
            name: c("name"),
            school: c("school_id"),
            subjects: c("subjects"),
            stage: c("stage"),
            sex: c("sex"),
            birth: c("birth_date"),
            title: c("title"),
            backbone: c("backbone"),
            joined: c("joined_school"),
            status: c("status"),
            exemptions: c("exemptions"),
            rural_years: c("rural_years"),
            language: c("language_level"),
            role: c("role"),
            class_teacher: c("class_teacher"),
            graduating: c("graduating_grade"),
            home_lon: c("home_lon"),
            home_lat: c("home_lat"),
            spouse: c("spouse_id"),
            together: c("together"),
        }
    }
}

/// Stands for a school that is not known; never reaches a county.
pub(super) const NOWHERE: SchoolIx = SchoolIx(u32::MAX);

/// Reads the table; a row with an id always gives a teacher, so that others can refer to it.
pub(super) fn read(table: &Table, cx: &mut Context<'_>, schools: &[School], findings: &mut Findings) -> Vec<Teacher> {
    let cols = Cols::of(table);
    let mut ids = Ids::new(cols.id);
    let mut teachers = Vec::with_capacity(table.len());
    let mut rows = Vec::with_capacity(table.len());
    let mut spouses = Vec::with_capacity(table.len());
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let id = ids.check_doubled_id(row, table);
        let has_id = id.is_some();
        let (teacher, taught) = teacher(row, &cols, cx, schools, id.unwrap_or_default());
        let spouse = row.id(cols.spouse);
        if has_id {
            cx.doubts.subjects.extend((!taught).then_some(TeacherIx::new(teachers.len())));
            teachers.push(teacher);
            rows.push(at);
            spouses.push(spouse);
        }
    }
    couples::join(table, &cols, &mut teachers, &rows, &spouses, findings);
    teachers
}

/// The teacher of a row, and whether it is known what they teach.
fn teacher(row: &mut Row<'_>, cols: &Cols, cx: &Context<'_>, schools: &[School], id: String) -> (Teacher, bool) {
    let school = cx.school(row, cols.school);
    let role = row.choice(cols.role).and_then(role_of).unwrap_or(Role::Teacher);
    let status = row.choice(cols.status).and_then(status_of).unwrap_or(Status::OnDuty);
    let subjects = subjects(row, cols, cx);
    let taught = row.has(cols.subjects) && subjects.known.len() + subjects.doubled == subjects.stated;
    let at_school = school.and_then(|s| cx.staged(schools, s));
    let part = part(row, cols.stage, at_school);
    check_stage_not_at_school(row, cols.stage, part, at_school);
    let joined = row.day(cols.joined);
    let teacher = Teacher {
        id,
        name: row.text(cols.name).unwrap_or_default(),
        school: school.unwrap_or(NOWHERE),
        part,
        sex: row.choice(cols.sex).map(|s| if s == "male" { Sex::Male } else { Sex::Female }),
        birth: row.day(cols.birth),
        title: row.choice(cols.title).and_then(title_of).unwrap_or(Title::None),
        backbone: row.word(cols.backbone, &cx.words.backbone, "unknown-backbone").flatten(),
        joined: joined.unwrap_or(Date::ZERO),
        status,
        exemptions: exemptions(row, cols, cx),
        rural_years: row.count(cols.rural_years).unwrap_or(0),
        language: row.word(cols.language, &cx.words.language, "unknown-language"),
        role,
        class_teacher: row.flag(cols.class_teacher),
        graduating: row.flag(cols.graduating),
        home: place::position(row, cols.home_lon, cols.home_lat),
        spouse: None,
        together: row.flag(cols.together),
        subjects: subjects.known,
    };
    teacher_checks::check_dates(row, cols, cx.year, &teacher, joined);
    if teacher.teaches() && subjects.stated == 0 {
        teacher_checks::check_no_subject(row, cols.subjects);
    }
    if let (true, Some(main)) = (teacher.teaches(), teacher.main_subject()) {
        teacher_checks::check_subject_without_posts(row, cols.subjects, &cx.policy.subjects[main.at()]);
    }
    (teacher, taught)
}

struct Subjects {
    known: Vec<SubjectIx>,
    doubled: usize,
    stated: usize,
}

/// Words in a list that mean there is nothing to list.
fn means_none(word: &str) -> bool {
    matches!(word, "无" | "-" | "—" | "none" | "否" | "没有" | "/")
}

fn subjects(row: &mut Row<'_>, cols: &Cols, cx: &Context<'_>) -> Subjects {
    let mut subjects = Subjects { known: Vec::new(), doubled: 0, stated: 0 };
    // A subject's own name may hold a sign that parts lists.
    let whole = cx.words.subjects.get(&row.shown(cols.subjects));
    let words = if whole.is_some() { vec![row.shown(cols.subjects)] } else { row.list(cols.subjects) };
    for word in words.iter().filter(|w| !means_none(w)) {
        subjects.stated += 1;
        match cx.words.subjects.get(word) {
            Some(subject) if subjects.known.contains(&subject) => {
                subjects.doubled += 1;
                teacher_checks::check_doubled_subject(row, cols.subjects, word);
            }
            Some(subject) => subjects.known.push(subject),
            None => match with_others(word, cx) {
                Some(all) => {
                    teacher_checks::check_subject_besides(row, cols.subjects, word);
                    for subject in all {
                        if !subjects.known.contains(&subject) {
                            subjects.known.push(subject);
                        }
                    }
                }
                None => row.unknown_word(cols.subjects, word, &cx.words.subjects, "unknown-subject"),
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

fn exemptions(row: &mut Row<'_>, cols: &Cols, cx: &Context<'_>) -> Vec<u8> {
    let mut known = Vec::new();
    for word in row.list(cols.exemptions).iter().filter(|w| !means_none(w)) {
        match cx.words.exemptions.get(word) {
            Some(exemption) => known.push(exemption),
            None => row.unknown_word(cols.exemptions, word, &cx.words.exemptions, "unknown-exemption"),
        }
    }
    known.sort_unstable();
    known.dedup();
    known
}

/// The stage of a teacher or post: as stated, else the school's where it has one part.
pub(super) fn part(row: &mut Row<'_>, col: Col, school: Option<&School>) -> Part {
    let stated = row.choice(col).and_then(part_of);
    let parts = school.map_or(&[Part::Primary][..], School::parts);
    // A word that is not known was told already.
    if let (None, Some(school), true) = (stated, school, parts.len() > 1 && row.is_empty(col)) {
        check_missing_stage(row, col, school);
    }
    stated.unwrap_or(parts[0])
}

fn check_stage_not_at_school(row: &mut Row<'_>, col: Col, part: Part, school: Option<&School>) {
    if let Some(school) = school.filter(|s| !s.parts().contains(&part)) {
        let finding = Finding::warning("stage-not-at-school", row.place(col)).with("stage", part.name());
        row.tell(finding.with("school", &school.name).with("stage_zh", part.say(Lang::Zh)));
    }
}

pub(super) fn check_missing_stage(row: &mut Row<'_>, col: Col, school: &School) {
    let finding = Finding::error("missing-stage", row.place(col)).with("school", &school.name);
    row.tell(finding);
}

/// The part of this name.
pub(super) fn part_of(name: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|p| p.name() == name)
}

fn title_of(name: &str) -> Option<Title> {
    Some(match name {
        "none" => Title::None,
        "junior" => Title::Junior,
        "intermediate" => Title::Intermediate,
        "senior" => Title::Senior,
        _ => return None,
    })
}

fn status_of(name: &str) -> Option<Status> {
    Some(match name {
        "on_duty" => Status::OnDuty,
        "leave" => Status::Leave,
        "seconded" => Status::Seconded,
        "absent" => Status::Absent,
        "retired" => Status::Retired,
        _ => return None,
    })
}

fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "teacher" => Role::Teacher,
        "principal" => Role::Principal,
        "vice_principal" => Role::VicePrincipal,
        "administrator" => Role::Administrator,
        "support" => Role::Support,
        _ => return None,
    })
}
