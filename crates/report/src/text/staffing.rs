//! `staffing`: the establishment by stage, the schools that are short or over, who does not teach.

use super::View;
use super::table::{Page, maybe};
use crate::json::{Count, SchoolStaffing, StaffingDocument};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words;
use lungang_results::names;

/// The text of a staffing document.
///
/// Schools with the most missing teachers come first; schools that are neither short nor over are left out.
pub fn staffing(document: &StaffingDocument, county: &County, policy: &Policy, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args =
        [("county", document.county.as_str()), ("year", &document.school_year), ("policy", policy.name.get(lang))];
    page.say("staffing.title", &args);
    if let Some(total) = &document.authorised {
        for (key, posts) in [("total", total.total), ("primary", total.primary), ("junior", total.junior)] {
            if let Some(posts) = posts {
                page.say(&format!("staffing.authorised-{key}"), &[("n", &posts.to_string())]);
            }
        }
    }
    if let Some(line) = names::private(lang, county.private_schools()) {
        page.line(&line);
    }
    let mut rows = Vec::new();
    for stage in &document.stages {
        let whole = names::stage(lang, stage.stage);
        let counts = [
            ("pupils", Some(stage.by_pupils)),
            ("classes", Some(stage.by_classes).filter(|c| c.parts > 0)),
            ("periods", stage.by_periods),
            ("computed", Some(stage.computed)),
            ("posts", Some(stage.posts)),
        ];
        rows.extend(counts.into_iter().filter_map(|(key, count)| {
            count.map(|c| stage_line(&whole, &names::word(lang, &format!("count.{key}")), &c))
        }));
    }
    let stages = document.stages.iter().map(|s| {
        let figures = [s.schools, s.pupils, s.classes, s.staff, s.fewer_staff_than_classes];
        let mut line = vec![names::stage(lang, s.stage)];
        line.extend(figures.iter().map(u32::to_string));
        line
    });
    let columns = ["stage", "#schools", "#pupils", "#classes", "#staff", "#fewer-staff"];
    page.table("staffing.stages", &columns, stages.collect());
    page.table("staffing.counts", &["stage", "count", "#applies", "#posts", "#surplus", "#shortage"], rows);
    page.say("staffing.not-netted", &[]);
    schools(&mut page, document, view);
    subjects(&mut page, document, policy, view);
    not_teaching(&mut page, document, county, policy, view);
    page.finish()
}

fn stage_line(stage: &str, count: &str, c: &Count) -> Vec<String> {
    let figures = [c.parts, c.posts, c.surplus, c.shortage].map(|n| n.to_string());
    [stage.to_owned(), count.to_owned()].into_iter().chain(figures).collect()
}

fn schools(page: &mut Page, document: &StaffingDocument, view: View) {
    let mut off: Vec<&SchoolStaffing> =
        document.schools.iter().filter(|s| s.posts.shortage > 0 || s.posts.surplus > 0).collect();
    off.sort_by_key(|s| (std::cmp::Reverse(s.posts.shortage), s.posts.surplus));
    let line = |s: &&SchoolStaffing| {
        vec![
            s.school_id.clone(),
            s.name.clone(),
            names::stage(view.lang, s.stage),
            s.pupils.to_string(),
            s.classes.to_string(),
            s.by_pupils.posts.to_string(),
            maybe(s.by_classes.map(|c| c.posts)),
            maybe(s.by_periods.map(|c| c.posts)),
            maybe(s.establishment),
            s.posts.posts.to_string(),
            s.staff.to_string(),
            s.posts.shortage.to_string(),
            s.posts.surplus.to_string(),
        ]
    };
    let columns = [
        "school-id",
        "school",
        "stage",
        "#pupils",
        "#classes",
        "#by-pupils",
        "#by-classes",
        "#by-periods",
        "#establishment",
        "#posts",
        "#staff",
        "#shortage",
        "#surplus",
    ];
    page.table("staffing.schools", &columns, off.iter().map(line).collect());
}

/// Required, serving, short and over by stage and subject, summed over the schools.
fn subjects(page: &mut Page, document: &StaffingDocument, policy: &Policy, view: View) {
    let mut sums: std::collections::BTreeMap<_, [u32; 4]> = std::collections::BTreeMap::new();
    for (school, s) in document.schools.iter().flat_map(|school| school.subjects.iter().map(move |s| (school, s))) {
        let sum = sums.entry((school.stage, policy.subject(&s.subject))).or_default();
        for (total, n) in sum.iter_mut().zip([s.required, s.serving, s.short, s.over]) {
            *total += n;
        }
    }
    let line = |((stage, subject), sum): (_, [u32; 4])| {
        let subject: Option<lungang_domain::id::SubjectIx> = subject;
        let called = subject.map_or_else(|| "-".to_owned(), |k| names::subject(view.lang, policy, k));
        [names::stage(view.lang, stage), called].into_iter().chain(sum.map(|n| n.to_string())).collect()
    };
    let columns = ["stage", "subject", "#required", "#serving", "#short", "#over"];
    page.table("staffing.subjects", &columns, sums.into_iter().map(line).collect());
}

fn not_teaching(page: &mut Page, document: &StaffingDocument, county: &County, policy: &Policy, view: View) {
    let known = document.not_teaching.iter().filter_map(|id| county.find_teacher(id));
    let line = |at| {
        let t = county.teacher(at);
        let said = |section: &str, value: String| words::say(view.lang, &format!("{section}.{value}"), &[]);
        vec![
            t.id.clone(),
            names::teacher(county, policy, at),
            county.school(t.school).name.clone(),
            said("duty", file_name(&t.status)),
            said("role", file_name(&t.role)),
        ]
    };
    let columns = ["teacher-id", "name", "school", "duty", "role"];
    page.table("staffing.not-teaching", &columns, known.map(line).collect());
}

/// The name under which a value stands in tables and files.
fn file_name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
