//! The establishment: stage by stage and school by school, by each count, with those who do not teach, and what an inspection asks.

use super::{counted, figures, words};
use crate::block::{Cell, PAGE, Pens, TERMINAL, Table, WORKBOOK};
use crate::json::{RemarkDoc, SchoolEstablishment, SchoolStaffing, StaffingDocument, StageStaffing};
use crate::naming::Naming;
use lungang_domain::id::{SubjectIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use lungang_domain::words::{Lang, say};
use lungang_results::names;
use std::collections::BTreeMap;

/// Most people whom a line names.
const NAMED: usize = 12;

/// A remark in a sentence; people are named by their ids.
pub fn said(remark: &RemarkDoc, of: &Naming<'_>) -> String {
    let lang = of.lang;
    let school = remark.school_id.as_ref().and_then(|id| of.county.find_school(id)).map(|s| of.school(s));
    let honours = &of.policy.years.honours.value;
    let honour = remark.honour.as_ref().and_then(|id| honours.iter().find(|h| h.id == *id));
    let mut teachers: Vec<String> = remark.teachers.iter().take(NAMED).cloned().collect();
    if remark.teachers.len() > NAMED {
        teachers.push("…".to_owned());
    }
    let args = [
        ("school", school.unwrap_or_default()),
        ("stage", remark.stage.map_or_else(|| names::word(lang, "all-stages"), |part| names::stage(lang, part))),
        ("honour", honour.map_or_else(String::new, |h| h.name.get(lang).to_owned())),
        ("teachers", teachers.join(&names::word(lang, "word-separator"))),
        ("found", remark.found.to_string()),
        ("against", remark.against.to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    names::sentence(lang, &format!("remark.{}", remark.matter.name()), &args)
}

/// Where a title with the number of rows stands.
const TITLED: Pens = TERMINAL.and(PAGE).and(WORKBOOK);

fn title(lang: Lang, key: &str, n: usize) -> String {
    counted(lang, &format!("report.text.staffing.{key}"), n)
}

pub fn stages(document: &StaffingDocument, lang: Lang) -> Table {
    Table::of(&document.stages)
        .column(words(lang, "stage"), |s| names::stage(lang, s.stage))
        .column(figures(lang, "schools"), |s| s.schools)
        .column(figures(lang, "pupils"), |s| s.pupils)
        .column(figures(lang, "classes"), |s| s.classes)
        .column(figures(lang, "staff"), |s| s.staff)
        .column(figures(lang, "fewer-staff"), |s| s.fewer_staff_than_classes)
        .table()
        .titled(TITLED, title(lang, "stages", document.stages.len()))
}

/// Pupils, classes and posts of the years to come, against the people of this year.
pub fn later(document: &StaffingDocument, lang: Lang) -> Table {
    Table::of(&document.later)
        .column(words(lang, "school-year"), |l| l.school_year.clone())
        .column(words(lang, "stage"), |l| names::stage(lang, l.stage))
        .column(figures(lang, "pupils"), |l| l.pupils)
        .column(figures(lang, "classes"), |l| l.classes)
        .column(figures(lang, "posts"), |l| l.posts.posts)
        .column(figures(lang, "surplus"), |l| l.posts.surplus)
        .column(figures(lang, "shortage"), |l| l.posts.shortage)
        .table()
        .titled(TITLED, title(lang, "later", document.later.len()))
}

/// Every count of posts against everybody on the payroll, stage by stage.
pub fn counts(document: &StaffingDocument, lang: Lang) -> Table {
    let of = |s: &StageStaffing| {
        let all = [
            ("pupils", Some(s.by_pupils)),
            ("classes", Some(s.by_classes).filter(|c| c.parts > 0)),
            ("computed", Some(s.computed)),
            ("posts", Some(s.posts)),
        ];
        let stage = s.stage;
        all.into_iter().filter_map(move |(key, count)| Some((stage, key, count?)))
    };
    let table = Table::of(document.stages.iter().flat_map(of))
        .column(words(lang, "stage"), |(stage, ..)| names::stage(lang, *stage))
        .column(words(lang, "count"), |(_, key, _)| names::word(lang, &format!("count.{key}")))
        .column(figures(lang, "applies"), |(.., c)| c.parts)
        .column(figures(lang, "posts"), |(.., c)| c.posts)
        .column(figures(lang, "surplus"), |(.., c)| c.surplus)
        .column(figures(lang, "shortage"), |(.., c)| c.shortage)
        .table();
    let n = table.len();
    table.titled(TITLED, title(lang, "counts", n))
}

/// Teaching posts, and the count by periods beside them, against those who teach.
pub fn teaching(document: &StaffingDocument, lang: Lang) -> Table {
    let of = |s: &StageStaffing| {
        let stage = s.stage;
        let all = [("teaching", Some(s.teaching)), ("periods", s.by_periods)];
        all.into_iter().filter_map(move |(key, count)| Some((stage, key, count?)))
    };
    let table = Table::of(document.stages.iter().flat_map(of))
        .column(words(lang, "stage"), |(stage, ..)| names::stage(lang, *stage))
        .column(words(lang, "count"), |(_, key, _)| names::word(lang, &format!("count.{key}")))
        .column(figures(lang, "teaching-posts"), |(.., c)| c.posts)
        .column(figures(lang, "over"), |(.., c)| c.surplus)
        .column(figures(lang, "short"), |(.., c)| c.shortage)
        .table();
    let n = table.len();
    table.titled(TITLED, title(lang, "teaching", n))
}

/// The four figures of every school, or of those alone that are over or short of their establishment, the shortest first.
pub fn establishments(document: &StaffingDocument, every: bool, lang: Lang) -> Table {
    let mut off: Vec<&SchoolEstablishment> =
        document.establishments.iter().filter(|s| every || s.short > 0 || s.over > 0).collect();
    off.sort_by_key(|s| (std::cmp::Reverse(s.short), s.over));
    let n = off.len();
    Table::of(off)
        .column(words(lang, "school-id"), |s| &s.school_id)
        .column(words(lang, "school"), |s| &s.name)
        .column(figures(lang, "establishment"), |s| Cell::known(s.approved))
        .column(figures(lang, "posts"), |s| s.computed)
        .column(figures(lang, "on-payroll"), |s| Cell::known(s.on_payroll))
        .column(figures(lang, "on-duty"), |s| Cell::known(s.on_duty))
        .column(figures(lang, "staff"), |s| s.staff)
        .column(figures(lang, "surplus"), |s| s.over)
        .column(figures(lang, "shortage"), |s| s.short)
        .table()
        .titled(TITLED, title(lang, if every { "every-establishment" } else { "establishments" }, n))
}

/// Every school by stage, or those alone that lack teachers or have more than teaching posts; those that lack most first.
pub fn schools(document: &StaffingDocument, every: bool, lang: Lang) -> Table {
    let mut off: Vec<&SchoolStaffing> =
        document.schools.iter().filter(|s| every || s.teaching.shortage > 0 || s.teaching.surplus > 0).collect();
    off.sort_by_key(|s| (std::cmp::Reverse(s.teaching.shortage), s.teaching.surplus));
    let n = off.len();
    Table::of(off)
        .column(words(lang, "school-id"), |s| &s.school_id)
        .column(words(lang, "school"), |s| &s.name)
        .column(words(lang, "stage"), |s| names::stage(lang, s.stage))
        .column(figures(lang, "pupils"), |s| s.pupils)
        .column(figures(lang, "classes"), |s| s.classes)
        .column(figures(lang, "by-pupils"), |s| s.by_pupils.posts)
        .column(figures(lang, "by-classes"), |s| Cell::known(s.by_classes.map(|c| c.posts)))
        .column(figures(lang, "by-periods"), |s| Cell::known(s.by_periods.map(|c| c.posts)))
        .column(figures(lang, "boarding"), |s| s.boarding)
        .column(figures(lang, "posts"), |s| s.posts.posts)
        .column(figures(lang, "teaching-posts"), |s| s.teaching.posts)
        .column(figures(lang, "staff"), |s| s.staff)
        .column(figures(lang, "short"), |s| s.teaching.shortage)
        .column(figures(lang, "over"), |s| s.teaching.surplus)
        .table()
        .titled(TITLED, title(lang, if every { "every-school" } else { "schools" }, n))
}

/// Required, serving, short (by main subject, and after retasking) and over by stage and subject, summed over the schools.
pub fn subjects(document: &StaffingDocument, policy: &Policy, lang: Lang) -> Table {
    let mut sums: BTreeMap<(Part, Option<SubjectIx>), [u32; 5]> = BTreeMap::new();
    for (school, s) in document.schools.iter().flat_map(|school| school.subjects.iter().map(move |s| (school, s))) {
        let sum = sums.entry((school.stage, policy.subject(&s.subject))).or_default();
        for (total, n) in sum.iter_mut().zip([s.required, s.serving, s.short, s.short_after_retasking, s.over]) {
            *total += n;
        }
    }
    let called = |subject: Option<SubjectIx>| Cell::known(subject.map(|k| names::subject(lang, policy, k)));
    let n = sums.len();
    Table::of(sums)
        .column(words(lang, "stage"), |((stage, _), _)| names::stage(lang, *stage))
        .column(words(lang, "subject"), |((_, subject), _)| called(*subject))
        .columns(
            ["required", "serving", "short", "short-retasked", "over"],
            |key| figures(lang, key),
            |(_, sum), at, _| sum[at],
        )
        .table()
        .titled(TITLED, title(lang, "subjects", n))
}

pub fn not_teaching(document: &StaffingDocument, of: &Naming<'_>) -> Table {
    let lang = of.lang;
    let said = |section: &str, value: String| say(lang, &format!("{section}.{value}"), &[]);
    let known: Vec<TeacherIx> = document.not_teaching.iter().filter_map(|id| of.county.find_teacher(id)).collect();
    let n = known.len();
    Table::of(known)
        .column(words(lang, "teacher-id"), |at| &of.county.teacher(*at).id)
        .column(words(lang, "name"), |at| of.name(*at))
        .column(words(lang, "school"), |at| of.school(of.county.teacher(*at).school))
        .column(words(lang, "duty"), |at| said("duty", file_name(&of.county.teacher(*at).status)))
        .column(words(lang, "role"), |at| said("role", file_name(&of.county.teacher(*at).role)))
        .table()
        .titled(TITLED, title(lang, "not-teaching", n))
}

/// The name under which a value stands in tables and files.
fn file_name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
